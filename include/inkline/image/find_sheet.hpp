#pragma once

#include <vector>

#include <opencv2/core.hpp>

namespace inkline {

/// Settings of find_sheet(). Shares of the longer side are those of the picture.
struct SheetParams {
  int longer_side = 400;         ///< of the reduced copy that is searched, pixels; 100 to 1000
  double widest_stroke = 0.03;   ///< darker things narrower than this share of the longer side are
                                 ///< taken for writing, not desk; 0.005 to 0.1
  double least_desk = 0.003;     ///< share of the picture below which nothing is a desk; 0 to 0.5
  double least_contact = 0.25;   ///< length along the picture's border that a desk has, as a share
                                 ///< of the shorter side; 0.01 to 2
  double least_paper = 0.2;      ///< share of the picture that has to remain; 0.01 to 1
  double most_shade = 0.72;      ///< of the desk beside the sheet, over the paper's; 0.1 to 0.95
  double least_sharpness = 0.6;  ///< share of a step from paper to desk that happens within 2
                                 ///< pixels of the copy, of what happens within 8; 0.3 to 1
  double least_edge = 0.65;      ///< share of a desk's outline that is such a step; 0.3 to 1
  double sure_shade = 0.45;      ///< of a pen or finger, over the paper's, at most; 0 to most_shade
  double darkest_shadow = 0.32;  ///< what is darker is no shadow; 0 to most_shade
  double like_colour = 0.12;     ///< colours that differ less are alike, see find_sheet(); 0 to 1
  double like_strokes = 0.3;  ///< density of strokes, over the paper's, that makes writing; 0 to 10
  double most_strokes = 0.4;  ///< share of the paper covered with writing, at most; 0 to 1
  double least_thing = 0.15;  ///< length of a pen or finger, share of the longer side; 0.05 to 2
  double thing_aspect = 5.0;  ///< its length over its thickness unless it reaches in from the
                              ///< picture's border; 1 to 50
  double thing_solidity = 0.8;   ///< its area over that of its convex hull; 0 to 1
  double thing_strokes = 0.004;  ///< share of the paper that finer strokes cover beside it; 0 to 1
  int most_things = 3;           ///< more of them are a drawing; at least 0
  double straight_edge = 0.5;    ///< share of a straight edge that has to be seen before what looks
                                 ///< like paper beyond it is desk; 0.1 to 1
  double most_beyond = 0.2;      ///< ... if it is no more than this share of the paper; 0 to 1
  double sure_edge = 0.75;       ///< share of each of the four edges that has to be seen before the
                                 ///< sheet's corners are told; 0.1 to 1
  double corner_error = 0.03;    ///< share of the sheet by which it may differ from the quadrangle
                                 ///< of its corners; 0 to 0.2
  double margin = 0.006;  ///< cut off inside the sheet's edge, share of the longer side; 0 to 0.05

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// Where the paper of a picture lies.
struct Sheet {
  cv::Mat1b paper;   ///< on a reduced copy, 255 for paper, 0 for desk; empty: all of it is paper
  double scale = 1;  ///< pixels of the copy per pixel of the picture
  int stroke = 1;    ///< half the width of the widest strokes, pixels of the copy
  /// Corners of the sheet in pixels of the picture, clockwise from the left upper one; empty unless
  /// all four edges are straight and seen.
  std::vector<cv::Point2d> corners;
};

/// Tells the sheet from the desk it lies on, a dark border of the scanner, or a wall behind the
/// board. Writing is filled up first (a closing), then the picture is cut at many grey levels. A
/// dark region at the picture's border is desk when nearly all of its outline is a sharp step: the
/// outline of a shadow is soft, and so is that of a region that follows uneven light. A region that
/// has the paper's colour, strokes like the paper, and is not much darker may lie in a hard shadow
/// and stays paper: when in doubt, all of the picture is paper.
///
/// Thick dark things on the sheet - a pen, a ruler, fingers - are taken for desk as well, by their
/// sharp outline and their shape, where the page has finer strokes beside them.
///
/// Where an edge of the sheet is straight, what looks like paper beyond it - a bright strip of the
/// desk - is desk as well, unless it is written on.
///
/// A pixel counts as min * min / max of its channels, by which wood, skin and coloured cloth are
/// darker than paper; the colour compared is blue over red.
///
/// @param picture  CV_8UC1 or CV_8UC3 (BGR); left untouched
/// @throws Error   Fault::usage, from params.check()
///
/// Source: regions that come back over many thresholds are those of J. Matas et al., "Robust wide
/// baseline stereo from maximally stable extremal regions", BMVC 2002, 384-393. In place of
/// stability we ask for the sharpness of the outline.
Sheet find_sheet(const cv::Mat& picture, const SheetParams& params = {});

/// The page with its desk painted over in the shade that the paper next to it has in `grey`, so
/// that nothing there can become ink. Returns `grey` itself when all of the picture is paper.
cv::Mat1b paint_desk(const cv::Mat1b& grey, const Sheet& sheet);

}  // namespace inkline
