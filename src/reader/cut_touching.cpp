#include "cut_touching.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <utility>

#include <opencv2/imgproc.hpp>

#include <inkline/image/glyph_crop.hpp>

#include "guesses.hpp"
#include "possible_cuts.hpp"

namespace inkline {
namespace {

/// Ink that may be several characters.
struct Suspect {
  std::size_t row;
  std::size_t glyph;      ///< in its row
  cv::Mat1b ink;          ///< cut out at its box
  std::vector<int> cuts;  ///< columns, from 0 to the width of the ink
};

/// The ink of a suspect between two of its cuts.
struct Part {
  std::size_t suspect;
  std::size_t from;  ///< indices into the suspect's cuts
  std::size_t to;
  Box box;  ///< around its ink, in pixels of the copy worked on
  std::vector<Guess> guesses;
};

bool is_suspect(const Glyph& glyph, double letter_height, const CutParams& params) {
  return is_rejected(glyph) && glyph.box.width >= params.least_width * letter_height &&
         glyph.box.width <= params.most_width * letter_height;
}

std::vector<Suspect> find_suspects(const PageInk& page, const std::vector<Row>& rows,
                                   const CutParams& params,
                                   const std::vector<std::vector<Glyph>>& read) {
  std::vector<Suspect> suspects;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const double letter_height = rows[r].metrics.letter_height;
    for (std::size_t g = 0; g < read[r].size(); ++g) {
      if (!is_suspect(read[r][g], letter_height, params)) continue;
      cv::Mat1b ink = ink_of(page.components, rows[r].letters[g].pieces);
      std::vector<int> cuts = possible_cuts(ink, page.stroke_width, letter_height, params);
      if (cuts.size() > 2) suspects.push_back({r, g, std::move(ink), std::move(cuts)});
    }
  }
  return suspects;
}

/// Every part of every suspect that could be one character, classified.
std::vector<Part> classified_parts(const std::vector<Suspect>& suspects,
                                   const std::vector<Row>& rows, const Recogniser& recogniser,
                                   const CutParams& params, int guesses,
                                   const std::vector<std::vector<Glyph>>& read) {
  std::vector<Part> parts;
  std::vector<cv::Mat1b> glyphs;
  std::vector<GlyphContext> contexts;
  for (std::size_t s = 0; s < suspects.size(); ++s) {
    const Suspect& suspect = suspects[s];
    const Box& whole = read[suspect.row][suspect.glyph].box;
    const RowMetrics& metrics = rows[suspect.row].metrics;
    for (std::size_t from = 0; from + 1 < suspect.cuts.size(); ++from) {
      for (std::size_t to = from + 1; to < suspect.cuts.size(); ++to) {
        const int width = suspect.cuts[to] - suspect.cuts[from];
        const bool all = width == suspect.ink.cols;
        if (all || width > params.widest_part * metrics.letter_height) continue;
        const cv::Mat1b ink = suspect.ink.colRange(suspect.cuts[from], suspect.cuts[to]);
        const cv::Rect bounds = cv::boundingRect(ink);
        if (bounds.empty()) continue;
        const Box box{whole.x + suspect.cuts[from] + bounds.x, whole.y + bounds.y, bounds.width,
                      bounds.height};
        parts.push_back({s, from, to, box, {}});
        glyphs.push_back(crop_glyph(ink, recogniser.crop));
        contexts.push_back(context_of(box, metrics));
      }
    }
  }
  const Matrix probabilities = classify(recogniser, glyphs, contexts);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    parts[i].guesses = best_guesses(probabilities.col(static_cast<Eigen::Index>(i)),
                                    recogniser.model.alphabet, guesses);
  }
  return parts;
}

/// Probability that a part is the character it looks most like.
double likelihood(const Part& part) {
  constexpr double least = 1e-4;
  const Guess& best = part.guesses.front();
  return best.text.empty() ? least : std::max<double>(least, best.confidence);
}

/// The best chain of parts over one suspect, from left to right; empty when there is none.
std::vector<const Part*> best_chain(const Suspect& suspect, std::span<const Part> parts) {
  const std::size_t ends = suspect.cuts.size();
  std::vector<double> score(ends, -std::numeric_limits<double>::infinity());
  std::vector<const Part*> last(ends, nullptr);
  score[0] = 0;
  for (std::size_t from = 0; from < ends; ++from) {
    for (const Part& part : parts) {
      if (part.from != from) continue;
      const double candidate = score[from] + std::log(likelihood(part));
      if (candidate > score[part.to]) {
        score[part.to] = candidate;
        last[part.to] = &part;
      }
    }
  }
  std::vector<const Part*> chain;
  for (std::size_t end = ends - 1; last[end] != nullptr; end = last[end]->from) {
    chain.push_back(last[end]);
  }
  std::reverse(chain.begin(), chain.end());
  return chain;
}

double geometric_mean(const std::vector<const Part*>& chain) {
  double sum = 0;
  for (const Part* part : chain) sum += std::log(likelihood(*part));
  return std::exp(sum / static_cast<double>(chain.size()));
}

bool is_likely(const std::vector<const Part*>& chain, const CutParams& params) {
  return chain.size() >= 2 && geometric_mean(chain) >= params.least_likelihood;
}

}  // namespace

void cut_touching(const PageInk& page, const std::vector<Row>& rows, const Recogniser& recogniser,
                  const CutParams& params, int guesses, std::vector<std::vector<Glyph>>& read) {
  const std::vector<Suspect> suspects = find_suspects(page, rows, params, read);
  if (suspects.empty()) return;
  const std::vector<Part> parts =
      classified_parts(suspects, rows, recogniser, params, guesses, read);

  // From the last suspect to the first, so that places in the rows stay right.
  auto end = parts.end();
  for (std::size_t s = suspects.size(); s-- > 0;) {
    auto begin = end;
    while (begin != parts.begin() && std::prev(begin)->suspect == s) --begin;
    std::vector<Glyph>& row = read[suspects[s].row];
    const auto place = row.begin() + static_cast<std::ptrdiff_t>(suspects[s].glyph);
    const std::vector<const Part*> chain = best_chain(suspects[s], {begin, end});
    if (is_likely(chain, params)) {
      std::vector<Glyph> letters;
      for (const Part* part : chain) letters.push_back({part->box, part->guesses});
      row.insert(row.erase(place), letters.begin(), letters.end());
    }
    end = begin;
  }
}

}  // namespace inkline
