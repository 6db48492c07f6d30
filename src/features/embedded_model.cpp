#include <inkline/features/embedded_model.hpp>

// The assembler copies the file into the read-only data of the program, so that it is mapped and
// not parsed. INKLINE_MODEL_FILE comes from CMake; without one begin and end are the same.
// clang-format off
asm(R"(
    .section .rodata
    .balign 64
    .global inkline_embedded_model_begin
    .hidden inkline_embedded_model_begin
inkline_embedded_model_begin:
)"
#ifdef INKLINE_MODEL_FILE
    "    .incbin \"" INKLINE_MODEL_FILE "\"\n"
#endif
R"(
    .global inkline_embedded_model_end
    .hidden inkline_embedded_model_end
inkline_embedded_model_end:
    .byte 0
    .text
)");
// clang-format on

extern "C" {
extern const std::byte inkline_embedded_model_begin[];
extern const std::byte inkline_embedded_model_end[];
}

namespace inkline {

std::span<const std::byte> embedded_model() {
  return {inkline_embedded_model_begin, inkline_embedded_model_end};
}

}  // namespace inkline
