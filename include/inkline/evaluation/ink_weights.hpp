#pragma once

#include <vector>

#include <inkline/evaluation/ink_measures.hpp>

namespace inkline {

/// What every pixel of the truth weighs in the pseudo measures, row after row.
struct InkWeights {
  std::vector<float> recall;     ///< above 0 on ink only
  std::vector<float> precision;  ///< 1 on ink and far from it, up to 2 near and between letters
};

/// The weights of pseudo-recall and pseudo-precision.
///
/// For recall a pixel of ink weighs its chessboard distance from the outline, divided so that the
/// weights across a stroke sum to 1: strokes weigh by their length whatever their width, and the
/// outline itself, where two people would draw differently, weighs nothing. Strokes that are
/// outline only weigh 1 along their skeleton.
///
/// For precision false ink weighs 1 plus its distance from the outline over the stroke width of
/// the nearest letter, or over half the gap to the next letter where that is narrower, so that what
/// joins two letters weighs most; beyond a stroke width it weighs 1.
///
/// Source: K. Ntirogiannis, B. Gatos, I. Pratikakis (2013), see measure_ink(), equations 2, 3, 10
/// and 11. We take the skeleton of T. Y. Zhang, C. Y. Suen, "A fast parallel algorithm for thinning
/// digital patterns", Communications of the ACM 27 (1984) 236-239, and the nearest pixel of it
/// wherever the paper takes the normal through it, so that results differ from the contests' own
/// tool in the second digit behind the point.
InkWeights ink_weights(const MaskView& truth);

}  // namespace inkline
