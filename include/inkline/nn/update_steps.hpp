#pragma once

namespace inkline {

/// What one step of AdamW does to every weight.
struct AdamStep {
  float rate = 0;         ///< learning rate with the correction of both moments folded in
  float decay = 1;        ///< factor on the weight itself, 1 - rate * weight_decay
  float first_keep = 0;   ///< beta 1
  float second_keep = 0;  ///< beta 2
  float epsilon = 0;      ///< with the correction of the second moment folded in
};

/// What one step of gradient descent with momentum does to every weight.
struct MomentumStep {
  float rate = 0;
  float decay = 1;  ///< factor on the weight itself, 1 - rate * weight_decay
  float keep = 0;   ///< share of the velocity that stays
  bool nesterov = false;
};

}  // namespace inkline
