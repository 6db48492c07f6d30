#pragma once

// Shared by files compiled for different machines: plain declarations only, nothing inline, or the
// linker could pick an AVX-512 copy for a machine that has none.

#include <inkline/nn/update_steps.hpp>

namespace inkline {

/// Plain memory of a column-major matrix; neighbouring columns are `stride` numbers apart.
struct ProductShape {
  long rows;   ///< of the result
  long cols;   ///< of the result
  long inner;  ///< summed over
  long left_stride;
  long right_stride;
  long result_stride;
  int transposed;  ///< 0 none, 1 left, 2 right
  bool add;
};

/// The entry points of one level.
struct LevelKernels {
  void (*multiply)(const ProductShape& shape, const float* left, const float* right, float* result);
  void (*adam)(const AdamStep& step, const float* gradient, long count, float* weight,
               float* first_moment, float* second_moment);
  void (*momentum)(const MomentumStep& step, const float* gradient, long count, float* weight,
                   float* velocity);
};

namespace baseline {
extern const LevelKernels kKernels;
}
namespace v3 {
extern const LevelKernels kKernels;
}
namespace v4 {
extern const LevelKernels kKernels;
}
namespace native {  // for the benchmark alone
extern const LevelKernels kKernels;
}

}  // namespace inkline
