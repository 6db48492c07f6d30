// Compiled once a level, with INKLINE_LEVEL naming it and -march to match. The build also renames
// the namespace Eigen to one of the level's own, so that no template instantiated here carries the
// name of one compiled for another machine. tests/nn/level_symbols.sh proves it of the objects.

#include "level_kernels.hpp"

#include <cmath>

#include <Eigen/Core>

#include <inkline/nn/update_steps.hpp>

// The arrays of an update step are apart from each other, so its loop may use vector instructions.
// Only GCC is told: clang would take its own pragma for an order and warn where it cannot obey.
#ifdef __clang__
#define INKLINE_INDEPENDENT
#else
#define INKLINE_INDEPENDENT _Pragma("GCC ivdep")
#endif

namespace inkline {

namespace INKLINE_LEVEL {
namespace {

using Stride = Eigen::OuterStride<>;
using Input = Eigen::Map<const Eigen::MatrixXf, 0, Stride>;
using Output = Eigen::Map<Eigen::MatrixXf, 0, Stride>;

template <class Left, class Right>
void multiply_maps(const Left& left, const Right& right, bool add, Output& result) {
  if (add) {
    result.noalias() += left * right;
  } else {
    result.noalias() = left * right;
  }
}

void multiply(const ProductShape& s, const float* left, const float* right, float* result) {
  Output out(result, s.rows, s.cols, Stride(s.result_stride));
  if (s.transposed == 1) {
    const Input a(left, s.inner, s.rows, Stride(s.left_stride));
    const Input b(right, s.inner, s.cols, Stride(s.right_stride));
    multiply_maps(a.transpose(), b, s.add, out);
  } else if (s.transposed == 2) {
    const Input a(left, s.rows, s.inner, Stride(s.left_stride));
    const Input b(right, s.cols, s.inner, Stride(s.right_stride));
    multiply_maps(a, b.transpose(), s.add, out);
  } else {
    const Input a(left, s.rows, s.inner, Stride(s.left_stride));
    const Input b(right, s.inner, s.cols, Stride(s.right_stride));
    multiply_maps(a, b, s.add, out);
  }
}

void adam(const AdamStep& step, const float* gradient, long count, float* weight,
          float* first_moment, float* second_moment) {
  const AdamStep s = step;
  INKLINE_INDEPENDENT
  for (long i = 0; i < count; ++i) {
    const float g = gradient[i];
    const float first = s.first_keep * first_moment[i] + (1 - s.first_keep) * g;
    const float second = s.second_keep * second_moment[i] + (1 - s.second_keep) * g * g;
    first_moment[i] = first;
    second_moment[i] = second;
    weight[i] = s.decay * weight[i] - s.rate * first / (std::sqrt(second) + s.epsilon);
  }
}

void momentum(const MomentumStep& step, const float* gradient, long count, float* weight,
              float* velocity) {
  const MomentumStep s = step;
  const float ahead = s.nesterov ? s.keep : 1.0F;
  const float now = s.nesterov ? s.rate : 0.0F;
  INKLINE_INDEPENDENT
  for (long i = 0; i < count; ++i) {
    const float v = s.keep * velocity[i] - s.rate * gradient[i];
    velocity[i] = v;
    weight[i] = s.decay * weight[i] + ahead * v - now * gradient[i];
  }
}

}  // namespace

extern const LevelKernels kKernels;  // NOLINT(readability-redundant-declaration): for linkage
const LevelKernels kKernels{multiply, adam, momentum};

}  // namespace INKLINE_LEVEL
}  // namespace inkline
