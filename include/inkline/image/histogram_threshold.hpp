#pragma once

#include <array>
#include <cstddef>

#include <opencv2/core.hpp>

#include <inkline/image/ink_method.hpp>

namespace inkline {

/// How many pixels have each shade.
using Histogram = std::array<double, 256>;

Histogram histogram_of(const cv::Mat1b& grey);

/// The threshold of one of the global methods: shades up to it are ink. Nothing is ink (-1) when
/// the histogram has fewer than two shades, or when `minimum` finds no two peaks.
///
/// Sources:
/// - isodata: T. W. Ridler, S. Calvard, "Picture thresholding using an iterative selection method",
///   IEEE Transactions on Systems, Man and Cybernetics 8 (1978) 630-632; the lowest shade that is
///   half way between the means of what it parts.
/// - li: C. H. Li, P. K. S. Tam, "An iterative algorithm for minimum cross entropy thresholding",
///   Pattern Recognition Letters 19 (1998) 771-776, started at the mean.
/// - mean: C. A. Glasbey, "An analysis of histogram-based thresholding algorithms", CVGIP 55 (1993)
///   532-537.
/// - minimum: J. M. S. Prewitt, M. L. Mendelsohn, "The analysis of cell images", Annals of the New
///   York Academy of Sciences 128 (1966) 1035-1053, smoothed as by Glasbey until two peaks remain.
/// - otsu: N. Otsu, "A threshold selection method from gray-level histograms", IEEE Transactions on
///   Systems, Man and Cybernetics 9 (1979) 62-66.
/// - triangle: G. W. Zack, W. E. Rogers, S. A. Latt, "Automatic measurement of sister chromatid
///   exchange frequency", Journal of Histochemistry and Cytochemistry 25 (1977) 741-753.
/// - yen: J.-C. Yen, F.-J. Chang, S. Chang, "A new criterion for automatic multilevel
///   thresholding", IEEE Transactions on Image Processing 4 (1995) 370-378.
///
/// @param method  one of the global ones; another is a defect
int histogram_threshold(const Histogram& histogram, InkMethod method);

}  // namespace inkline
