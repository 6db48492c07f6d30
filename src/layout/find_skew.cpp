#include <inkline/layout/find_skew.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <string>
#include <vector>

#include <inkline/base/error.hpp>

namespace inkline {
namespace {

double radians(double degrees) {
  return degrees * std::numbers::pi / 180;
}

/// Where points fall on an axis across the rows, each shared between its two nearest bins.
class Profile {
 public:
  /// @param degrees  the rows' angle
  void project(std::span<const PagePoint> points, double degrees, double bin) {
    const auto across_x = static_cast<float>(-std::sin(radians(degrees)) / bin);
    const auto across_y = static_cast<float>(std::cos(radians(degrees)) / bin);
    places_.clear();
    for (const PagePoint& point : points) {
      places_.push_back(across_x * point.x + across_y * point.y);
    }
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
  double score(double degrees, Profile& profile) const {
    profile.project(ink, degrees, ink_bin);
    double sum = std::log(profile.sum_of_squared_steps());
    profile.project(letters, degrees, letter_bin);
    sum += std::log(profile.sum_of_squares());
    return sum - flatness * std::abs(radians(degrees));
  }
};

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

struct Peak {
  double degrees = 0;
  double score = 0;
};

/// The best of angles `reach` around a middle. An empty list of scores is of no interest.
Peak best_around(const Scene& scene, double middle, double reach, double step,
                 std::vector<double>* scores) {
  Profile profile;
  Peak best{middle, scene.score(middle, profile)};
  if (scores != nullptr) scores->push_back(best.score);
  const int steps = static_cast<int>(std::floor(reach / step + 1e-6));
  for (int i = 1; i <= steps; ++i) {
    for (const double degrees : {middle + i * step, middle - i * step}) {
      const double score = scene.score(degrees, profile);
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
}

Skew find_skew(std::span<const PagePoint> ink, std::span<const PagePoint> letters,
               double letter_height, const SkewParams& params) {
  params.check();
  const auto fewest = static_cast<std::size_t>(params.fewest_letters);
  if (letters.size() < fewest || ink.size() < letters.size() || letter_height <= 0) return {};
  const auto look = [&](bool lying) {
    const Scene scene{chosen_points(ink, params.most_points, lying),
                      chosen_points(letters, params.most_points, lying),
                      // whole pixels, or their grid would beat with the bins at 0 degrees
                      std::max(1.0, std::round(params.ink_bin * letter_height)),
                      std::max(1.0, params.letter_bin * letter_height), params.flatness};
    return skew_along(scene, lying, params);
  };
  const Skew upright = look(false);
  const Skew sideways = look(true);
  return sideways.clarity > upright.clarity ? sideways : upright;
}

}  // namespace inkline
