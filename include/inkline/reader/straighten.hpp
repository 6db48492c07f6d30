#pragma once

#include <optional>

#include <opencv2/core.hpp>

#include <inkline/image/find_sheet.hpp>
#include <inkline/image/page_map.hpp>
#include <inkline/layout/find_skew.hpp>
#include <inkline/layout/pieces.hpp>
#include <inkline/reader/find_ink.hpp>

namespace inkline {

/// Settings of straighten().
struct StraightenParams {
  /// Degrees clockwise that make the page straight, -45 to 45; absent: found from the writing.
  std::optional<double> degrees = std::nullopt;
  double least_degrees = 2.5;  ///< a page less tilted stays as it is: rows may be tilted a little,
                               ///< and every turn softens the ink; 0 to 45
  double least_gain = 0.5;     ///< of Skew, or the page stays as it is; at least 0
  double least_clarity = 1.0;  ///< likewise
  /// A sheet none of whose corners differs by more from a right angle is not taken for seen at an
  /// angle, degrees; 0 to 90.
  double least_corner = 4.0;
  double least_inside = 0.98;   ///< share of the writing that lies on a sheet that is; 0 to 1
  double least_fan = 0.15;      ///< share by which rows draw together, or they are left so; 0 to 1
  double least_fan_gain = 0.5;  ///< of Fan, likewise; at least 0
  SkewParams skew = {};

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// Where the straightened page lies in the picture: so that a sheet seen at an angle becomes a
/// rectangle, rows that draw together without one run in parallel, and rows run level, or upright
/// where the page lies on its side. The angle is that of the writing; where that says nothing, it
/// is the sheet's.
///
/// @param seen     the ink of the picture as it is
/// @param sheet    in the picture
/// @param picture  its size
/// @return         the picture itself in doubt, or when it is straight
/// @throws Error   Fault::usage, from params.check()
PageMap straighten(const PageInk& seen, const Sheet& sheet, cv::Size picture,
                   const PieceParams& pieces = {}, const StraightenParams& params = {});

}  // namespace inkline
