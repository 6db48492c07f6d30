#pragma once

#include <optional>

#include <opencv2/core.hpp>

#include <inkline/image/edge_threshold.hpp>
#include <inkline/image/faint_ink.hpp>
#include <inkline/image/ink_method.hpp>
#include <inkline/image/laplacian_ink.hpp>
#include <inkline/image/local_threshold.hpp>

namespace inkline {

/// Settings of binarise(). Shades are those of an evened page, paper at kEvenPaper.
struct BinariseParams {
  InkMethod method = InkMethod::edges;
  EdgeThresholdParams edges;     ///< of that method
  FaintInkParams faint;          ///< likewise
  LocalThresholdParams local;    ///< of niblack, sauvola, wolf and su
  LaplacianInkParams laplacian;  ///< of howe
  /// Otsu's threshold moves by this share of the distance between the mean shades of ink and
  /// paper; above 0 makes strokes thicker; -0.4 to 0.4.
  double bias = 0.1;
  /// Ink of the global and local methods has to be darker than paper by this share of the paper's
  /// shade, or the page is blank; 0 to 0.9.
  double least_contrast = 0.12;
  /// ... and by this many standard deviations of the paper's own grain; 0 to 100.
  double least_contrast_in_grain = 4.0;

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// Separates ink from paper on a page of even light. Of shades above the paper's none is told from
/// it, so that specular highlights do not shift a threshold.
///
/// @param even  dark ink on paper of shade kEvenPaper, from even_light(); left untouched
/// @return      the same size, ink 255 on 0; no ink at all on a page without contrast
/// @throws Error  Fault::usage, from params.check()
cv::Mat1b binarise(const cv::Mat1b& even, const BinariseParams& params = {});

/// The threshold of those methods that have one for the whole page, as binarise() applies it:
/// shades up to it are ink.
///
/// @param even  as for binarise(); left untouched
/// @return      nothing for a page without contrast, where `minimum` finds no two peaks, and for
///              methods with a threshold for each pixel
/// @throws Error  Fault::usage, from params.check()
std::optional<int> page_threshold(const cv::Mat1b& even, const BinariseParams& params = {});

}  // namespace inkline
