#pragma once

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

/// What lies on, under and around a sheet when somebody takes a picture of it, drawn over a picture
/// of the sheet alone. Pictures are BGR; lengths are in millimetres and come with `mm`, the pixels
/// of one. Things keep to a margin of 22 mm, so that all writing behind it stays readable.
namespace inkline::test {

/// The light that a share of the picture's pixels have left: 1 where nothing is.
inline void dim(cv::Mat3b& picture, const cv::Mat1f& light) {
  for (int y = 0; y < picture.rows; ++y) {
    for (int x = 0; x < picture.cols; ++x) {
      for (int c = 0; c < 3; ++c) {
        picture(y, x)[c] =
            cv::saturate_cast<uchar>(static_cast<float>(picture(y, x)[c]) * light(y, x));
      }
    }
  }
}

/// Paints a colour where the mask is, as much as it is.
inline void paint(cv::Mat3b& picture, const cv::Mat1b& mask, const cv::Vec3d& colour) {
  for (int y = 0; y < picture.rows; ++y) {
    for (int x = 0; x < picture.cols; ++x) {
      const double share = mask(y, x) / 255.0;
      if (share <= 0) continue;
      for (int c = 0; c < 3; ++c) {
        picture(y, x)[c] =
            cv::saturate_cast<uchar>((1 - share) * picture(y, x)[c] + share * colour[c]);
      }
    }
  }
}

inline cv::Mat1b nothing_on(const cv::Mat3b& picture) {
  return {picture.size(), uchar{0}};
}

inline cv::Point pixels(double x, double y) {
  return {static_cast<int>(std::lround(x)), static_cast<int>(std::lround(y))};
}

inline int thickness(double pixels) {
  return std::max(1, static_cast<int>(std::lround(pixels)));
}

inline cv::Mat1b blurred(const cv::Mat1b& mask, double sigma) {
  cv::Mat1b soft;
  cv::GaussianBlur(mask, soft, {}, std::max(0.3, sigma));
  return soft;
}

inline cv::Mat1b moved(const cv::Mat1b& mask, double x, double y) {
  cv::Mat1b result;
  const cv::Matx23d shift(1, 0, x, 0, 1, y);
  cv::warpAffine(mask, result, shift, mask.size());
  return result;
}

/// Takes `depth` of the light where the mask is.
inline void shadow(cv::Mat3b& picture, const cv::Mat1b& mask, double depth) {
  cv::Mat1f light;
  mask.convertTo(light, CV_32F, -depth / 255, 1);
  dim(picture, light);
}

/// A shape drawn at the size of the picture, thick as a rod between two places.
inline cv::Mat1b rod(const cv::Mat3b& picture, cv::Point from, cv::Point to, double wide) {
  cv::Mat1b mask = nothing_on(picture);
  cv::line(mask, from, to, 255, thickness(wide), cv::LINE_AA);
  return mask;
}

inline cv::Mat1b disc(const cv::Mat3b& picture, cv::Point2d middle, double radius) {
  cv::Mat1b mask = nothing_on(picture);
  constexpr int bits = 4;
  cv::circle(mask, pixels(middle.x * (1 << bits), middle.y * (1 << bits)),
             thickness(radius * (1 << bits)), 255, cv::FILLED, cv::LINE_AA, bits);
  return mask;
}

enum class Hole {
  dark,   ///< something dark lies below
  light,  ///< on a light ground, with the crescent of a shadow
  ring,   ///< only its rim is seen
};

inline void punch(cv::Mat3b& picture, cv::Point2d middle, double radius, double mm, Hole kind) {
  const cv::Mat1b hole = disc(picture, middle, radius);
  if (kind == Hole::dark) {
    paint(picture, blurred(hole, 0.06 * mm), {28, 26, 30});
  } else if (kind == Hole::light) {
    cv::Mat1b crescent;
    cv::subtract(hole, moved(hole, 0.35 * mm, 0.45 * mm), crescent);
    shadow(picture, blurred(crescent, 0.1 * mm), 0.55);
  } else {
    cv::Mat1b rim;
    cv::subtract(hole, disc(picture, middle, radius - 0.5 * mm), rim);
    paint(picture, blurred(rim, 0.06 * mm), {60, 60, 60});
  }
}

inline cv::Mat3b with_punch_holes(const cv::Mat3b& sheet, double mm, Hole kind) {
  cv::Mat3b picture = sheet.clone();
  for (const double at : {-40.0, 40.0}) {
    punch(picture, {12 * mm, 0.5 * sheet.rows + at * mm}, 2.8 * mm, mm, kind);
  }
  return picture;
}

/// The holes of a spiral along the left edge, or those that a sheet is torn off at.
inline cv::Mat3b with_hole_row(const cv::Mat3b& sheet, double mm, double from_edge, double pitch,
                               double radius, Hole kind) {
  cv::Mat3b picture = sheet.clone();
  for (double y = 0.5 * pitch; y * mm < sheet.rows; y += pitch) {
    punch(picture, {from_edge * mm, y * mm}, radius * mm, mm, kind);
  }
  return picture;
}

inline cv::Mat3b with_staple(const cv::Mat3b& sheet, double mm, double degrees) {
  cv::Mat3b picture = sheet.clone();
  const double turn = degrees * CV_PI / 180;
  const cv::Point2d middle(14 * mm, 13 * mm);
  const cv::Point2d half(6 * mm * std::cos(turn), 6 * mm * std::sin(turn));
  const cv::Point from = pixels(middle.x - half.x, middle.y - half.y);
  const cv::Point to = pixels(middle.x + half.x, middle.y + half.y);
  const cv::Mat1b wire = rod(picture, from, to, 0.7 * mm);
  shadow(picture, blurred(moved(wire, 0.4 * mm, 0.7 * mm), 0.2 * mm), 0.5);
  paint(picture, wire, {90, 92, 95});
  paint(picture, rod(picture, from, to, 0.25 * mm), {215, 218, 220});
  return picture;
}

/// The loops of a clip that holds the sheet's upper edge.
inline cv::Mat3b with_paper_clip(const cv::Mat3b& sheet, double mm) {
  cv::Mat3b picture = sheet.clone();
  const double x = 0.6 * sheet.cols;
  const auto at = [&](double right, double down) { return pixels(x + right * mm, down * mm); };
  const auto draw = [&](cv::Mat1b& mask, double wide) {
    const int pen = thickness(wide * mm);
    for (const double right : {0.0, 1.8, 6.2, 8.0}) {
      const double bottom = right == 0 || right == 8 ? 17 : 13;
      cv::line(mask, at(right, right == 8 ? 4 : -2), at(right, bottom), 255, pen, cv::LINE_AA);
    }
    cv::ellipse(mask, at(4, 17), pixels(4 * mm, 4 * mm), 0, 0, 180, 255, pen, cv::LINE_AA);
    cv::ellipse(mask, at(4, 13), pixels(2.2 * mm, 2.2 * mm), 0, 0, 180, 255, pen, cv::LINE_AA);
  };
  cv::Mat1b wire = nothing_on(picture);
  draw(wire, 1.0);
  cv::Mat1b gloss = nothing_on(picture);
  draw(gloss, 0.3);
  shadow(picture, blurred(moved(wire, 0.5 * mm, 0.5 * mm), 0.3 * mm), 0.4);
  paint(picture, wire, {105, 105, 105});
  paint(picture, gloss, {220, 220, 220});
  return picture;
}

/// A sheet smaller than the scanner, a little askew, under a black or grey lid.
inline cv::Mat3b with_scanner_border(const cv::Mat3b& sheet, double mm, double degrees,
                                     uchar shade) {
  cv::Mat turn = cv::getRotationMatrix2D(
      {0.5F * static_cast<float>(sheet.cols), 0.5F * static_cast<float>(sheet.rows)}, degrees, 1);
  const double border = 12 * mm;
  turn.at<double>(0, 2) += border;
  turn.at<double>(1, 2) += border;
  cv::Mat3b picture;
  const cv::Size size = sheet.size() + cv::Size(thickness(2 * border), thickness(2 * border));
  cv::warpAffine(sheet, picture, turn, size, cv::INTER_LINEAR, cv::BORDER_CONSTANT,
                 cv::Scalar::all(shade));
  cv::Mat3f noise(size);
  cv::RNG random(5);
  random.fill(noise, cv::RNG::NORMAL, cv::Scalar::all(0), cv::Scalar::all(3));
  cv::add(picture, noise, picture, cv::noArray(), CV_8U);
  return picture;
}

/// The fold of a book at the left: its shadow, and black beyond.
inline cv::Mat3b with_gutter(const cv::Mat3b& sheet, double mm) {
  cv::Mat3b picture = sheet.clone();
  cv::Mat1f light(sheet.size());
  for (int x = 0; x < light.cols; ++x) {
    const double far = x / mm - 4;
    light.col(x).setTo(far < 0 ? 0.08 : 1 - 0.75 * std::exp(-far / 4.5));
  }
  dim(picture, light);
  return picture;
}

/// A ball pen that lies below the writing and reaches over the right edge.
inline cv::Mat3b with_pen(const cv::Mat3b& sheet, double mm, const cv::Vec3d& colour) {
  cv::Mat3b picture = sheet.clone();
  const double y = sheet.rows - 10 * mm;
  const double left = 0.35 * sheet.cols;
  const cv::Point tip = pixels(left, y - 2 * mm);
  const cv::Point neck = pixels(left + 12 * mm, y - 1.7 * mm);
  const cv::Point end = pixels(sheet.cols + 30 * mm, y + 3 * mm);
  cv::Mat1b body = rod(picture, neck, end, 8 * mm);
  const std::vector<cv::Point> cone{tip, neck - cv::Point(0, thickness(3.5 * mm)),
                                    neck + cv::Point(0, thickness(3.5 * mm))};
  cv::fillConvexPoly(body, cone, 255, cv::LINE_AA);
  shadow(picture, blurred(moved(body, 1 * mm, 2 * mm), 1.2 * mm), 0.45);
  paint(picture, body, colour);
  const cv::Point up(0, thickness(1.8 * mm));
  paint(picture, blurred(rod(picture, neck - up, end - up, 0.8 * mm), 0.2 * mm),
        colour + cv::Vec3d(90, 90, 90));
  return picture;
}

/// Thumb or fingers that hold the sheet at its left.
inline cv::Mat3b with_fingers(const cv::Mat3b& sheet, double mm, int count) {
  cv::Mat3b picture = sheet.clone();
  for (int i = 0; i < count; ++i) {
    const double y = 0.4 * sheet.rows + 19 * mm * i;
    const cv::Point tip = pixels((9 - 2 * i) * mm, y - 2 * mm);
    const cv::Mat1b finger = rod(picture, pixels(-20 * mm, y + 6 * mm), tip, 17 * mm);
    shadow(picture, blurred(moved(finger, 1.5 * mm, 1.5 * mm), 1.5 * mm), 0.4);
    paint(picture, blurred(finger, 0.15 * mm), {115, 145, 195});
    cv::Mat1b rim;
    cv::subtract(finger, blurred(moved(finger, -1 * mm, -1 * mm), 2 * mm), rim);
    shadow(picture, rim, 0.35);
    cv::Mat1b nail = nothing_on(picture);
    cv::ellipse(nail, tip, pixels(6 * mm, 5 * mm), 0, 0, 360, 255, cv::FILLED, cv::LINE_AA);
    paint(picture, cv::Mat1b(blurred(nail, 0.3 * mm) * 0.6), {170, 185, 225});
  }
  return picture;
}

enum class Desk { wood, cloth, dark, bright, tiles };

inline cv::Mat3b desk_of(cv::Size size, double mm, Desk kind) {
  cv::RNG random(11);
  cv::Mat3b desk(size);
  cv::Mat1f grain(size);
  random.fill(grain, cv::RNG::NORMAL, 0, 1);
  const bool is_wood = kind == Desk::wood;
  cv::GaussianBlur(grain, grain, {}, is_wood ? 14 * mm : 0.4 * mm, is_wood ? 0.35 * mm : 0.4 * mm);
  cv::Scalar mean;
  cv::Scalar spread;
  cv::meanStdDev(grain, mean, spread);
  grain /= spread[0];
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      const auto square = [&](double side) {
        return (static_cast<int>(x / mm / side) + static_cast<int>(y / mm / side)) % 2 == 0;
      };
      cv::Vec3d colour(60, 105, 150);
      double strength = 0.12;
      if (kind == Desk::cloth)
        colour = square(6) ? cv::Vec3d(60, 60, 190) : cv::Vec3d(225, 225, 230);
      if (kind == Desk::dark) colour = {38, 36, 40};
      if (kind == Desk::bright) colour = {178, 190, 198};
      if (kind == Desk::tiles)
        colour = std::fmod(x / mm, 40) < 2 || std::fmod(y / mm, 40) < 2 ? cv::Vec3d(90, 95, 100)
                                                                        : cv::Vec3d(150, 165, 175);
      if (!is_wood) strength = 0.04;
      for (int c = 0; c < 3; ++c) {
        desk(y, x)[c] = cv::saturate_cast<uchar>(colour[c] * (1 + strength * grain(y, x)));
      }
    }
  }
  return desk;
}

