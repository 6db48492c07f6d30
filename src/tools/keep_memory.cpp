#include "keep_memory.hpp"

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace inkline::tools {

void keep_memory() {
#if defined(__GLIBC__)
  constexpr int largest_block = 32 << 20;  // bytes; the most that glibc allows
  constexpr int most_kept = 128 << 20;     // bytes at the end of the heap
  ::mallopt(M_MMAP_THRESHOLD, largest_block);
  ::mallopt(M_TRIM_THRESHOLD, most_kept);
#endif
}

}  // namespace inkline::tools
