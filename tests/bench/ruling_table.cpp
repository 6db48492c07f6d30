// What taking printed lines away does to ink of which the truth is known: the same writing drawn on
// many papers, and the precision and recall of its pixels without any removal, with the faint lines
// faded, and with all lines taken away. The truth is the ink found on blank paper.
//   ruling_table [--pictures DIR]   DIR gets page and ink of every paper

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <inkline/image/mark_ink.hpp>
#include <inkline/image/remove_ruling.hpp>

namespace {

const cv::Size kSheet(1200, 1000);
constexpr int kPitch = 90;  ///< from row to row of writing
constexpr double kInk = 150;

/// Darkness that print and pen add to paper.
using Layer = cv::Mat1f;
using Course = std::function<double(double)>;

Layer blank() {
  return Layer(kSheet, 0.0F);
}

/// A line in the darkness given, with soft edges, whose middle in each column is course(x).
void print_across(Layer& layer, double depth, double thickness, const Course& course) {
  for (int x = 0; x < layer.cols; ++x) {
    const double middle = course(x);
    const int reach = static_cast<int>(thickness) + 2;
    const int at = static_cast<int>(std::lround(middle));
    for (int y = std::max(0, at - reach); y <= std::min(layer.rows - 1, at + reach); ++y) {
      const double share = std::clamp(0.5 * thickness + 0.5 - std::abs(y - middle), 0.0, 1.0);
      layer(y, x) = std::max(layer(y, x), static_cast<float>(share * depth));
    }
  }
}

void print_down(Layer& layer, double depth, double thickness, const Course& course) {
  Layer turned;
  cv::transpose(layer, turned);
  print_across(turned, depth, thickness, course);
  cv::transpose(turned, layer);
}

void rule(Layer& layer, double depth, double thickness, double pitch, const Course& bend) {
  for (double y = -200; y < layer.rows + 200; y += pitch) {
    print_across(layer, depth, thickness, [&](double x) { return y + bend(x); });
  }
}

void rule_down(Layer& layer, double depth, double thickness, double pitch, const Course& bend) {
  for (double x = -200; x < layer.cols + 200; x += pitch) {
    print_down(layer, depth, thickness, [&](double y) { return x + bend(y); });
  }
}

void box(Layer& layer, double depth, int thickness, const cv::Rect& frame) {
  cv::Mat1b drawn(layer.size(), uchar{0});
  cv::rectangle(drawn, frame, cv::Scalar(255), thickness);
  layer.setTo(depth, drawn);
}

void dots(Layer& layer, double depth, int pitch) {
  cv::Mat1b drawn(layer.size(), uchar{0});
  for (int y = 15; y < layer.rows; y += pitch) {
    for (int x = 15; x < layer.cols; x += pitch) cv::circle(drawn, {x, y}, 1, cv::Scalar(255), -1);
  }
  layer.setTo(depth, drawn);
}

/// Rows of writing, in a hand-like and a plain face; some letters stand on the lines of a ruled
/// page, some cross them.
Layer writing(double darkness) {
  cv::Mat1b drawn(kSheet, uchar{0});
  const std::vector<std::string> rows = {"The quick brown fox",   "jumps over 13 lazy dogs",
                                         "EFT HTL - ZE Zigzag",   "Meeting at noon, room 42",
                                         "gypsum & quartz: 7 kg", "LAST ROW of the page"};
  int baseline = 2 * kPitch - 6;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const int face = i % 2 == 0 ? cv::FONT_HERSHEY_SCRIPT_SIMPLEX : cv::FONT_HERSHEY_SIMPLEX;
    cv::putText(drawn, rows[i], {150, baseline}, face, 1.5, cv::Scalar(255), 4, cv::LINE_AA);
    baseline += kPitch;
  }
  Layer layer;
  drawn.convertTo(layer, CV_32F, darkness / 255);
  return layer;
}

