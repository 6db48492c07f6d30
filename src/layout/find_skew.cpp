#include <inkline/layout/find_skew.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <string>
#include <vector>

#include <inkline/base/error.hpp>
#include <inkline/base/median.hpp>

namespace inkline {
namespace {

double radians(double degrees) {
  return degrees * std::numbers::pi / 180;
}

/// How rows run: tilted, and drawing together.
struct Course {
  double degrees = 0;
  double per_pixel = 0;  ///< of Fan
};

/// Where points fall on an axis across the rows, each shared between its two nearest bins.
class Profile {
 public:
  /// @param points  about the origin, where rows draw together
  void project(std::span<const PagePoint> points, const Course& rows, double bin) {
    const auto across_x = static_cast<float>(-std::sin(radians(rows.degrees)) / bin);
    const auto across_y = static_cast<float>(std::cos(radians(rows.degrees)) / bin);
    places_.clear();
    for (const PagePoint& point : points) {
      places_.push_back(across_x * point.x + across_y * point.y);
    }
    if (rows.per_pixel != 0) draw_apart(points, rows);
    fill_bins();
  }

  double sum_of_squares() const {
    double sum = 0;
    for (const float count : bins_) sum += 1.0 * count * count;
    return sum;
  }

  double sum_of_squared_steps() const {
    double sum = 0;
    for (std::size_t i = 1; i < bins_.size(); ++i) {
      const double step = bins_[i] - bins_[i - 1];
      sum += step * step;
    }
    return sum;
  }

 private:
  /// Makes rows parallel.
  void draw_apart(std::span<const PagePoint> points, const Course& rows) {
    constexpr float nearest = 0.2F;  // beyond, the point that rows run to is near
    const auto along_x = static_cast<float>(std::cos(radians(rows.degrees)) * rows.per_pixel);
    const auto along_y = static_cast<float>(std::sin(radians(rows.degrees)) * rows.per_pixel);
    for (std::size_t i = 0; i < points.size(); ++i) {
      places_[i] /= std::max(nearest, 1 - along_x * points[i].x - along_y * points[i].y);
    }
  }

  /// Shares the places out among the bins.
  void fill_bins() {
    const auto [lowest, highest] = std::minmax_element(places_.begin(), places_.end());
    const float first = std::floor(*lowest) - 1;  // an empty bin on either side
    bins_.assign(static_cast<std::size_t>(*highest - first) + 3, 0.0F);
    for (const float place : places_) {
      const float from_first = place - first;
      const auto bin_below = static_cast<std::size_t>(from_first);
      const float share = from_first - static_cast<float>(bin_below);
      bins_[bin_below] += 1 - share;
      bins_[bin_below + 1] += share;
    }
  }

  std::vector<float> places_;
  std::vector<float> bins_;
};

/// Every n-th point, so that no more than `most` are left, about the middle of the page: numbers
/// of single precision stay small. Rows of a lying page are laid level.
std::vector<PagePoint> chosen_points(std::span<const PagePoint> points, int most, bool lying) {
  const std::size_t step = points.size() / static_cast<std::size_t>(most) + 1;
  std::vector<PagePoint> chosen;
  for (std::size_t i = 0; i < points.size(); i += step) {
    const PagePoint& point = points[i];
    chosen.push_back(lying ? PagePoint{point.y, -point.x} : point);
  }
  return chosen;
}

/// The writing, laid so that rows run across.
struct Scene {
  std::vector<PagePoint> ink;
  std::vector<PagePoint> letters;
  double ink_bin = 1;
  double letter_bin = 1;
  double flatness = 0;

