#include <inkline/base/confidence_map.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>
#include <system_error>

#include <inkline/base/error.hpp>

namespace inkline {
namespace {

constexpr double kMostWeight = 100;

/// Of anything but a number in (0, 1): the nearest bound.
double bounded_logit(double p) {
  constexpr double most = ConfidenceMap::kMostLogit;
  if (!(p > 0)) return -most;
  if (p >= 1) return most;
  return std::clamp(std::log(p / (1 - p)), -most, most);
}

void append(double value, std::string& text) {
  std::array<char, 32> digits{};
  const auto [end, fault] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  if (fault == std::errc{}) text.append(digits.data(), end);
}

/// Takes a text apart.
class Scanner {
 public:
  Scanner(std::string_view text, const std::string& name) : text_(text), name_(name) {}

  bool is_done() const { return text_.empty(); }

  double number() {
    double value = 0;
    const auto [end, fault] = std::from_chars(text_.data(), text_.data() + text_.size(), value);
    if (fault != std::errc{} || !std::isfinite(value)) fail("holds something that is no number");
    text_.remove_prefix(static_cast<std::size_t>(end - text_.data()));
    return value;
  }

  void skip(char expected) {
    if (text_.empty() || text_.front() != expected) {
      fail(std::string("lacks '") + expected + "' between two numbers");
    }
    text_.remove_prefix(1);
  }

  [[noreturn]] void fail(const std::string& reason) const {
    throw Error(Fault::input, name_ + ": the map of confidences " + reason);
  }

 private:
  std::string_view text_;
  const std::string& name_;
};

bool rises(const ConfidenceMap::Knot& from, const ConfidenceMap::Knot& to) {
  return from.score < to.score && from.confidence < to.confidence;
}

}  // namespace

double ConfidenceMap::score(const Certainty& certainty) const {
  return weights[0] * bounded_logit(certainty.confidence) +
         weights[1] * bounded_logit(certainty.by_ink) +
         weights[2] * bounded_logit(certainty.row_by_ink);
}

double ConfidenceMap::operator()(const Certainty& certainty) const {
  if (is_empty()) return certainty.confidence;
  const double at = score(certainty);
  const auto above = std::upper_bound(knots.begin(), knots.end(), at,
                                      [](double value, const Knot& k) { return value < k.score; });
  if (above == knots.begin()) return knots.front().confidence;
  if (above == knots.end()) return knots.back().confidence;
  const Knot& low = *(above - 1);
  const double share = (at - low.score) / (above->score - low.score);
  return low.confidence + share * (above->confidence - low.confidence);
}

std::string text_of(const ConfidenceMap& map) {
  std::string text;
  for (const double weight : map.weights) {
    if (!text.empty()) text += ' ';
    append(weight, text);
  }
  for (const ConfidenceMap::Knot& knot : map.knots) {
    text += ' ';
    append(knot.score, text);
    text += ':';
    append(knot.confidence, text);
  }
  return text;
}

ConfidenceMap confidence_map_from(const std::string& text, const std::string& name) {
  Scanner in(text, name);
  ConfidenceMap map;
  for (std::size_t i = 0; i < map.weights.size(); ++i) {
    if (i > 0) in.skip(' ');
    map.weights[i] = in.number();
    if (!(map.weights[i] >= 0 && map.weights[i] <= kMostWeight)) {
      in.fail("has a weight that is not 0 to 100");
    }
  }
  while (!in.is_done()) {
    if (map.knots.size() == ConfidenceMap::kMostKnots) in.fail("has more than 64 knots");
    ConfidenceMap::Knot knot;
    in.skip(' ');
    knot.score = in.number();
    in.skip(':');
    knot.confidence = in.number();
    if (!(knot.confidence >= 0 && knot.confidence <= 1)) {
      in.fail("has a confidence that is not 0 to 1");
    }
    if (!map.knots.empty() && !rises(map.knots.back(), knot)) in.fail("does not rise");
    map.knots.push_back(knot);
  }
  return map;
}

}  // namespace inkline
