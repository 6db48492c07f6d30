#include <inkline/reader/find_ink.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>
#include <inkline/layout/dot_grid.hpp>
#include <inkline/layout/page_holes.hpp>

namespace inkline {
namespace {

cv::Mat1b scaled(const cv::Mat1b& grey, double scale) {
  if (scale == 1) return grey;
  const auto length = [&](int full) {
    return std::max(1, static_cast<int>(std::lround(full * scale)));
  };
  const cv::Size size(length(grey.cols), length(grey.rows));
  cv::Mat1b copy;
  if (scale <= 0.5 && grey.rows > 1 && grey.cols > 1) {
    // Halving is exact and takes a sixth of the time; an odd last row or column is left out.
    const cv::Rect even(0, 0, grey.cols / 2 * 2, grey.rows / 2 * 2);
    cv::Mat1b half;
    cv::resize(grey(even), half, even.size() / 2, 0, 0, cv::INTER_AREA);
    cv::resize(half, copy, size, 0, 0, cv::INTER_AREA);
    return copy;
  }
  cv::resize(grey, copy, size, 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
  return copy;
}

std::vector<Piece> pieces_of(const Components& components) {
  std::vector<Piece> pieces;
  pieces.reserve(components.items.size());
  for (const Component& item : components.items) {
    pieces.push_back({item.box, item.area, item.core_top, item.core_height, item.thickness});
  }
  return pieces;
}

/// Both masks, either of which may be empty.
cv::Mat1b together(const cv::Mat1b& a, const cv::Mat1b& b) {
  if (a.empty() || b.empty()) return a.empty() ? b : a;
  cv::Mat1b both;
  cv::bitwise_or(a, b, both);
  return both;
}

bool is_texture(const PageInk& found, const InkParams& params) {
  return found.pieces.size() > static_cast<std::size_t>(params.most_pieces);
}

/// Takes away pieces that are no writing the way ruled lines go.
void remove_pieces(const std::vector<std::size_t>& unwanted, PageInk& found) {
  if (unwanted.empty()) return;
  cv::Mat1b removed(found.ink.size(), uchar{0});
  for (const std::size_t i : unwanted) {
    const Box& box = found.pieces[i].box;
    const cv::Rect area(box.x, box.y, box.width, box.height);
    removed(area).setTo(255, found.components.labels(area) == static_cast<int>(i) + 1);
  }
  cv::Mat1b rest;
  cv::subtract(found.ink, removed, rest);
  found.ink = rest;
  found.ruling = together(found.ruling, removed);
  found.components = find_components(found.ink);
  found.pieces = pieces_of(found.components);
  found.stroke_width = stroke_width(found.ink);
}

/// Dots of dotted paper, and the holes that it is filed by.
void remove_dots_and_holes(PageInk& found) {
  remove_pieces(find_dot_grid(found.pieces, found.stroke_width), found);
  const double height = letter_height(found.pieces);
  if (height <= 0) return;
  const Box page{0, 0, found.ink.cols, found.ink.rows};
  remove_pieces(find_holes(found.pieces, page, height), found);
}

/// Lines drawn under words go the way of ruled lines.
void remove_drawn_lines(PageInk& found, const InkParams& params) {
  const cv::Mat1b rest = remove_underlines(found.ink, found.stroke_width, found.letter_height,
                                           params.pen_lines, params.ruling);
  if (rest.data == found.ink.data) return;
  cv::Mat1b removed;
  cv::bitwise_xor(found.ink, rest, removed);
  found.ink = rest;
  found.ruling = together(found.ruling, removed);
  found.components = find_components(found.ink);
  found.pieces = pieces_of(found.components);
}

/// A copy of the page at another scale.
cv::Mat1b copy_of(const cv::Mat1b& grey, const PageMap& page, double scale) {
  if (page.is_picture()) return scaled(grey, scale);
  return straightened(grey, page, scale);
}

PageInk look(const cv::Mat1b& copy, double scale, const InkParams& params) {
  PageInk found;
  found.scale = scale;
  const MarkedInk marked = mark_ink(copy, params.mark_ink);
  found.even = marked.even;
  found.stroke_width = marked.stroke_width;
  const RemovedRuling writing =
      remove_ruling(marked.ink, found.stroke_width, params.ruling, marked.dark);
  found.ink = writing.ink;
  found.ruling = together(marked.faded, writing.removed);
  if (writing.lines > 0) found.stroke_width = stroke_width(found.ink);
  found.components = find_components(found.ink);
  found.pieces = pieces_of(found.components);
  if (!is_texture(found, params)) remove_dots_and_holes(found);
  found.letter_height = letter_height(found.pieces);
  return found;
}

/// The scale at which letters have the wanted height, as far as the limits allow.
double finer_scale(const PageMap& page, const PageInk& first, const InkParams& params) {
  const double wanted = first.scale * params.wanted_letter_height / first.letter_height;
  const double affordable =
      std::sqrt(params.most_pixels / (1.0 * page.size.width * page.size.height));
  return std::min({wanted, params.most_enlarged, affordable});
}

void show(const PageInk& found, const StepSink& steps) {
  if (!steps) return;
  steps("even_light", found.even);
  cv::Mat1b black_on_white;
  cv::bitwise_not(found.ink, black_on_white);
  steps("ink", black_on_white);
  if (!found.ruling.empty()) {
    cv::Mat1b ruling;
    cv::bitwise_not(found.ruling, ruling);
    steps("ruling", ruling);
  }
}

}  // namespace

void InkParams::check() const {
  require_setting(first_look >= 200 && first_look <= 8000,
                  "ink.first_look must be 200 to 8000, got " + std::to_string(first_look));
  require_setting(
      least_letter_height >= 8 && least_letter_height <= 100,
      "ink.least_letter_height must be 8 to 100, got " + std::to_string(least_letter_height));
  require_setting(wanted_letter_height >= least_letter_height,
                  "ink.wanted_letter_height must be at least ink.least_letter_height, got " +
                      std::to_string(wanted_letter_height));
  require_setting(most_enlarged >= 1 && most_enlarged <= 4,
                  "ink.most_enlarged must be 1 to 4, got " + std::to_string(most_enlarged));
  require_setting(most_pixels >= 1'000'000,
                  "ink.most_pixels must be at least 1000000, got " + std::to_string(most_pixels));
  require_setting(most_pieces > 0,
                  "ink.most_pieces must be above 0, got " + std::to_string(most_pieces));
}

PageInk first_look(const cv::Mat1b& grey, const InkParams& params) {
  params.check();
  if (grey.empty()) return {};
  const double reduction = static_cast<double>(params.first_look) / std::max(grey.rows, grey.cols);
  const double scale = std::min(1.0, reduction);
  return look(scaled(grey, scale), scale, params);
}

PageInk find_ink(const cv::Mat1b& grey, PageInk seen, const PageMap& page, const InkParams& params,
                 const StepSink& steps) {
  params.check();
  if (grey.empty()) return {};
  PageInk found = std::move(seen);
  if (!page.is_picture()) {
    found = look(copy_of(grey, page, found.scale), found.scale, params);
  }
  if (found.letter_height > 0 && found.letter_height < params.least_letter_height &&
      !is_texture(found, params)) {
    const double scale = finer_scale(page, found, params);
    if (scale > 1.2 * found.scale) found = look(copy_of(grey, page, scale), scale, params);
  }
  if (is_texture(found, params)) {
    found.pieces.clear();
    found.letter_height = 0;
  } else if (found.letter_height > 0) {
    remove_drawn_lines(found, params);
  }
  show(found, steps);
  return found;
}

PageInk find_ink(const cv::Mat1b& grey, const InkParams& params, const StepSink& steps) {
  return find_ink(grey, first_look(grey, params), as_in_picture(grey.size()), params, steps);
}

PageInk measured_ink(const cv::Mat1b& ink) {
  PageInk found;
  found.ink = ink;
  found.components = find_components(ink);
  found.pieces = pieces_of(found.components);
  found.stroke_width = stroke_width(ink);
  found.letter_height = letter_height(found.pieces);
  return found;
}

}  // namespace inkline