/// Lays the sheet on something larger, askew and a little in perspective, with its shadow.
inline cv::Mat3b laid_on(const cv::Mat3b& ground, const cv::Mat3b& sheet, double mm, double degrees,
                         double lean = 0.01) {
  const auto w = static_cast<float>(sheet.cols);
  const auto h = static_cast<float>(sheet.rows);
  const cv::Point2f middle(0.5F * static_cast<float>(ground.cols),
                           0.5F * static_cast<float>(ground.rows));
  const std::vector<cv::Point2f> from{{0, 0}, {w, 0}, {w, h}, {0, h}};
  std::vector<cv::Point2f> to;
  const double turn = degrees * CV_PI / 180;
  for (const cv::Point2f& corner : from) {
    const double narrow = corner.y > 0 ? 1 + lean : 1 - lean;
    const double x = (corner.x - 0.5 * w) * narrow;
    const double y = corner.y - 0.5 * h;
    to.emplace_back(static_cast<float>(middle.x + x * std::cos(turn) - y * std::sin(turn)),
                    static_cast<float>(middle.y + x * std::sin(turn) + y * std::cos(turn)));
  }
  const cv::Mat map = cv::getPerspectiveTransform(from, to);
  cv::Mat1b mask;
  cv::warpPerspective(cv::Mat1b(sheet.size(), uchar{255}), mask, map, ground.size());
  cv::Mat3b picture = ground.clone();
  shadow(picture, blurred(moved(mask, 0.8 * mm, 1.2 * mm), 1 * mm), 0.5);
  cv::Mat3b laid;
  cv::warpPerspective(sheet, laid, map, ground.size());
  laid.copyTo(picture, mask > 127);
  return picture;
}

