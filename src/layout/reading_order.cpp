#include <inkline/layout/reading_order.hpp>

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include <inkline/base/error.hpp>
#include <inkline/base/median.hpp>

namespace inkline {
namespace {

using Order = std::vector<std::size_t>;

/// Rows between two that run across the gutter.
struct Section {
  Order left;
  Order right;
  Order across;  ///< the row that ends the section; empty for the last one
};

struct Columns {
  std::vector<Section> sections;
  std::size_t rows = 0;  ///< that stand in columns
};

struct Reader {
  std::span<const Box> rows;
  const ReadingOrderParams& params;
  double height;  ///< median of the rows

  /// Whether two groups stand beside each other, with a gutter between them.
  bool are_columns(const Section& section) const {
    const auto least = static_cast<std::size_t>(params.least_rows);
    if (section.left.size() < least || section.right.size() < least) return false;
    Box left;
    Box right;
    for (const std::size_t row : section.left) left = united(left, rows[row]);
    for (const std::size_t row : section.right) right = united(right, rows[row]);
    const int shared = vertical_overlap(left, right);
    return right.x - left.right() >= params.least_gutter * height &&
           2 * shared >= std::min(left.height, right.height);
  }

  /// @param order  from top to bottom
  Columns columns_at(double x, const Order& order) const {
    Columns columns;
    columns.sections.emplace_back();
    for (const std::size_t row : order) {
      Section& section = columns.sections.back();
      if (rows[row].right() <= x) {
        section.left.push_back(row);
      } else if (rows[row].x >= x) {
        section.right.push_back(row);
      } else {
        section.across = {row};
        columns.sections.emplace_back();
      }
    }
    for (const Section& section : columns.sections) {
      if (are_columns(section)) columns.rows += section.left.size() + section.right.size();
    }
    return columns;
  }

  /// The gutter beside which most rows stand in columns.
  std::optional<Columns> best_columns(const Order& order) const {
    std::optional<Columns> best;
    for (const std::size_t row : order) {
      Columns columns = columns_at(rows[row].x, order);
      if (columns.rows > (best ? best->rows : 0)) best = std::move(columns);
    }
    return best;
  }

  /// Adds what is in `order`, which is from top to bottom, as it is read.
  void read(const Order& order, Order& result) const {
    const std::optional<Columns> columns = best_columns(order);
    if (!columns) {
      const Order lines = line_by_line(order);
      result.insert(result.end(), lines.begin(), lines.end());
      return;
    }
    for (const Section& section : columns->sections) {
      if (are_columns(section)) {
        read(section.left, result);
        read(section.right, result);
      } else {
        read(from_top(section.left, section.right), result);
      }
      result.insert(result.end(), section.across.begin(), section.across.end());
    }
  }

  Order from_top(Order some, const Order& more) const {
    some.insert(some.end(), more.begin(), more.end());
    std::sort(some.begin(), some.end(), [&](std::size_t a, std::size_t b) {
      const double y = rows[a].centre_y();
      const double other_y = rows[b].centre_y();
      return y != other_y ? y < other_y : a < b;
    });
    return some;
  }

  /// Whether two stand beside each other on one line.
  bool are_level(std::size_t a, std::size_t b) const {
    const int shared = vertical_overlap(rows[a], rows[b]);
    return horizontal_overlap(rows[a], rows[b]) <= 0 &&
           shared >= params.least_level * std::min(rows[a].height, rows[b].height);
  }

  /// The one of a line that is nearest to a row, in x.
  std::size_t nearest(const Order& line, std::size_t row) const {
    return *std::min_element(line.begin(), line.end(), [&](std::size_t a, std::size_t b) {
      return horizontal_overlap(rows[a], rows[row]) > horizontal_overlap(rows[b], rows[row]);
    });
  }

  /// What is in `order`, which is from top to bottom, with parts of a line from left to right.
  Order line_by_line(const Order& order) const {
    std::vector<Order> lines;
    for (const std::size_t row : order) {
      const auto home = std::find_if(lines.rbegin(), lines.rend(), [&](const Order& line) {
        return are_level(nearest(line, row), row);
      });
      if (home == lines.rend()) {
        lines.push_back({row});
      } else {
        home->push_back(row);
      }
    }
    Order result;
    for (Order& line : lines) {
      std::sort(line.begin(), line.end(),
                [&](std::size_t a, std::size_t b) { return rows[a].x < rows[b].x; });
      result.insert(result.end(), line.begin(), line.end());
    }
    return result;
  }
};

double median_height(std::span<const Box> rows) {
  std::vector<int> heights;
  for (const Box& row : rows) heights.push_back(row.height);
  return median(std::move(heights));
}

}  // namespace

void ReadingOrderParams::check() const {
  require_setting(
      least_gutter >= 0 && least_gutter <= 100,
      "reading_order.least_gutter must be 0 to 100, got " + std::to_string(least_gutter));
  require_setting(least_rows >= 1,
                  "reading_order.least_rows must be at least 1, got " + std::to_string(least_rows));
  require_setting(
      least_level > 0 && least_level <= 1,
      "reading_order.least_level must be above 0, at most 1, got " + std::to_string(least_level));
}

std::vector<std::size_t> reading_order(std::span<const Box> rows,
                                       const ReadingOrderParams& params) {
  params.check();
  if (rows.empty()) return {};
  constexpr std::size_t most_rows = 500;  // more are texture, and every pair is looked at
  const Reader reader{rows, params, median_height(rows)};
  Order all;
  for (std::size_t i = 0; i < rows.size(); ++i) all.push_back(i);
  all = reader.from_top(std::move(all), {});
  if (rows.size() > most_rows) return all;
  Order result;
  reader.read(all, result);
  return result;
}

}  // namespace inkline