/// Light that falls off to one corner, paper with grain, print and pen on it.
cv::Mat1b photographed(const Layer& print, const Layer& pen) {
  cv::Mat1f grain(kSheet);
  cv::RNG random(11);
  random.fill(grain, cv::RNG::NORMAL, 0, 3);
  cv::Mat1b page(kSheet);
  for (int y = 0; y < page.rows; ++y) {
    for (int x = 0; x < page.cols; ++x) {
      const double light = 1 - 0.2 * x / page.cols - 0.1 * y / page.rows;
      const double shade = light * (225 - std::max(print(y, x), pen(y, x)));
      page(y, x) = cv::saturate_cast<uchar>(shade + static_cast<double>(grain(y, x)));
    }
  }
  return page;
}

struct Paper {
  std::string name;
  Layer print;
  double ink = kInk;
};

std::vector<Paper> papers() {
  std::vector<Paper> all;
  const auto add = [&](const std::string& name, const std::function<void(Layer&)>& draw,
                       double ink = kInk) {
    Layer print = blank();
    draw(print);
    all.push_back({name, print, ink});
  };
  const Course level = [](double) { return 20.0; };
  const Course tilted = [](double x) { return 0.06 * x; };
  const Course curved = [](double x) { return 25 * std::sin(x / 350); };
  add("blank", [](Layer&) {});
  add("ruled, faint", [&](Layer& p) { rule(p, 25, 2, kPitch, level); });
  add("ruled, half as dark as ink", [&](Layer& p) { rule(p, 75, 2, kPitch, level); });
  add("ruled, as dark as ink", [&](Layer& p) { rule(p, 150, 3, kPitch, level); });
  add("ruled, tilted", [&](Layer& p) { rule(p, 60, 2, kPitch, tilted); });
  add("ruled, curved", [&](Layer& p) { rule(p, 60, 2, kPitch, curved); });
  add("ruled, curved, as dark as ink", [&](Layer& p) { rule(p, 150, 3, kPitch, curved); });
  add("ruled, with a margin", [&](Layer& p) {
    rule(p, 60, 2, kPitch, level);
    print_down(p, 90, 3, [](double y) { return 120 + 0.01 * y; });
  });
  add("squared, faint", [&](Layer& p) {
    rule(p, 20, 2, 36, level);
    rule_down(p, 20, 2, 36, level);
  });
  add("squared, half as dark as ink", [&](Layer& p) {
    rule(p, 75, 2, 36, level);
    rule_down(p, 75, 2, 36, level);
  });
  add("squared, tilted", [&](Layer& p) {
    rule(p, 50, 2, 36, tilted);
    rule_down(p, 50, 2, 36, [](double y) { return -0.06 * y; });
  });
  add("squared, as dark as ink", [&](Layer& p) {
    rule(p, 150, 2, 45, level);
    rule_down(p, 150, 2, 45, level);
  });
  add(
      "squared, pencil",
      [&](Layer& p) {
        rule(p, 25, 2, 36, level);
        rule_down(p, 25, 2, 36, level);
      },
      60);
  add("seen at an angle", [&](Layer& p) {
    for (int i = -3; i < 16; ++i) {
      print_across(p, 50, 2, [&](double x) { return 40 + 70 * i + x * (0.1 - 0.015 * i); });
    }
  });
  add("dotted", [&](Layer& p) { dots(p, 120, 40); });
  add("form: a box a row", [&](Layer& p) {
    for (int i = 0; i < 6; ++i) box(p, 150, 3, {130, 115 + i * kPitch, 700, 78});
  });
  add("form: combs", [&](Layer& p) {
    for (int i = 0; i < 6; ++i) {
      box(p, 110, 2, {130, 115 + i * kPitch, 800, 78});
      for (int x = 170; x < 930; x += 40) {
        print_down(p, 110, 2, [&](double) { return 1.0 * x; });
      }
    }
    p.rowRange(0, 110).setTo(0);
    p.rowRange(650, p.rows).setTo(0);
  });
  add("table", [&](Layer& p) {
    for (int y = 110; y <= 110 + 6 * kPitch; y += kPitch) {
      print_across(p, 150, 3, [&](double x) { return x < 90 || x > 1100 ? -9.0 : 1.0 * y; });
    }
    for (const int x : {90, 520, 1100}) {
      print_down(p, 150, 3, [&](double y) { return y < 110 || y > 650 ? -9.0 : 1.0 * x; });
    }
  });
  add("words underlined by hand", [&](Layer& p) {
    for (int i = 0; i < 6; ++i) {
      print_across(p, 150, 4, [&](double x) {
        return x < 150 || x > 480 ? -9.0 : 2 * kPitch + 8 + i * kPitch + 3 * std::sin(x / 60);
      });
    }
  });
  return all;
}

