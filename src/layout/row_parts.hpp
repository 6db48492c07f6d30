#pragma once

#include <span>
#include <vector>

#include <inkline/layout/rows.hpp>

namespace inkline {

/// A vertical interval of the page.
struct Band {
  double top = 0;
  double bottom = 0;
  double height() const { return bottom - top; }
  double centre() const { return (top + bottom) / 2; }
};

/// Part of the lower of the two that the other covers; negative when they are apart.
double overlap_ratio(const Band& a, const Band& b);

/// A band with a slope: where a row's letters stand around x0.
struct Strip {
  double x0 = 0;
  double centre = 0;  ///< y at x0
  double slope = 0;
  double height = 0;

  Band at(double x) const {
    const double middle = centre + slope * (x - x0);
    return {middle - height / 2, middle + height / 2};
  }
};

/// Letters that are known to stand in one row, from left to right.
struct RowPart {
  RowMembers members;
  Box box;
  double height = 0;  ///< median of the letters' heights
  Strip left;         ///< its left end
  Strip right;        ///< its right end
};

/// The slope to expect of a part, learnt from the longer parts near it.
class SlopeField {
 public:
  /// @param page_slope  holds where no long part is near
  explicit SlopeField(double page_slope) : page_slope_(page_slope) {}

  /// Learns from parts that are long enough to tell.
  void learn(std::span<const Piece> pieces, std::span<const RowPart> parts);

  double at(double y) const;

 private:
  struct Sample {
    double y;
    double reach;  ///< pixels up and down
    double slope;
    double weight;
  };
  double page_slope_;
  std::vector<Sample> samples_;
};

/// The strip that some letters of one row stand in. The slope is drawn towards the expected one,
/// the more so the fewer letters there are and the nearer they stand.
/// @param spread  standard deviation of slopes around the expected one
Strip fit_strip(std::span<const Piece> pieces, std::span<const int> members, double expected_slope,
                double spread);

/// Makes a part of letters that are in order.
RowPart part_from(std::span<const Piece> pieces, RowMembers members, const SlopeField& slopes,
                  double spread);

/// The members whose centres are nearest to x, at most `count`; from left to right.
/// @param members  from left to right
std::span<const int> members_near(std::span<const Piece> pieces, std::span<const int> members,
                                  double x, std::size_t count);

/// Links parts to rows, from the narrowest gap to the widest.
/// @param parts  single letters
std::vector<RowPart> link_parts(std::span<const Piece> pieces, std::vector<RowPart> parts,
                                SlopeField& slopes, const RowParams& params);

}  // namespace inkline
