#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <opencv2/core.hpp>

#include <inkline/base/random.hpp>
#include <inkline/training/draw_line.hpp>
#include <inkline/training/split.hpp>

namespace inkline {

/// Where the ink of a row comes from.
enum class LineKind {
  written,   ///< a word or a line as somebody wrote it
  joined,    ///< words of one writer, set side by side
  capitals,  ///< capitals, digits and codes, set from single characters of one writer
  mixed,     ///< words of small letters, sentences and addresses, set likewise
};

/// A row before it is drawn.
struct LineItem {
  std::string text;      ///< printable ASCII; empty where each drawing has a text of its own
  std::string writer;    ///< contributor/writer
  std::string category;  ///< of UNIPEN for what was written: "6", "7" or "8"
  LineKind kind = LineKind::written;
  std::uint32_t source = 0;  ///< of what it is drawn, see line_set.cpp
  double weight = 1;         ///< chance to be met in an epoch, 0 to 1: many rows of one writer or
                             ///< of one text are met less often
};

/// How rows are read and made up.
struct LineOptions {
  std::size_t joined = 20'000;    ///< rows of several words; up to 10 million
  std::size_t capitals = 30'000;  ///< made-up rows of capitals, digits and codes; likewise
  std::size_t mixed = 30'000;     ///< made-up rows of mixed case; likewise
  int threads = 0;                ///< that read files; 0 for as many as there are cores

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// The ink that rows are drawn from.
struct LineInk;

/// Rows of handwriting that are drawn on demand. Copies are cheap and share the ink.
struct LineSet {
  std::string name;                ///< as given, KIND:PATH
  std::vector<LineItem> items;     ///< in an order that depends on files and options alone
  std::vector<std::string> notes;  ///< what was left out and why, with counts, for stderr
  std::shared_ptr<const LineInk> ink;
};

/// Opens rows named KIND:PATH. The one kind so far:
///
/// `unipen:DIR`  a UNIPEN release: words and lines of categories 6, 7 and 8, each piece of ink
///               once, and rows set from the words of 6 and 7 and the characters of 1a to 3.
///               Labels are cleaned, see row_label(). Left out: labels that are not printable
///               ASCII, ink that does not fit its label, passages of several rows.
///
/// @throws Error  Fault::usage for an unknown kind, Fault::input for a path that cannot be read
LineSet open_line_set(const std::string& kind_and_path, const LineOptions& options = {});

/// Indices of the items whose writers belong to one part, in order.
std::vector<std::size_t> items_of(const LineSet& set, Part part);

/// Indices of one epoch: each of `items` with the chance of its weight, in random order.
std::vector<std::size_t> plan_line_epoch(const LineSet& set, const std::vector<std::size_t>& items,
                                         std::uint64_t seed);

/// A row as the page pipeline would hand it on.
struct DrawnLine {
  cv::Mat1b ink;  ///< 255 on 0
  std::string text;
};

/// Draws one row. Made-up rows get another text each time. Ink and text are made from other
/// writers' never, but for marks that the writer has no sample of: these come from one of the same
/// part. Safe to call from several threads at once, each with a generator of its own.
DrawnLine draw_line(const LineSet& set, std::size_t item, const LineDrawParams& params,
                    Random& random);

/// Draws a text of one's own by the hand of a row that is set from single characters.
/// @param item     of kind capitals or mixed
/// @return         the text may lack characters that no hand of the part has
/// @throws Error   Fault::usage when the text is not printable ASCII, or the item of another kind
DrawnLine draw_text(const LineSet& set, std::size_t item, std::string_view text,
                    const LineDrawParams& params, Random& random);

}  // namespace inkline
