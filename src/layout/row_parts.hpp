#pragma once

#include <cstddef>
#include <span>
#include <utility>
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
  double base = 0;    ///< y at x0 of the line that most letters stand on
  double slope = 0;
  double height = 0;

  Band at(double x) const {
    const double middle = centre + slope * (x - x0);
    return {middle - height / 2, middle + height / 2};
  }
  double base_at(double x) const { return base + slope * (x - x0); }
};

/// Letters that are known to stand in one row.
struct RowPart {
  RowMembers letters;  ///< from left to right
  RowMembers marks;    ///< in any order
  Box box;             ///< of letters and marks
  double height = 0;   ///< median of the heights of the letters' cores
  double size = 0;     ///< median of the heights of the letters with what sticks out
  double tallest = 0;  ///< height of the tallest letter
  Strip left;          ///< its left end
  Strip right;         ///< its right end
  Strip whole;         ///< all of it as one straight line, to tell where it would run far away
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

/// Makes a part of letters that are in order, and marks.
RowPart part_from(std::span<const Piece> pieces, RowMembers letters, RowMembers marks,
                  const SlopeField& slopes, double spread);

/// The letters whose centres are nearest to x, at most `count`; from left to right.
std::span<const int> letters_near(std::span<const Piece> pieces, std::span<const int> letters,
                                  double x, std::size_t count);

/// One or two letters, no joined word.
bool is_short(const RowPart& part);

/// One letter, no joined word.
bool is_lone_letter(const RowPart& part);

/// Whether a part is a quotation mark or an apostrophe in or above the upper half of a row, which
/// does not tell where the row runs.
/// @param strip  of the row, at the part
bool hangs(const RowPart& part, const RowPart& row, const Strip& strip);

/// What the steps of cluster_rows() share.
struct RowScene {
  std::span<const Piece> pieces;
  const RowParams& params;
  SlopeField slopes;

  const Box& box(int piece) const { return pieces[static_cast<std::size_t>(piece)].box; }
  RowPart part(RowMembers letters, RowMembers marks = {}) const {
    return part_from(pieces, std::move(letters), std::move(marks), slopes, params.slope_spread);
  }
  RowPart joined(const RowPart& a, const RowPart& b) const;
  bool hangs(const RowPart& part, const RowPart& row) const;
  /// A part as it joins a row that it lies in: quotation marks above the row's middle become marks,
  /// which do not tell where the row runs.
  RowPart as_guest(RowPart part, const RowPart& row) const;
  /// Where the letters of a part that are next to x stand.
  Strip strip_at(const RowPart& part, double x) const;
};

}  // namespace inkline
