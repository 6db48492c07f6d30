#pragma once

#include <vector>

#include <opencv2/core.hpp>

#include <inkline/image/components.hpp>
#include <inkline/image/mark_ink.hpp>
#include <inkline/image/page_map.hpp>
#include <inkline/image/pen_lines.hpp>
#include <inkline/image/remove_ruling.hpp>
#include <inkline/image/steps.hpp>
#include <inkline/layout/pieces.hpp>

namespace inkline {

/// Settings of find_ink().
struct InkParams {
  int first_look = 1600;  ///< longer side of the copy looked at first, pixels; 200 to 8000
  double least_letter_height = 22;   ///< smaller letters call for a finer look, pixels; 8 to 100
  double wanted_letter_height = 40;  ///< what that look aims for; at least least_letter_height
  double most_enlarged = 2.0;        ///< the page is enlarged at most this much; 1 to 4
  int most_pixels = 16'000'000;      ///< of the copy worked on; at least 1,000,000
  int most_pieces = 20'000;          ///< a page with more pieces of ink is texture; above 0
  MarkInkParams mark_ink;
  RulingParams ruling;
  PenLineParams pen_lines;

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// The ink of a page at the scale its writing needs.
struct PageInk {
  double scale = 1;  ///< of this copy: its pixels per pixel of the page
  cv::Mat1b even;    ///< dark ink on even light
  cv::Mat1b ink;     ///< ink 255 on 0
  cv::Mat1b ruling;  ///< ink taken away as lines, printed or drawn; empty when there are none
  Components components;
  std::vector<Piece> pieces;  ///< components as layout sees them, in the same order
  double stroke_width = 0;    ///< pixels of this copy
  double letter_height = 0;   ///< pixels of this copy; 0 when there is no writing
};

/// The ink on a reduced copy: enough to see how the page lies and how large its letters are.
///
/// @throws Error  Fault::usage, from params.check()
PageInk first_look(const cv::Mat1b& grey, const InkParams& params = {});

/// Separates ink from paper, at a scale where letters have a good size: only where those of the
/// first look are too small is a finer copy made.
///
/// @param grey  the picture
/// @param seen  what first_look() found in it
/// @param page  where the page lies in the picture; where it is not the picture itself, it is
///              straightened and looked at anew
/// @return      in the frame of the page; no pieces for a page without writing, or one covered
///              with texture
/// @throws Error  Fault::usage, from params.check()
PageInk find_ink(const cv::Mat1b& grey, PageInk seen, const PageMap& page,
                 const InkParams& params = {}, const StepSink& steps = {});

/// The same for a picture that is the page.
PageInk find_ink(const cv::Mat1b& grey, const InkParams& params = {}, const StepSink& steps = {});

/// The pieces of ink that somebody else has separated from paper.
/// @param ink  255 on 0
PageInk measured_ink(const cv::Mat1b& ink);

}  // namespace inkline
