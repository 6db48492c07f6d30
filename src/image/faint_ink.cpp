#include <inkline/image/faint_ink.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>
#include <inkline/base/median.hpp>
#include <inkline/image/even_light.hpp>

#include "ink_runs.hpp"

namespace inkline {
namespace {

/// A connected piece of ink and its edge.
struct Stroke {
  int left = std::numeric_limits<int>::max();
  int right = 0;  ///< behind the last column
  int top = std::numeric_limits<int>::max();
  int bottom = 0;  ///< behind the last row
  int area = 0;
  int along = 0;  ///< runs along the rows of pixels
  int down = 0;   ///< runs down the columns
  double depth = 0;
  double outline = 0;  ///< share of it that is sharp

  int height() const { return bottom - top; }
  int length() const { return std::max(right - left, height()); }
  double thickness() const { return 1.0 * area / std::max(along, down); }
  cv::Point middle() const { return {(left + right) / 2, (top + bottom) / 2}; }
};

/// Pieces of ink, and the pixels of some of them one after the other.
struct Pieces {
  std::vector<Stroke> strokes;
  std::vector<std::vector<uchar>> shades;
  std::vector<std::vector<uchar>> edges;  ///< contrast of the pixels at the outline
};

/// Whether there is no ink above or below a pixel of a run.
bool is_at_outline(const cv::Mat1b& ink, int x, int y) {
  const bool ink_above = y > 0 && ink(y - 1, x) != 0;
  const bool ink_below = y + 1 < ink.rows && ink(y + 1, x) != 0;
  return !ink_above || !ink_below;
}

void add_run(const InkRun& run, int below_ink, Stroke& stroke) {
  stroke.left = std::min(stroke.left, run.begin);
  stroke.right = std::max(stroke.right, run.end);
  stroke.top = std::min(stroke.top, run.y);
  stroke.bottom = std::max(stroke.bottom, run.y + 1);
  stroke.area += run.length();
  stroke.along += 1;
  stroke.down += run.length() - below_ink;
}

/// The darkest quarter tells the depth: thin strokes are grey at both sides.
double depth_of(std::vector<uchar>& shades) {
  const auto quarter = shades.begin() + static_cast<std::ptrdiff_t>(shades.size() / 4);
  std::nth_element(shades.begin(), quarter, shades.end());
  return std::max(1, kEvenPaper - *quarter);
}

std::vector<Stroke> strokes_of(const InkRuns& runs) {
  std::vector<Stroke> strokes(runs.components);
  for (std::size_t i = 0; i < runs.runs.size(); ++i) {
    add_run(runs.runs[i], runs.below_ink[i],
            strokes[static_cast<std::size_t>(runs.runs[i].component)]);
  }
  return strokes;
}

/// Reads the pixels of those pieces that are wanted.
template <class Wanted>
Pieces pieces_of(const InkRuns& runs, const cv::Mat1b& ink, const cv::Mat1b& even,
                 const cv::Mat1b& contrast, const Wanted& wanted) {
  Pieces pieces{strokes_of(runs), std::vector<std::vector<uchar>>(runs.components),
                std::vector<std::vector<uchar>>(runs.components)};
  for (const InkRun& run : runs.runs) {
    const auto own = static_cast<std::size_t>(run.component);
    if (!wanted(pieces.strokes[own])) continue;
    const uchar* shade = even.ptr(run.y);
    const uchar* edge = contrast.ptr(run.y);
    std::vector<uchar>& shades = pieces.shades[own];
    shades.insert(shades.end(), shade + run.begin, shade + run.end);
    for (int x = run.begin; x < run.end; ++x) {
      const bool is_end = x == run.begin || x + 1 == run.end;
      if (is_end || is_at_outline(ink, x, run.y)) pieces.edges[own].push_back(edge[x]);
    }
  }
  for (std::size_t i = 0; i < pieces.strokes.size(); ++i) {
    if (!pieces.shades[i].empty()) pieces.strokes[i].depth = depth_of(pieces.shades[i]);
  }
  return pieces;
}

double mean_of(const std::vector<uchar>& values) {
  double sum = 0;
  for (const uchar value : values) sum += value;
  return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

/// What the ink beyond doubt looks like.
struct InkLook {
  double pen = 0;     ///< width of strokes
  double letter = 0;  ///< height of letters
  double depth = 0;
  double sharpness = 0;  ///< contrast at the outline over depth
};

double pen_of(const std::vector<Stroke>& strokes) {
  double area = 0;
  double runs = 0;
  for (const Stroke& stroke : strokes) {
    area += stroke.area;
    runs += std::max(stroke.along, stroke.down);
  }
  return runs > 0 ? area / runs : 0;
}

/// By its larger pieces: specks are no strokes.
InkLook look_of(const cv::Mat1b& ink, const cv::Mat1b& even, const cv::Mat1b& contrast) {
  const InkRuns runs = find_runs(ink);
  InkLook look;
  look.pen = pen_of(strokes_of(runs));
  const Pieces pieces = pieces_of(runs, ink, even, contrast, [&](const Stroke& stroke) {
    return stroke.length() >= 3 * look.pen;
  });
  std::vector<double> heights;
  std::vector<double> depths;
  std::vector<double> sharpness;
  for (std::size_t i = 0; i < pieces.strokes.size(); ++i) {
    const Stroke& stroke = pieces.strokes[i];
    if (pieces.edges[i].empty()) continue;
    heights.push_back(stroke.height());
    depths.push_back(stroke.depth);
    sharpness.push_back(mean_of(pieces.edges[i]) / stroke.depth);
  }
  look.letter = median(heights);
  look.depth = median(depths);
  look.sharpness = median(sharpness);
  return look;
}

void measure_outlines(Pieces& pieces, double least_sharpness) {
  for (std::size_t i = 0; i < pieces.strokes.size(); ++i) {
    const std::vector<uchar>& edges = pieces.edges[i];
    if (edges.empty()) continue;
    const double least = least_sharpness * pieces.strokes[i].depth;
    const auto sharp =
        std::count_if(edges.begin(), edges.end(), [&](uchar edge) { return edge >= least; });
    pieces.strokes[i].outline = static_cast<double>(sharp) / static_cast<double>(edges.size());
  }
}

bool is_letter_sized(const Stroke& stroke, const InkLook& ink, const FaintInkParams& params) {
  return stroke.length() >= params.letter * ink.letter &&
         stroke.depth >= params.least_depth * ink.depth;
}

bool is_stroke(const Stroke& stroke, const InkLook& ink, const FaintInkParams& params) {
  const double width = stroke.thickness();
  return stroke.depth >= params.least_depth * ink.depth && stroke.outline >= params.least_outline &&
         width >= params.least_width * ink.pen && width <= params.most_width * ink.pen &&
         stroke.length() <= params.longest * ink.letter;
}

/// Ink that looks like faint letters, in cells of the page.
class Neighbourhoods {
 public:
  Neighbourhoods(cv::Size page, double cell)
      : cell_(std::max(1, static_cast<int>(cell))),
        all_(page.height / cell_ + 1, page.width / cell_ + 1, 0.0F),
        strokes_(all_.size(), 0.0F),
        letters_(all_.size(), 0.0F) {}

  void add(const Stroke& stroke, bool is_stroke) {
    const cv::Point cell = stroke.middle() / cell_;
    const auto area = static_cast<float>(stroke.area);
    all_(cell) += area;
    if (!is_stroke) return;
    strokes_(cell) += area;
    ++letters_(cell);
  }

  /// Where strokes are a fair share of it, and more than a few.
  cv::Mat1b trusted(double least_share, double least_letters) const {
    const cv::Mat1f all = around(all_);
    const cv::Mat1f strokes = around(strokes_);
    const cv::Mat1f letters = around(letters_);
    cv::Mat1b trusted(all.size(), uchar{0});
    for (int y = 0; y < all.rows; ++y) {
      for (int x = 0; x < all.cols; ++x) {
        const bool are_enough = letters(y, x) >= least_letters;
        if (are_enough && strokes(y, x) >= least_share * all(y, x)) trusted(y, x) = 255;
      }
    }
    return trusted;
  }

  cv::Point cell_of(const Stroke& stroke) const { return stroke.middle() / cell_; }

 private:
  /// Sums over a cell and those beside it.
  static cv::Mat1f around(const cv::Mat1f& cells) {
    cv::Mat1f sums;
    cv::boxFilter(cells, sums, CV_32F, {3, 3}, {-1, -1}, false, cv::BORDER_CONSTANT);
    return sums;
  }

  int cell_;
  cv::Mat1f all_;      ///< pixels
  cv::Mat1f strokes_;  ///< pixels
  cv::Mat1f letters_;  ///< how many
};

std::vector<bool> faint_strokes(const Pieces& pieces, cv::Size page, const InkLook& ink,
                                const FaintInkParams& params) {
  Neighbourhoods neighbourhoods(page, params.around * ink.letter);
  std::vector<bool> chosen;
  for (const Stroke& stroke : pieces.strokes) {
    chosen.push_back(is_stroke(stroke, ink, params));
    if (is_letter_sized(stroke, ink, params)) neighbourhoods.add(stroke, chosen.back());
  }
  const cv::Mat1b trusted = neighbourhoods.trusted(params.least_share, params.least_letters);
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    if (trusted(neighbourhoods.cell_of(pieces.strokes[i])) == 0) chosen[i] = false;
  }
  return chosen;
}

}  // namespace

void FaintInkParams::check() const {
  const auto require = [](bool holds, const char* what, double value) {
    require_setting(holds, std::string("faint_ink.") + what + ", got " + std::to_string(value));
  };
  require(least_depth >= 0 && least_depth <= 1, "least_depth must be 0 to 1", least_depth);
  require(least_outline >= 0 && least_outline <= 1, "least_outline must be 0 to 1", least_outline);
  require(least_sharpness >= 0 && least_sharpness <= 2, "least_sharpness must be 0 to 2",
          least_sharpness);
  require(least_width >= 0 && least_width <= 1, "least_width must be 0 to 1", least_width);
  require(most_width >= 1, "most_width must be at least 1", most_width);
  require(letter >= 0 && letter <= 2, "letter must be 0 to 2", letter);
  require(longest >= 1, "longest must be at least 1", longest);
  require(least_share >= 0 && least_share <= 1, "least_share must be 0 to 1", least_share);
  require(least_letters >= 1 && least_letters <= 20, "least_letters must be 1 to 20",
          least_letters);
  require(around >= 1 && around <= 50, "around must be 1 to 50", around);
}

cv::Mat1b faint_ink(const cv::Mat1b& even, const cv::Mat1b& contrast, const cv::Mat1b& ink,
                    const cv::Mat1b& candidates, const FaintInkParams& params) {
  params.check();
  cv::Mat1b faint(even.size(), uchar{0});
  if (even.empty()) return faint;
  const InkRuns runs = find_runs(candidates);
  if (runs.components == 0) return faint;
  const InkLook look = look_of(ink, even, contrast);
  if (look.letter <= 0) return faint;
  const auto is_worth_it = [&](const Stroke& stroke) { return stroke.area >= look.pen * look.pen; };
  Pieces pieces = pieces_of(runs, candidates, even, contrast, is_worth_it);
  measure_outlines(pieces, params.least_sharpness * look.sharpness);
  const std::vector<bool> chosen = faint_strokes(pieces, even.size(), look, params);
  for (const InkRun& run : runs.runs) {
    if (!chosen[static_cast<std::size_t>(run.component)]) continue;
    std::fill(faint.ptr(run.y) + run.begin, faint.ptr(run.y) + run.end, uchar{255});
  }
  return faint;
}

}  // namespace inkline