inline cv::Mat3b on_desk(const cv::Mat3b& sheet, double mm, Desk kind) {
  const int border = thickness(30 * mm);
  const cv::Size size = sheet.size() + cv::Size(2 * border, 2 * border);
  return laid_on(desk_of(size, mm, kind), sheet, mm, 2);
}

/// Another sheet lies below, its edges in the picture.
inline cv::Mat3b on_second_sheet(const cv::Mat3b& sheet, double mm) {
  const int border = thickness(12 * mm);
  const cv::Size size = sheet.size() + cv::Size(2 * border, 2 * border);
  const cv::Scalar shade = 0.95 * cv::mean(sheet);
  cv::Mat3b below(sheet.size() + cv::Size(border, border),
                  cv::Vec3b(cv::saturate_cast<uchar>(shade[0]), cv::saturate_cast<uchar>(shade[1]),
                            cv::saturate_cast<uchar>(shade[2])));
  const cv::Mat3b ground = laid_on(desk_of(size, mm, Desk::wood), below, mm, -3);
  return laid_on(ground, sheet, mm, 1.5);
}

/// Left by a cup that somebody put down, and drops of what was in it.
inline cv::Mat3b with_stain(const cv::Mat3b& sheet, double mm) {
  cv::Mat3b picture = sheet.clone();
  cv::RNG random(13);
  cv::Mat1b ring = nothing_on(picture);
  const cv::Point2d middle(sheet.cols - 30 * mm, sheet.rows - 30 * mm);
  for (int degree = 0; degree < 330; ++degree) {
    const double turn = degree * CV_PI / 180;
    const double wide = (1.6 + 0.9 * std::sin(2.2 * turn)) * mm;
    cv::ellipse(ring, pixels(middle.x, middle.y), pixels(38 * mm, 38 * mm), 0, degree, degree + 2,
                160 + random.uniform(-30, 30), thickness(wide), cv::LINE_AA);
  }
  paint(picture, blurred(ring, 0.25 * mm), {60, 100, 150});
  for (int i = 0; i < 7; ++i) {
    const double radius = random.uniform(0.7, 2.4) * mm;
    const cv::Point2d at(random.uniform(4, 18) * mm, random.uniform(0.1, 0.9) * sheet.rows);
    const cv::Mat1b drop = disc(picture, at, radius);
    paint(picture, cv::Mat1b(blurred(drop, 0.15 * mm) * 0.55), {60, 100, 150});
    cv::Mat1b rim;
    cv::subtract(drop, disc(picture, at, radius - 0.3 * mm), rim);
    paint(picture, cv::Mat1b(rim * 0.5), {40, 70, 115});
  }
  return picture;
}

