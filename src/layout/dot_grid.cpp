#include <inkline/layout/dot_grid.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include <inkline/base/error.hpp>
#include <inkline/base/median.hpp>

namespace inkline {
namespace {

struct Dot {
  double x = 0;
  double y = 0;
  std::size_t piece = 0;
};

struct Step {
  double x = 0;
  double y = 0;

  double length() const { return std::hypot(x, y); }
};

bool is_dot(const Box& box, double most_size) {
  const int longer = std::max(box.width, box.height);
  const int shorter = std::min(box.width, box.height);
  return longer <= most_size && longer <= 2 * shorter + 1;
}

std::vector<Dot> dots_among(std::span<const Piece> pieces, double most_size) {
  std::vector<Dot> dots;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const Box& box = pieces[i].box;
    if (is_dot(box, most_size)) dots.push_back({box.centre_x(), box.centre_y(), i});
  }
  return dots;
}

/// Dots by the cell they are in, a cell being about as large as what each dot has to itself.
class Cells {
 public:
  explicit Cells(const std::vector<Dot>& dots) : dots_(dots) {
    double right = dots.front().x;
    double bottom = dots.front().y;
    left_ = right;
    top_ = bottom;
    for (const Dot& dot : dots) {
      left_ = std::min(left_, dot.x);
      top_ = std::min(top_, dot.y);
      right = std::max(right, dot.x);
      bottom = std::max(bottom, dot.y);
    }
    const double area = (right - left_ + 1) * (bottom - top_ + 1);
    side_ = std::max(1.0, std::sqrt(area / static_cast<double>(dots.size())));
    columns_ = static_cast<int>((right - left_) / side_) + 1;
    rows_ = static_cast<int>((bottom - top_) / side_) + 1;
    cells_.resize(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_));
    for (std::size_t i = 0; i < dots.size(); ++i) {
      cells_[cell(column(dots[i].x), row(dots[i].y))].push_back(i);
    }
  }

  /// Calls visit(step) for all dots that are nearer than about three cells, but for `from` itself.
  template <class Visit>
  void around(const Dot& from, const Visit& visit) const {
    constexpr int reach = 3;
    const int x = column(from.x);
    const int y = row(from.y);
    for (int r = std::max(0, y - reach); r <= std::min(rows_ - 1, y + reach); ++r) {
      for (int c = std::max(0, x - reach); c <= std::min(columns_ - 1, x + reach); ++c) {
        for (const std::size_t i : cells_[cell(c, r)]) {
          if (&dots_[i] != &from) visit(Step{dots_[i].x - from.x, dots_[i].y - from.y});
        }
      }
    }
  }

 private:
  int column(double x) const { return static_cast<int>((x - left_) / side_); }
  int row(double y) const { return static_cast<int>((y - top_) / side_); }
  std::size_t cell(int c, int r) const {
    return static_cast<std::size_t>(r) * static_cast<std::size_t>(columns_) +
           static_cast<std::size_t>(c);
  }

  const std::vector<Dot>& dots_;
  double left_ = 0;
  double top_ = 0;
  double side_ = 1;
  int columns_ = 1;
  int rows_ = 1;
  std::vector<std::vector<std::size_t>> cells_;
};

enum class Way { right, down };

/// To the nearest dot that lies straight to the right or below, more or less.
std::optional<Step> nearest(const Cells& cells, const Dot& dot, Way way) {
  constexpr double most_slope = 0.35;
  std::optional<Step> best;
  cells.around(dot, [&](const Step& step) {
    const double along = way == Way::right ? step.x : step.y;
    const double aside = way == Way::right ? step.y : step.x;
    if (along <= 0 || std::abs(aside) > most_slope * along) return;
    if (!best || step.length() < best->length()) best = step;
  });
  return best;
}

bool is_near(const Step& step, const Step& grid, double tolerance) {
  return std::hypot(step.x - grid.x, step.y - grid.y) <= tolerance * grid.length() + 1;
}

/// The step of the grid in one direction, if enough dots have a neighbour there.
std::optional<Step> step_of(const Cells& cells, const std::vector<Dot>& dots, Way way,
                            const DotGridParams& params) {
  std::vector<Step> steps;
  std::vector<double> xs;
  std::vector<double> ys;
  for (const Dot& dot : dots) {
    const std::optional<Step> step = nearest(cells, dot, way);
    if (!step) continue;
    steps.push_back(*step);
    xs.push_back(step->x);
    ys.push_back(step->y);
  }
  if (steps.empty()) return std::nullopt;
  const Step grid{median(xs), median(ys)};
  const auto regular = std::count_if(steps.begin(), steps.end(), [&](const Step& step) {
    return is_near(step, grid, params.tolerance);
  });
  if (static_cast<double>(regular) < params.least_regular * static_cast<double>(dots.size())) {
    return std::nullopt;
  }
  return grid;
}

int neighbours(const Cells& cells, const Dot& dot, const Step& right, const Step& down,
               double tolerance) {
  const Step steps[] = {right, down, {-right.x, -right.y}, {-down.x, -down.y}};
  bool seen[4] = {};
  cells.around(dot, [&](const Step& step) {
    for (std::size_t i = 0; i < 4; ++i) seen[i] = seen[i] || is_near(step, steps[i], tolerance);
  });
  return static_cast<int>(std::count(std::begin(seen), std::end(seen), true));
}

}  // namespace

void DotGridParams::check() const {
  const auto require = [](bool holds, const char* what, double value) {
    require_setting(holds, std::string("dot_grid.") + what + ", got " + std::to_string(value));
  };
  require(most_size > 0, "most_size must be above 0", most_size);
  require(least_dots >= 4, "least_dots must be at least 4", least_dots);
  require(least_regular >= 0.1 && least_regular <= 1, "least_regular must be 0.1 to 1",
          least_regular);
  require(tolerance >= 0 && tolerance <= 0.4, "tolerance must be 0 to 0.4", tolerance);
  require(least_neighbours >= 1 && least_neighbours <= 4, "least_neighbours must be 1 to 4",
          least_neighbours);
}

std::vector<std::size_t> find_dot_grid(std::span<const Piece> pieces, double stroke_width,
                                       const DotGridParams& params) {
  params.check();
  const std::vector<Dot> dots = dots_among(pieces, params.most_size * stroke_width);
  if (dots.size() < static_cast<std::size_t>(params.least_dots)) return {};
  const Cells cells(dots);
  const std::optional<Step> right = step_of(cells, dots, Way::right, params);
  const std::optional<Step> down = step_of(cells, dots, Way::down, params);
  if (!right || !down) return {};
  // Rows of leaders, as in a table of contents, are much further apart than their dots.
  constexpr double squarest = 1.5;
  if (right->length() > squarest * down->length() || down->length() > squarest * right->length()) {
    return {};
  }
  std::vector<std::size_t> grid;
  for (const Dot& dot : dots) {
    if (neighbours(cells, dot, *right, *down, params.tolerance) >= params.least_neighbours) {
      grid.push_back(dot.piece);
    }
  }
  return grid;
}

}  // namespace inkline
