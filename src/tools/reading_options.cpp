#include "reading_options.hpp"

#include <optional>

#include <inkline/base/error.hpp>
#include <inkline/image/ink_method.hpp>

#include "character_set.hpp"
#include "ink_options.hpp"

namespace inkline::tools {

namespace {

/// Of the option, or nothing where it was not given.
std::optional<std::string> given(const cxxopts::ParseResult& parsed, const std::string& name) {
  if (parsed.count(name) == 0) return std::nullopt;
  require_setting(parsed.count(name) == 1, "--" + name + " was given twice");
  const std::string value = parsed[name].as<std::string>();
  require_setting(!value.empty(), "--" + name + " needs a value that is not empty");
  return value;
}

}  // namespace

void add_reading_options(cxxopts::Options& options) {
  options.add_options()                                            //
      ("m,model", "", cxxopts::value<std::vector<std::string>>())  //
      ("language", "", cxxopts::value<std::string>())              //
      ("words", "", cxxopts::value<std::string>())                 //
      ("alphabet", "", cxxopts::value<std::string>())              //
      ("threshold", "", cxxopts::value<std::string>());
}

ReadingSettings reading_settings(const cxxopts::ParseResult& parsed) {
  ReadingSettings settings;
  if (parsed.count("model") > 0) {
    for (const std::string& path : parsed["model"].as<std::vector<std::string>>()) {
      require_setting(!path.empty(), "--model needs a path that is not empty");
      settings.models.emplace_back(path);
    }
  }
  settings.language = given(parsed, "language");
  if (const auto words = given(parsed, "words")) settings.words = *words;
  if (const auto alphabet = given(parsed, "alphabet")) {
    settings.alphabet = character_set(*alphabet);
  }
  if (const auto threshold = given(parsed, "threshold")) {
    settings.threshold = ink_method(*threshold);
  }
  return settings;
}

ReadParams read_params(const ReadingSettings& settings) {
  ReadParams params;
  params.ink.mark_ink.binarise.method = settings.threshold;
  return params;
}

std::string reading_help() {
  return R"(  -m, --model FILE    use this model in place of those inside the program: one
                      that knows characters, one that reads rows, or one of
                      each with --model given twice
      --language L    what the ink is read with the help of: english, none for
                      the ink alone, or a file by ocr-tools train-language;
                      default: english
      --words FILE    words that are likelier than others: a word a line, after
                      it at will a count. Nothing else is forbidden. Default: none
      --alphabet LIST read no other characters than these and the space, such as
                      A-Z0-9.,- (a minus first or last is itself); default: all
      --threshold METHOD
                      how ink is told from paper; default: )" +
         std::string(name_of(ReadingSettings{}.threshold)) + '\n' + method_list();
}

}  // namespace inkline::tools
