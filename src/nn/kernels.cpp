#include <inkline/nn/kernels.hpp>

#include <cassert>

#include "level_kernels.hpp"

namespace inkline {
namespace {

const LevelKernels& kernels(CpuLevel level) {
#ifdef INKLINE_X86_64
  switch (level) {
    case CpuLevel::v4:
      return v4::kKernels;
    case CpuLevel::v3:
      return v3::kKernels;
    case CpuLevel::baseline:
      break;
  }
#endif
  return baseline::kKernels;
}

CpuLevel detect_cpu_level() {
#ifdef INKLINE_X86_64
  __builtin_cpu_init();
  const bool v3 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
                  __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
  const bool v4 = v3 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                  __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
                  __builtin_cpu_supports("avx512vl");
  if (v4) return CpuLevel::v4;
  if (v3) return CpuLevel::v3;
#endif
  return CpuLevel::baseline;
}

ProductShape shape_of(const MatrixView& left, const MatrixView& right, Transposed transposed,
                      bool add, const Eigen::Ref<Matrix>& result) {
  ProductShape shape{};
  shape.rows = transposed == Transposed::left ? left.cols() : left.rows();
  shape.inner = transposed == Transposed::left ? left.rows() : left.cols();
  shape.cols = transposed == Transposed::right ? right.rows() : right.cols();
  shape.left_stride = left.outerStride();
  shape.right_stride = right.outerStride();
  shape.result_stride = result.outerStride();
  shape.transposed = static_cast<int>(transposed);
  shape.add = add;
  assert(shape.inner == (transposed == Transposed::right ? right.cols() : right.rows()));
  assert(result.rows() == shape.rows && result.cols() == shape.cols);
  return shape;
}

}  // namespace

std::string_view name_of(CpuLevel level) {
  switch (level) {
    case CpuLevel::v4:
      return "x86-64-v4";
    case CpuLevel::v3:
      return "x86-64-v3";
    case CpuLevel::baseline:
      break;
  }
  return "x86-64";
}

CpuLevel best_cpu_level() {
  static const CpuLevel level = detect_cpu_level();
  return level;
}

void multiply(const MatrixView& left, const MatrixView& right, Transposed transposed,
              Eigen::Ref<Matrix> result, bool add, CpuLevel level) {
  const ProductShape shape = shape_of(left, right, transposed, add, result);
  kernels(level).multiply(shape, left.data(), right.data(), result.data());
}

void adam_step(const AdamStep& step, const float* gradient, long count, float* weight,
               float* first_moment, float* second_moment) {
  kernels(best_cpu_level()).adam(step, gradient, count, weight, first_moment, second_moment);
}

void momentum_step(const MomentumStep& step, const float* gradient, long count, float* weight,
                   float* velocity) {
  kernels(best_cpu_level()).momentum(step, gradient, count, weight, velocity);
}

}  // namespace inkline
