#pragma once

#include <opencv2/core.hpp>

namespace inkline {

/// The usual width of the strokes of soft-edged ink, pixels: twice its area by the length of its
/// edges, which is the sum of the gradient's magnitude (a stroke of width w and length l has area
/// w l and edges of 2 l). 0 without ink.
double mean_stroke_width(const cv::Mat1b& ink);

/// Grows or shrinks all strokes by `growth` pixels on either side, which need not be whole.
/// @param ink  with a border of empty paper at least as wide as the growth
cv::Mat1b with_strokes_grown(const cv::Mat1b& ink, double growth);

}  // namespace inkline
