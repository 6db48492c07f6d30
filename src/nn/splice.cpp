#include "splice.hpp"

#include <algorithm>

namespace inkline {
namespace {

/// Calls visit(column, part, source) for every part of columns begin to begin + count; the source
/// is a column of the batch, or -1 outside the row.
template <class Visit>
void visit_sources(std::span<const int> rows, Eigen::Index n, std::span<const int> offsets,
                   Eigen::Index begin, Eigen::Index count, const Visit& visit) {
  const int whole = static_cast<int>(n);
  if (rows.empty()) rows = {&whole, 1};
  Eigen::Index first = 0;
  for (const int length : rows) {
    const Eigen::Index end = first + length;
    if (first >= begin + count) break;
    for (Eigen::Index t = std::max(first, begin); t < std::min(end, begin + count); ++t) {
      for (std::size_t part = 0; part < offsets.size(); ++part) {
        const Eigen::Index source = t + offsets[part];
        const bool inside = source >= first && source < end;
        visit(t - begin, static_cast<Eigen::Index>(part), inside ? source : -1);
      }
    }
    first = end;
  }
}

}  // namespace

void splice(const MatrixView& input, std::span<const int> rows, std::span<const int> offsets,
            Eigen::Index begin, Eigen::Ref<Matrix> spliced) {
  const Eigen::Index in = input.rows();
  visit_sources(rows, input.cols(), offsets, begin, spliced.cols(),
                [&](Eigen::Index column, Eigen::Index part, Eigen::Index source) {
                  float* const target = spliced.col(column).data() + part * in;
                  if (source < 0) {
                    std::fill_n(target, in, 0.0F);
                  } else {
                    std::copy_n(input.col(source).data(), in, target);
                  }
                });
}

void add_spliced(const MatrixView& spliced, std::span<const int> rows, std::span<const int> offsets,
                 Eigen::Index begin, Eigen::Ref<Matrix> sum) {
  const Eigen::Index in = sum.rows();
  visit_sources(rows, sum.cols(), offsets, begin, spliced.cols(),
                [&](Eigen::Index column, Eigen::Index part, Eigen::Index source) {
                  if (source >= 0) sum.col(source) += spliced.col(column).segment(part * in, in);
                });
}

}  // namespace inkline
