#include "language_choice.hpp"

#include <optional>
#include <string>
#include <string_view>

#include <inkline/base/error.hpp>
#include <inkline/base/read_file.hpp>
#include <inkline/features/embedded_files.hpp>

namespace inkline::tools {
namespace {

constexpr std::string_view kNone = "none";
constexpr std::string_view kEmbedded = "english";
/// Of the words of lists, how many are of the one given and not of the language's.
constexpr double kGivenShare = 0.5;
constexpr std::size_t kMaxLanguageBytes = std::size_t{256} << 20;

LanguageModel language_from(const std::optional<std::string>& name) {
  if (name && *name != kNone && *name != kEmbedded) {
    return read_language(read_file(*name, kMaxLanguageBytes), *name);
  }
  const bool is_wanted = name ? *name == kEmbedded : has_embedded_language();
  if (!is_wanted) return {};
  if (!has_embedded_language()) {
    throw Error(Fault::input,
                "this program was built without a language; name a file with --language, or none");
  }
  return read_language_in_place(embedded_language(), "embedded language");
}

}  // namespace

bool has_embedded_language() {
  return !embedded_language().empty();
}

RowHelp chosen_help(const ReadingSettings& settings) {
  RowHelp help;
  help.language = language_from(settings.language);
  if (settings.words) {
    const WordList given = read_word_list(read_file(*settings.words), settings.words->string());
    help.words = joined(given, help.language.words(), kGivenShare);
  }
  help.only = settings.alphabet;
  return help;
}

}  // namespace inkline::tools
