#include "large_pages.hpp"

#include <cstddef>
#include <cstdint>

#include <sys/mman.h>

namespace inkline {

void use_large_pages([[maybe_unused]] const cv::Mat& picture) {
#ifdef MADV_HUGEPAGE
  constexpr std::uintptr_t large = std::uintptr_t{2} << 20;
  const auto begin = reinterpret_cast<std::uintptr_t>(picture.data);
  const auto end = reinterpret_cast<std::uintptr_t>(picture.dataend);
  // Only whole ones, so that the picture's neighbours in memory are left alone.
  const std::uintptr_t first = (begin + large - 1) / large * large;
  const std::uintptr_t last = end / large * large;
  if (first >= last) return;
  uchar* const at = picture.data + (first - begin);
  // That it may fail is part of the deal.
  static_cast<void>(::madvise(at, last - first, MADV_HUGEPAGE));
#endif
}

}  // namespace inkline
