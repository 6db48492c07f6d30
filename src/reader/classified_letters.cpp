#include "classified_letters.hpp"

#include <utility>

namespace inkline {

std::vector<ClassifiedLetters> classify_letters(const PageInk& page, const std::vector<Row>& rows,
                                                const Recogniser& recogniser,
                                                std::vector<cv::Mat1b>& glyphs) {
  PageGlyphs cut = cut_glyphs(page, rows, recogniser.crop);
  const Matrix all = classify(recogniser, cut.glyphs, cut.contexts);
  std::vector<ClassifiedLetters> classified;
  classified.reserve(rows.size());
  Eigen::Index column = 0;
  for (const Row& row : rows) {
    const auto count = static_cast<Eigen::Index>(row.letters.size());
    ClassifiedLetters& letters = classified.emplace_back();
    for (const Letter& letter : row.letters) letters.boxes.push_back(letter.box);
    letters.probabilities = all.middleCols(column, count);
    column += count;
  }
  glyphs = std::move(cut.glyphs);
  return classified;
}

}  // namespace inkline