  /// Logarithm of both scores' product.
  double score(const Course& rows, Profile& profile) const {
    profile.project(ink, rows, ink_bin);
    double sum = std::log(profile.sum_of_squared_steps());
    profile.project(letters, rows, letter_bin);
    sum += std::log(profile.sum_of_squares());
    return sum - flatness * std::abs(radians(rows.degrees));
  }
};

Scene scene_of(std::span<const PagePoint> ink, std::span<const PagePoint> letters,
               double letter_height, bool lying, int most_points, const SkewParams& params) {
  return {chosen_points(ink, most_points, lying), chosen_points(letters, most_points, lying),
          // whole pixels, or their grid would beat with the bins at 0 degrees
          std::max(1.0, std::round(params.ink_bin * letter_height)),
          std::max(1.0, params.letter_bin * letter_height), params.flatness};
}

struct Peak {
  double degrees = 0;
  double score = 0;
};

/// The best of angles `reach` around a middle. An empty list of scores is of no interest.
Peak best_around(const Scene& scene, double middle, double reach, double step,
                 std::vector<double>* scores) {
  Profile profile;
  Peak best{middle, scene.score({middle}, profile)};
  if (scores != nullptr) scores->push_back(best.score);
  const int steps = static_cast<int>(std::floor(reach / step + 1e-6));
  for (int i = 1; i <= steps; ++i) {
    for (const double degrees : {middle + i * step, middle - i * step}) {
      const double score = scene.score({degrees}, profile);
      if (scores != nullptr) scores->push_back(score);
      if (score > best.score) best = {degrees, score};
    }
  }
  return best;
}

Skew skew_along(const Scene& scene, bool lying, const SkewParams& params) {
  std::vector<double> scores;
  const Peak coarse = best_around(scene, 0, params.most_degrees, params.coarse_degrees, &scores);
  const Peak fine =
      best_around(scene, coarse.degrees, params.coarse_degrees, params.fine_degrees, nullptr);
  return {fine.degrees, lying, fine.score - scores.front(), fine.score - median(scores)};
}

/// Moves all points so that the middle of the letters is the origin; where that was.
PagePoint centre_on_letters(Scene& scene) {
  double x = 0;
  double y = 0;
  for (const PagePoint& letter : scene.letters) {
    x += letter.x;
    y += letter.y;
  }
  const auto count = static_cast<double>(scene.letters.size());
  const PagePoint middle{static_cast<float>(x / count), static_cast<float>(y / count)};
  for (std::vector<PagePoint>* points : {&scene.ink, &scene.letters}) {
    for (PagePoint& point : *points) point = {point.x - middle.x, point.y - middle.y};
  }
  return middle;
}

/// From one end of the writing to the other.
double width_of(const Scene& scene) {
  const auto [left, right] =
      std::minmax_element(scene.letters.begin(), scene.letters.end(),
                          [](const PagePoint& a, const PagePoint& b) { return a.x < b.x; });
  return std::max(1.0, static_cast<double>(right->x) - left->x);
}

/// A fan by which rows draw together by a share of their distance at the wider end.
struct FanPeak {
  double degrees = 0;
  double share = 0;
  double score = 0;
};

double per_pixel(double share, double width) {
  return share / (width * (1 - std::abs(share) / 2));
}

/// The best of fans about one, `reach` steps either way.
FanPeak best_about(const Scene& scene, const FanPeak& middle, double width, double degrees_step,
                   int degrees_reach, double share_step, int share_reach) {
  Profile profile;
  FanPeak best = middle;
  for (int i = -share_reach; i <= share_reach; ++i) {
    for (int j = -degrees_reach; j <= degrees_reach; ++j) {
      const double share = middle.share + i * share_step;
      const double degrees = middle.degrees + j * degrees_step;
      const double score = scene.score({degrees, per_pixel(share, width)}, profile);
      if (score > best.score) best = {degrees, share, score};
    }
  }
  return best;
}

Fan fan_along(Scene scene, const Skew& skew, const SkewParams& params) {
  constexpr double degrees_step = 1.5;
  constexpr int degrees_reach = 4;
  const PagePoint middle = centre_on_letters(scene);
  const double width = width_of(scene);
  Profile profile;
  const FanPeak straight{skew.degrees, 0, scene.score({skew.degrees}, profile)};
  const int steps = static_cast<int>(std::floor(params.most_fan / params.fan_step + 1e-6));
  FanPeak best =
      best_about(scene, straight, width, degrees_step, degrees_reach, params.fan_step, steps);
  for (const double finer : {0.5, 0.25, 0.125}) {
    best = best_about(scene, best, width, finer * degrees_step, 1, finer * params.fan_step, 1);
  }
  Fan fan;
  fan.middle = skew.lying ? PagePoint{-middle.y, middle.x} : middle;
  fan.degrees = best.degrees;
  fan.lying = skew.lying;
  fan.share = best.share;
  fan.per_pixel = per_pixel(best.share, width);
  fan.gain = best.score - straight.score;
  return fan;
}

bool is_too_little(std::span<const PagePoint> ink, std::span<const PagePoint> letters,
                   double letter_height, const SkewParams& params) {
  const auto fewest = static_cast<std::size_t>(params.fewest_letters);
  return letters.size() < fewest || ink.size() < letters.size() || letter_height <= 0;
}

}  // namespace

void SkewParams::check() const {
  const auto require = [](bool holds, const char* what, double value) {
    require_setting(holds, std::string("skew.") + what + ", got " + std::to_string(value));
  };
  require(most_degrees >= 1 && most_degrees <= 40, "most_degrees must be 1 to 40", most_degrees);
  require(coarse_degrees >= 0.1 && coarse_degrees <= 2, "coarse_degrees must be 0.1 to 2",
          coarse_degrees);
  require(fine_degrees >= 0.01 && fine_degrees <= coarse_degrees,
          "fine_degrees must be 0.01 to coarse_degrees", fine_degrees);
  require(fewest_letters >= 2, "fewest_letters must be at least 2", fewest_letters);
  require(most_points >= 100 && most_points <= 1'000'000, "most_points must be 100 to 1000000",
          most_points);
  require(ink_bin > 0 && ink_bin <= 1, "ink_bin must be above 0, at most 1", ink_bin);
  require(letter_bin > 0 && letter_bin <= 1, "letter_bin must be above 0, at most 1", letter_bin);
  require(flatness >= 0 && flatness <= 5, "flatness must be 0 to 5", flatness);
  require(most_fan >= 0 && most_fan <= 0.8, "most_fan must be 0 to 0.8", most_fan);
  require(fan_step >= 0.02 && fan_step <= 0.5, "fan_step must be 0.02 to 0.5", fan_step);
  require(most_fan_points >= 100 && most_fan_points <= 1'000'000,
          "most_fan_points must be 100 to 1000000", most_fan_points);
}

Skews find_skews(std::span<const PagePoint> ink, std::span<const PagePoint> letters,
                 double letter_height, const SkewParams& params) {
  params.check();
  if (is_too_little(ink, letters, letter_height, params)) return {};
  const auto look = [&](bool lying) {
    const Scene scene = scene_of(ink, letters, letter_height, lying, params.most_points, params);
    return skew_along(scene, lying, params);
  };
  return {look(false), look(true)};
}

Skew find_skew(std::span<const PagePoint> ink, std::span<const PagePoint> letters,
               double letter_height, const SkewParams& params) {
  return find_skews(ink, letters, letter_height, params).clearer();
}

Fan find_fan(std::span<const PagePoint> ink, std::span<const PagePoint> letters,
             double letter_height, const Skews& skews, const SkewParams& params) {
  params.check();
  if (is_too_little(ink, letters, letter_height, params)) return {};
  const auto look = [&](const Skew& skew) {
    const Scene scene =
        scene_of(ink, letters, letter_height, skew.lying, params.most_fan_points, params);
    return fan_along(scene, skew, params);
  };
  // Where rows draw together a single angle says little about the axis that they are nearest to.
  constexpr double most_gain = 2;
  const Skew& skew = skews.clearer();
  const Skew& other = skew.lying ? skews.across : skews.down;
  const Fan fan = look(skew);
  if (skew.clarity > other.clarity + most_gain) return fan;
  const Fan other_fan = look(other);
  return other.clarity + other_fan.gain > skew.clarity + fan.gain ? other_fan : fan;
}

}  // namespace inkline