/// A sheet that was folded twice: its parts lean into the light, and the folds are seen.
inline cv::Mat3b with_folds(const cv::Mat3b& sheet, double mm) {
  cv::Mat3b picture = sheet.clone();
  cv::Mat1f light(sheet.size(), 1.0F);
  for (int y = 0; y < light.rows; ++y) {
    for (int x = 0; x < light.cols; ++x) {
      const double down = (y - 0.47 * sheet.rows - 0.01 * x) / mm;
      const double right = (x - 0.52 * sheet.cols + 0.01 * y) / mm;
      const double crease = std::exp(-down * down / 0.08) + std::exp(-right * right / 0.08);
      const double gloss = std::exp(-(down - 0.5) * (down - 0.5) / 0.1);
      const double lean = (down > 0 ? 0.03 : -0.05) + (right > 0 ? 0.03 : -0.04);
      light(y, x) = static_cast<float>(1 + lean - 0.22 * crease + 0.1 * gloss);
    }
  }
  dim(picture, light);
  return picture;
}

/// A sheet that was in somebody's fist.
inline cv::Mat3b with_creases(const cv::Mat3b& sheet, double mm) {
  cv::Mat3b picture = sheet.clone();
  cv::RNG random(17);
  cv::Mat1f light(sheet.size(), 1.0F);
  for (int i = 0; i < 14; ++i) {
    const double turn = random.uniform(0.0, CV_PI);
    const cv::Point2d at(random.uniform(0, sheet.cols), random.uniform(0, sheet.rows));
    const double step = random.uniform(-0.06, 0.06);
    for (int y = 0; y < light.rows; ++y) {
      for (int x = 0; x < light.cols; ++x) {
        const double far = ((x - at.x) * std::sin(turn) - (y - at.y) * std::cos(turn)) / mm;
        const double along = ((x - at.x) * std::cos(turn) + (y - at.y) * std::sin(turn)) / mm;
        const double fade = std::exp(-along * along / 4000);
        light(y, x) +=
            static_cast<float>(fade * (step * std::tanh(2 * far) * std::exp(-std::abs(far) / 25) -
                                       2 * std::abs(step) * std::exp(-far * far / 0.06)));
      }
    }
  }
  dim(picture, light);
  return picture;
}

