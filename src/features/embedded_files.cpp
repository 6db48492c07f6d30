#include <inkline/features/embedded_files.hpp>

// The assembler copies the files into the read-only data of the program, so that they are mapped
// and not parsed. Their paths come from CMake; without one begin and end are the same.
#ifdef INKLINE_MODEL_FILE
#define INKLINE_INCLUDE_MODEL "    .incbin \"" INKLINE_MODEL_FILE "\"\n"
#else
#define INKLINE_INCLUDE_MODEL ""
#endif
#ifdef INKLINE_LINE_MODEL_FILE
#define INKLINE_INCLUDE_LINE_MODEL "    .incbin \"" INKLINE_LINE_MODEL_FILE "\"\n"
#else
#define INKLINE_INCLUDE_LINE_MODEL ""
#endif
#ifdef INKLINE_LANGUAGE_FILE
#define INKLINE_INCLUDE_LANGUAGE "    .incbin \"" INKLINE_LANGUAGE_FILE "\"\n"
#else
#define INKLINE_INCLUDE_LANGUAGE ""
#endif

// clang-format off
#define INKLINE_EMBED(name, include)                         \
  asm("    .section .rodata\n"                               \
      "    .balign 64\n"                                     \
      "    .global inkline_embedded_" name "_begin\n"        \
      "    .hidden inkline_embedded_" name "_begin\n"        \
      "inkline_embedded_" name "_begin:\n" include           \
      "    .global inkline_embedded_" name "_end\n"          \
      "    .hidden inkline_embedded_" name "_end\n"          \
      "inkline_embedded_" name "_end:\n"                     \
      "    .byte 0\n"                                        \
      "    .text\n")
// clang-format on

INKLINE_EMBED("model", INKLINE_INCLUDE_MODEL);
INKLINE_EMBED("line_model", INKLINE_INCLUDE_LINE_MODEL);
INKLINE_EMBED("language", INKLINE_INCLUDE_LANGUAGE);

extern "C" {
extern const std::byte inkline_embedded_model_begin[];
extern const std::byte inkline_embedded_model_end[];
extern const std::byte inkline_embedded_line_model_begin[];
extern const std::byte inkline_embedded_line_model_end[];
extern const std::byte inkline_embedded_language_begin[];
extern const std::byte inkline_embedded_language_end[];
}

namespace inkline {

std::span<const std::byte> embedded_model() {
  return {inkline_embedded_model_begin, inkline_embedded_model_end};
}

std::span<const std::byte> embedded_line_model() {
  return {inkline_embedded_line_model_begin, inkline_embedded_line_model_end};
}

std::span<const std::byte> embedded_language() {
  return {inkline_embedded_language_begin, inkline_embedded_language_end};
}

}  // namespace inkline
