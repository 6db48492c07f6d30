#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "row_parts.hpp"

namespace inkline {

/// Parts from the top of the page down.
class PartsByHeight {
 public:
  explicit PartsByHeight(const std::vector<RowPart>& parts) {
    for (const RowPart& part : parts) parts_.push_back(&part);
    std::stable_sort(parts_.begin(), parts_.end(), [](const RowPart* a, const RowPart* b) {
      return a->box.centre_y() < b->box.centre_y();
    });
  }

  /// Those whose middles lie between two heights, neither included.
  std::span<const RowPart* const> between(double top, double bottom) const {
    const auto first =
        std::upper_bound(parts_.begin(), parts_.end(), top,
                         [](double y, const RowPart* part) { return y < part->box.centre_y(); });
    const auto last =
        std::lower_bound(first, parts_.end(), bottom,
                         [](const RowPart* part, double y) { return part->box.centre_y() < y; });
    return {first, last};
  }

 private:
  std::vector<const RowPart*> parts_;
};

/// Whether two parts of a row may be linked across the gap between them: it is no gutter between
/// columns or notes, or what is right of it are the short entries of a table.
/// @param by_height  all parts of the page
bool may_link_across(const RowScene& scene, const RowPart& a, const RowPart& b,
                     double widest_in_text, const PartsByHeight& by_height);

}  // namespace inkline
