#include "embedded_model.hpp"

// The assembler copies the file as it is: no source text of its four million numbers to compile.
// INKLINE_EMBEDDED_MODEL is the path, set by the build.
asm(R"(
  .section .rodata
  .balign 64
inkline_embedded_model_begin:
  .incbin ")" INKLINE_EMBEDDED_MODEL R"("
inkline_embedded_model_end:
  .byte 0
  .previous
)");

extern "C" {
extern const std::byte inkline_embedded_model_begin;
extern const std::byte inkline_embedded_model_end;
}

namespace inkline::tools {

std::span<const std::byte> embedded_model() {
  return {&inkline_embedded_model_begin, &inkline_embedded_model_end};
}

}  // namespace inkline::tools
