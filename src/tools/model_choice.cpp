#include "model_choice.hpp"

#include <span>
#include <string>
#include <utility>
#include <vector>

#include <inkline/base/error.hpp>
#include <inkline/base/read_file.hpp>
#include <inkline/features/embedded_files.hpp>

#include "language_choice.hpp"

namespace inkline::tools {
namespace {

const std::string kEmbeddedName = "embedded model";
const std::string kEmbeddedLineName = "embedded model of rows";

std::span<const std::byte> required_embedded_model() {
  if (embedded_model().empty()) {
    throw Error(Fault::input, "this program was built without a model; name one with --model");
  }
  return embedded_model();
}

}  // namespace

Readers chosen_readers(const ReadingSettings& settings) {
  std::optional<Recogniser> glyphs;
  std::optional<LineRecogniser> rows;
  for (const std::filesystem::path& file : settings.models) {
    const std::string name = file.string();
    Model model = read_model(read_file(file), name);
    if (reads_rows(model)) {
      require_setting(!rows, name + ": a second model that reads rows");
      rows = make_line_recogniser(std::move(model), name);
    } else {
      require_setting(!glyphs, name + ": a second model that knows characters");
      glyphs = make_recogniser(std::move(model), name);
    }
  }
  if (!glyphs && !rows && !embedded_line_model().empty()) {
    rows = load_line_recogniser(embedded_line_model(), kEmbeddedLineName);
  }
  Readers readers(glyphs ? std::move(*glyphs) : chosen_recogniser({}));
  readers.rows = std::move(rows);
  // Without a reader of rows the help is loaded all the same where it was named, to be refused.
  const bool is_named = settings.words || settings.language;
  if (readers.rows || is_named) readers.help = chosen_help(settings);
  return readers;
}

std::vector<Model> chosen_model_cards(std::span<const std::filesystem::path> files) {
  std::vector<Model> cards;
  for (const std::filesystem::path& file : files) {
    cards.push_back(read_model_card(read_file(file), file.string()));
  }
  if (!files.empty()) return cards;
  for (const auto& [bytes, name] : {std::pair(embedded_model(), kEmbeddedName),
                                    std::pair(embedded_line_model(), kEmbeddedLineName)}) {
    if (!bytes.empty()) cards.push_back(read_model_card(bytes, name));
  }
  return cards;
}

Recogniser chosen_recogniser(const std::optional<std::filesystem::path>& file) {
  if (file) return load_recogniser(read_file(*file), file->string());
  return load_recogniser(required_embedded_model(), kEmbeddedName);
}

}  // namespace inkline::tools
