#include <inkline/text/calibrate_row.hpp>

#include <algorithm>
#include <cstddef>

namespace inkline {
namespace {

/// The chosen reading gets its new confidence, the others keep theirs relative to one another.
void share_out(float confidence, RowCharacter& character) {
  const float rest = 1 - character.confidence;
  const float scale = rest > 0 ? (1 - confidence) / rest : 0;
  for (Guess& guess : character.guesses) {
    const bool is_chosen = guess.text == character.text;
    guess.confidence = is_chosen ? confidence : std::min(guess.confidence * scale, 1.0F);
  }
  character.confidence = confidence;
  std::stable_sort(character.guesses.begin(), character.guesses.end(),
                   [](const Guess& a, const Guess& b) { return a.confidence > b.confidence; });
}

}  // namespace

std::vector<Certainty> certainties_of(const RowText& row) {
  double sum = 0;
  for (const RowCharacter& character : row.characters) sum += double{character.by_ink};
  const auto count = static_cast<double>(std::max<std::size_t>(row.characters.size(), 1));
  std::vector<Certainty> certainties;
  for (const RowCharacter& character : row.characters) {
    certainties.push_back({double{character.confidence}, double{character.by_ink}, sum / count});
  }
  return certainties;
}

RowText calibrated(RowText row, const ConfidenceMap& map) {
  if (map.is_empty()) return row;
  const std::vector<Certainty> certainties = certainties_of(row);
  for (std::size_t i = 0; i < row.characters.size(); ++i) {
    share_out(static_cast<float>(map(certainties[i])), row.characters[i]);
  }
  return row;
}

}  // namespace inkline
