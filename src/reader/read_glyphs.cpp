#include "read_glyphs.hpp"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>

#include <inkline/base/error.hpp>

#include "cut_touching.hpp"
#include "guesses.hpp"
#include "show_page.hpp"

namespace inkline {
namespace {

float mean_confidence(const std::vector<Glyph>& glyphs) {
  float sum = 0;
  for (const Glyph& glyph : glyphs) sum += glyph.guesses.front().confidence;
  return glyphs.empty() ? 0 : sum / static_cast<float>(glyphs.size());
}

/// Cloth, gravel and leaves have thousands of pieces that look a little like letters.
bool is_texture(const std::vector<Glyph>& all, const ReadParams& params) {
  return all.size() > static_cast<std::size_t>(params.most_doubtful) &&
         mean_confidence(all) < params.least_page_confidence;
}

/// What every letter may be; nothing in any row when the page is texture.
std::vector<std::vector<Glyph>> guess_rows(const std::vector<ClassifiedLetters>& rows,
                                           const std::vector<std::string>& alphabet,
                                           std::span<const cv::Mat1b> crops,
                                           const ReadParams& params, const StepSink& steps) {
  std::vector<std::vector<Glyph>> read;
  std::vector<Glyph> all;
  for (const ClassifiedLetters& row : rows) {
    std::vector<Glyph>& glyphs = read.emplace_back();
    for (std::size_t i = 0; i < row.boxes.size(); ++i) {
      const auto column = row.probabilities.col(static_cast<Eigen::Index>(i));
      glyphs.push_back({row.boxes[i], best_guesses(column, alphabet, params.guesses)});
    }
    all.insert(all.end(), glyphs.begin(), glyphs.end());
  }
  if (steps) steps("glyphs", contact_sheet({crops.begin(), crops.end()}, all));
  if (is_texture(all, params)) return std::vector<std::vector<Glyph>>(rows.size());
  return read;
}

/// Takes away all guesses but those wanted; what is left without any is no character.
void keep_only(const std::set<std::string>& wanted, std::vector<std::vector<Glyph>>& read) {
  if (wanted.empty()) return;
  for (std::vector<Glyph>& row : read) {
    for (Glyph& glyph : row) {
      std::erase_if(glyph.guesses, [&](const Guess& guess) {
        return !guess.text.empty() && !wanted.contains(guess.text);
      });
      if (glyph.guesses.empty()) glyph.guesses.push_back({"", 1});
    }
  }
}

Word word_from(std::vector<Glyph> glyphs) {
  Word word;
  for (const Glyph& glyph : glyphs) word.box = united(word.box, glyph.box);
  word.glyphs = std::move(glyphs);
  return word;
}

Line line_from(const std::vector<Glyph>& glyphs, double letter_height, const WordParams& params) {
  std::vector<Box> boxes;
  for (const Glyph& glyph : glyphs) boxes.push_back(glyph.box);
  std::vector<std::size_t> starts = split_words(boxes, letter_height, params);
  starts.push_back(glyphs.size());

  Line line;
  for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
    const auto begin = glyphs.begin();
    line.words.push_back(word_from({begin + static_cast<std::ptrdiff_t>(starts[i]),
                                    begin + static_cast<std::ptrdiff_t>(starts[i + 1])}));
    line.box = united(line.box, line.words.back().box);
  }
  spell_out(line);
  return line;
}

/// A row of texture is mostly rejected, or read without any confidence.
bool is_writing(const std::vector<Glyph>& all, const std::vector<Glyph>& kept,
                const ReadParams& params) {
  const double rejected = static_cast<double>(all.size() - kept.size());
  return !kept.empty() && rejected <= params.most_rejected * static_cast<double>(all.size()) &&
         mean_confidence(kept) >= params.least_confidence;
}

/// The glyphs that are characters, with those of their readings that are characters.
std::vector<Glyph> characters_of(const std::vector<Glyph>& glyphs) {
  std::vector<Glyph> characters;
  for (const Glyph& glyph : glyphs) {
    if (is_rejected(glyph)) continue;
    std::erase_if(characters.emplace_back(glyph).guesses,
                  [](const Guess& guess) { return guess.text.empty(); });
  }
  return characters;
}

std::vector<Line> lines_from(const std::vector<Row>& rows,
                             const std::vector<std::vector<Glyph>>& read,
                             const ReadParams& params) {
  std::vector<Line> lines(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::vector<Glyph> kept = characters_of(read[i]);
    if (!is_writing(read[i], kept, params)) continue;
    lines[i] = line_from(kept, rows[i].metrics.letter_height, params.words);
  }
  return lines;
}

}  // namespace

void EvidenceParams::check() const {
  require_setting(weight >= 0 && weight <= 1,
                  "evidence.weight must be 0 to 1, got " + std::to_string(weight));
  require_setting(least_probability > 0 && least_probability <= 0.1F,
                  "evidence.least_probability must be above 0, at most 0.1, got " +
                      std::to_string(least_probability));
}

void CutParams::check() const {
  const auto require = [](bool holds, const char* what, double value) {
    require_setting(holds, std::string("cut.") + what + ", got " + std::to_string(value));
  };
  require(least_width >= 0 && least_width <= 5, "least_width must be 0 to 5", least_width);
  require(most_width >= least_width && most_width <= 50,
          "most_width must be from least_width to 50", most_width);
  require(thickest_cut > 0 && thickest_cut <= 20, "thickest_cut must be above 0, at most 20",
          thickest_cut);
  require(narrowest_part > 0 && narrowest_part <= 2, "narrowest_part must be above 0, at most 2",
          narrowest_part);
  require(widest_part >= narrowest_part && widest_part <= 5,
          "widest_part must be from narrowest_part to 5", widest_part);
  require(most_cuts >= 0 && most_cuts <= 30, "most_cuts must be 0 to 30", most_cuts);
  require(least_likelihood >= 0 && least_likelihood <= 1, "least_likelihood must be 0 to 1",
          least_likelihood);
}

std::vector<Line> read_glyphs(const PageInk& page, const std::vector<Row>& rows,
                              const std::vector<ClassifiedLetters>& letters,
                              std::span<const cv::Mat1b> crops, const Readers& readers,
                              const ReadParams& params, const StepSink& steps) {
  auto read = guess_rows(letters, readers.glyphs.model.alphabet, crops, params, steps);
  cut_touching(page, rows, readers.glyphs, params.cut, params.guesses, read);
  keep_only(readers.help.only, read);
  return settle_word_kinds(lines_from(rows, read, params), params.word_kinds);
}

}  // namespace inkline