struct Score {
  double precision = 0;
  double recall = 0;
};

/// A pixel beside a stroke is not counted against it: thresholds differ by as much.
Score score(const cv::Mat1b& ink, const cv::Mat1b& truth) {
  const cv::Mat around = cv::getStructuringElement(cv::MORPH_RECT, {3, 3});
  cv::Mat1b wide_truth;
  cv::Mat1b wide_ink;
  cv::dilate(truth, wide_truth, around);
  cv::dilate(ink, wide_ink, around);
  const auto share = [](const cv::Mat1b& part, const cv::Mat1b& within) {
    cv::Mat1b common;
    cv::bitwise_and(part, within, common);
    return static_cast<double>(cv::countNonZero(common)) / std::max(1, cv::countNonZero(part));
  };
  return {share(ink, wide_truth), share(truth, wide_ink)};
}

/// Fading is off when no page has lines enough.
inkline::MarkInkParams without_fading() {
  inkline::MarkInkParams params;
  params.fade.least_family = std::numeric_limits<int>::max();
  return params;
}

cv::Mat1b all_taken(const cv::Mat1b& page) {
  const inkline::MarkedInk marked = inkline::mark_ink(page);
  return inkline::remove_ruling(marked.ink, marked.stroke_width, {}, marked.dark).ink;
}

void print(const char* name, const std::vector<Score>& scores) {
  std::printf("%-32s", name);
  for (const Score& s : scores) std::printf("   %5.1f %5.1f", 100 * s.precision, 100 * s.recall);
  std::printf("\n");
}

void keep(const std::string& folder, std::string name, const cv::Mat1b& page,
          const cv::Mat1b& ink) {
  if (folder.empty()) return;
  std::replace(name.begin(), name.end(), ' ', '_');
  std::filesystem::create_directories(folder);
  cv::Mat1b both;
  cv::hconcat(page, cv::Mat1b(255 - ink), both);
  cv::imwrite(folder + "/" + name + ".png", both);
}

}  // namespace

int main(int argc, char** argv) try {
  const std::string folder = argc == 3 && std::string(argv[1]) == "--pictures" ? argv[2] : "";
  std::printf("%-32s   %-11s   %-11s   %-11s\n", "precision and recall of ink, %", "nothing",
              "faint lines", "all lines");
  std::vector<Score> sums(3);
  const std::vector<Paper> all = papers();
  for (const Paper& paper : all) {
    const Layer pen = writing(paper.ink);
    const cv::Mat1b truth = inkline::mark_ink(photographed(blank(), pen), without_fading()).ink;
    const cv::Mat1b page = photographed(paper.print, pen);
    const cv::Mat1b cleaned = all_taken(page);
    const std::vector<Score> scores = {score(inkline::mark_ink(page, without_fading()).ink, truth),
                                       score(inkline::mark_ink(page).ink, truth),
                                       score(cleaned, truth)};
    for (std::size_t i = 0; i < scores.size(); ++i) {
      sums[i].precision += scores[i].precision / static_cast<double>(all.size());
      sums[i].recall += scores[i].recall / static_cast<double>(all.size());
    }
    print(paper.name.c_str(), scores);
    keep(folder, paper.name, page, cleaned);
  }
  print("mean", sums);
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "ruling_table: %s\n", error.what());
  return 2;
}