/// The shadow of an arm, or of the camera.
inline cv::Mat3b in_shadow(const cv::Mat3b& sheet, double mm, double light_left, double softness) {
  cv::Mat3b picture = sheet.clone();
  cv::Mat1b mask = nothing_on(picture);
  const std::vector<cv::Point> corners{
      pixels(0.45 * sheet.cols, sheet.rows + 5), pixels(0.7 * sheet.cols, 0.2 * sheet.rows),
      pixels(sheet.cols + 5, 0.1 * sheet.rows), pixels(sheet.cols + 5, sheet.rows + 5)};
  cv::fillConvexPoly(mask, corners, 255);
  shadow(picture, blurred(mask, softness * mm), 1 - light_left);
  return picture;
}

struct Clutter {
  std::string name;
  std::function<cv::Mat3b(const cv::Mat3b& sheet, double mm)> add;
};

inline std::vector<Clutter> all_clutter() {
  using Sheet = const cv::Mat3b&;
  return {
      {"holes_dark", [](Sheet s, double mm) { return with_punch_holes(s, mm, Hole::dark); }},
      {"holes_light", [](Sheet s, double mm) { return with_punch_holes(s, mm, Hole::light); }},
      {"holes_ring", [](Sheet s, double mm) { return with_punch_holes(s, mm, Hole::ring); }},
      {"spiral_dark",
       [](Sheet s, double mm) { return with_hole_row(s, mm, 6, 8.5, 2, Hole::dark); }},
      {"spiral_light",
       [](Sheet s, double mm) { return with_hole_row(s, mm, 6, 8.5, 2, Hole::light); }},
      {"perforation",
       [](Sheet s, double mm) { return with_hole_row(s, mm, 8, 2.5, 0.5, Hole::dark); }},
      {"staple_slant", [](Sheet s, double mm) { return with_staple(s, mm, -45); }},
      {"staple_upright", [](Sheet s, double mm) { return with_staple(s, mm, 88); }},
      {"paper_clip", [](Sheet s, double mm) { return with_paper_clip(s, mm); }},
      {"scan_black", [](Sheet s, double mm) { return with_scanner_border(s, mm, 0, 8); }},
      {"scan_skewed", [](Sheet s, double mm) { return with_scanner_border(s, mm, 2, 8); }},
      {"scan_grey", [](Sheet s, double mm) { return with_scanner_border(s, mm, -1.5, 90); }},
      {"gutter", [](Sheet s, double mm) { return with_gutter(s, mm); }},
      {"pen_black",
       [](Sheet s, double mm) {
         return with_pen(s, mm, {35, 33, 32});
       }},
      {"pen_blue",
       [](Sheet s, double mm) {
         return with_pen(s, mm, {150, 70, 30});
       }},
      {"pencil",
       [](Sheet s, double mm) {
         return with_pen(s, mm, {60, 170, 225});
       }},
      {"thumb", [](Sheet s, double mm) { return with_fingers(s, mm, 1); }},
      {"fingers", [](Sheet s, double mm) { return with_fingers(s, mm, 3); }},
      {"desk_wood", [](Sheet s, double mm) { return on_desk(s, mm, Desk::wood); }},
      {"desk_dark", [](Sheet s, double mm) { return on_desk(s, mm, Desk::dark); }},
      {"desk_bright", [](Sheet s, double mm) { return on_desk(s, mm, Desk::bright); }},
      {"desk_tiles", [](Sheet s, double mm) { return on_desk(s, mm, Desk::tiles); }},
      {"second_sheet", [](Sheet s, double mm) { return on_second_sheet(s, mm); }},
      {"stain", [](Sheet s, double mm) { return with_stain(s, mm); }},
      {"folds", [](Sheet s, double mm) { return with_folds(s, mm); }},
      {"creases", [](Sheet s, double mm) { return with_creases(s, mm); }},
  };
}

}  // namespace inkline::test
