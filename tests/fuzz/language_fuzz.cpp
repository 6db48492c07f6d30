// Feeds libFuzzer's inventions to the readers of language files and word lists. Errors are fine;
// crashes, leaks and hangs are not. Checksums are made to fit, or nothing behind them would be
// seen. Run as: language_fuzz -max_len=20000 FOLDER_OF_LANGUAGES_AND_LISTS

#include <cstddef>
#include <cstdint>
#include <span>

#include <inkline/base/error.hpp>
#include <inkline/text/language_model.hpp>
#include <inkline/text/word_list.hpp>

#include "sealed.hpp"

namespace {

template <class Use>
void tolerate_bad_input(const Use& use) {
  try {
    use();
  } catch (const inkline::Error& error) {
    if (error.fault() != inkline::Fault::input) throw;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span<const std::byte> bytes = std::as_bytes(std::span(data, size));
  tolerate_bad_input([&] {
    const inkline::LanguageModel model =
        inkline::read_language(inkline::test::sealed(bytes), "fuzz");
    static_cast<void>(model.log_probability("The quick brown fox, 14/3/87 $2.50 ~"));
  });
  tolerate_bad_input([&] {
    const inkline::WordList list = inkline::read_word_list(bytes, "fuzz");
    if (list.is_empty()) return;
    const std::uint32_t node = list.after(inkline::WordList::kRoot, list.symbol_of("a"));
    if (node != inkline::WordList::kNone) static_cast<void>(list.end_probability(node));
  });
  return 0;
}
