#pragma once

#include <string_view>

#include <inkline/nn/matrix.hpp>
#include <inkline/nn/update_steps.hpp>

namespace inkline {

/// The arithmetic that costs time, compiled once for each level of x86-64 and chosen while the
/// program runs, so that one binary starts on any x86-64 and is fast on a new one.
///
/// Levels are those of the x86-64 psABI: v3 has AVX2 and FMA, v4 AVX-512. A level rounds in its
/// own way; results of one level are the same every time.
enum class CpuLevel { baseline, v3, v4 };

/// "x86-64", "x86-64-v3", "x86-64-v4".
std::string_view name_of(CpuLevel level);

/// The highest level this machine runs.
CpuLevel best_cpu_level();

/// Which of the two factors is read as its transpose.
enum class Transposed { none, left, right };

/// result = left * right, or + result when `add`; with `transposed` one factor is turned over.
/// Runs in the calling thread alone.
///
/// @param result  must already have the right shape and must not overlap a factor
/// @param level   at most best_cpu_level()
void multiply(const MatrixView& left, const MatrixView& right, Transposed transposed,
              Eigen::Ref<Matrix> result, bool add = false, CpuLevel level = best_cpu_level());

/// One step of AdamW on `count` neighbouring numbers; see optimiser.hpp for the formula.
void adam_step(const AdamStep& step, const float* gradient, long count, float* weight,
               float* first_moment, float* second_moment);

/// One step of gradient descent with momentum on `count` neighbouring numbers.
void momentum_step(const MomentumStep& step, const float* gradient, long count, float* weight,
                   float* velocity);

}  // namespace inkline
