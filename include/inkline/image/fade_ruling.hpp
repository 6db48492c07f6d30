#pragma once

#include <opencv2/core.hpp>

#include <inkline/image/ruling_line.hpp>

namespace inkline {

/// Settings of fade_ruling(). The extent is the width of the page for lines that run across it and
/// the height for lines that run down it.
struct FadeParams {
  double most_slope = 0.3;  ///< rise over run, 0.3 is 17 degrees; 0 to 0.5
  /// How far from the middle of a line its paper is looked for, in parts of the page's longer side;
  /// lines thicker than twice this are not seen; 0.001 to 0.02.
  double reach = 0.003;
  double least_span = 0.25;   ///< of a line, as a share of the extent; 0.05 to 1
  double least_cover = 0.45;  ///< share of its span where a line has to be seen; 0.1 to 1
  /// A line is seen where it is darker than its paper by this many times what paper differs by
  /// chance when looked at along as long a stretch; 2 to 50.
  double least_contrast = 5.0;
  double least_depth = 2.0;  ///< of a line, in shades of an evened page; 0 to 100
  /// Lines darker than this share of the contrast between ink and paper are as dark as writing and
  /// left for remove_ruling(); 0.05 to 1.
  double most_depth = 0.65;
  int least_family = 3;  ///< lines that run much the same way, or none is taken away; above 0

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// What fade_ruling() found.
struct FadedRuling {
  cv::Mat1b page;   ///< without faint ruling; may share the input's pixels
  cv::Mat1b faded;  ///< 255 where a line was taken away; empty when there is no ruling
  int lines = 0;    ///< taken away, across and down the page
  Ruling dark;      ///< lines that are as dark as writing, for remove_ruling()
};

/// Takes printed lines away that are fainter than the writing, before a threshold is chosen: ruled
/// and squared paper, also where it is curved or seen at an angle, and much too faint to be
/// followed from pixel to pixel. Writing on the lines keeps its own shade.
///
/// Short strips across the lines are summed along all directions at once; ridges of these sums
/// that continue from strip to strip make a line. From it what it adds to the darkness of its paper
/// is taken away.
///
/// @param even  dark ink on paper of shade kEvenPaper, from even_light(); left untouched
/// @return      the same size
/// @throws Error  Fault::usage, from params.check()
///
/// Source: the sums along all directions are those of M. L. Brady, "A fast discrete approximation
/// algorithm for the Radon transform", SIAM Journal on Computing 27 (1998) 107-119, here for short
/// strips and few directions, so that lines may be curved.
FadedRuling fade_ruling(const cv::Mat1b& even, const FadeParams& params = {});

}  // namespace inkline
