#include <inkline/training/line_set.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cctype>
#include <cmath>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <system_error>
#include <unordered_set>
#include <utility>

#include <inkline/base/error.hpp>
#include <inkline/base/median.hpp>
#include <inkline/training/hand.hpp>
#include <inkline/training/unipen.hpp>

#include "character_hands.hpp"
#include "row_composition.hpp"
#include "row_label.hpp"
#include "row_shape.hpp"
#include "row_text.hpp"
#include "thin_ink.hpp"

namespace inkline {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kDigitsAndCapitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
constexpr std::string_view kSmalls = "abcdefghijklmnopqrstuvwxyz";
constexpr std::size_t kParts = 3;

constexpr double kStacked = 0.08;  // of stacked_share(): more is two rows

/// A word or line as somebody wrote it.
struct WrittenRow {
  Ink ink;
  std::string text;
  RowShape shape;
};

std::size_t index_of(char character) {
  return static_cast<std::size_t>(character - kFirstPrintable);
}

/// The samples of one hand by character; the indices are into CharacterHands::samples.
struct HandSamples {
  std::array<std::vector<std::uint32_t>, kPrintables> of;
  Part part = Part::train;

  std::size_t known(std::string_view among) const {
    return static_cast<std::size_t>(std::count_if(
        among.begin(), among.end(), [&](char c) { return !of[index_of(c)].empty(); }));
  }
};

/// Words of one writer that can stand side by side.
struct Words {
  std::vector<std::uint32_t> rows;  // into LineInk::rows
  double letter_height = 1;         // usual in them
};

}  // namespace

struct LineInk {
  std::vector<WrittenRow> rows;
  std::vector<Words> words_of;
  CharacterHands characters;
  std::vector<HandSamples> hands;
  std::array<std::vector<std::uint32_t>, kParts> hands_of_part;
  Vocabulary vocabulary;
};

namespace {

/// Without points that are closer than 3 % of a letter.
Ink without_crowded_points(const Ink& ink, double letter_height) {
  return thinned(ink, static_cast<float>(0.03 * letter_height));
}

/// FNV-1a of the points: the same ink is labelled in more than one category.
std::uint64_t hash_of(const UnipenSegment& segment) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  const auto add = [&](std::uint32_t bits) {
    hash = (hash ^ bits) * 0x100000001B3U;
    hash ^= hash >> 29U;
  };
  for (const char c : segment.writer) add(static_cast<unsigned char>(c));
  for (const InkPoint& point : segment.ink.points) {
    add(std::bit_cast<std::uint32_t>(point.x));
    add(std::bit_cast<std::uint32_t>(point.y));
  }
  return hash;
}

std::string contributor_of(const std::string& writer) {
  return writer.substr(0, writer.find('/'));
}

/// How many segments are left out, by reason.
struct LeftOut {
  std::size_t twice = 0;
  std::size_t label = 0;
  std::size_t marked_bad = 0;
  std::size_t fit = 0;
  std::size_t stacked = 0;
  std::size_t mark = 0;
};

/// Whether the ink is about as wide as its label asks for. That of several rows is too narrow.
bool fits(const RowShape& shape, std::string_view text) {
  if (!(shape.letter_height > 0)) return false;
  // A character or two can be of nearly any shape.
  const double doubt = text.size() < 3 ? 2.2 : 1;
  return shape.fit > 0.42 / doubt && shape.fit < 2.6 * doubt;
}

/// A dot or a stroke alone has no size and no place in its row.
bool is_lone_mark(const std::string& text) {
  return text.size() == 1 && std::isalnum(static_cast<unsigned char>(text[0])) == 0;
}

void add_rows(UnipenData&& data, LineInk& ink, LineSet& set, LeftOut& left_out) {
  std::unordered_set<std::uint64_t> known;
  for (UnipenSegment& segment : data.segments) {
    const Ink raw = std::move(segment.ink);
    segment.ink = {};
    const std::optional<std::string> text =
        row_label(segment.label, contributor_of(segment.writer));
    if (!text) {
      ++left_out.label;
      continue;
    }
    if (segment.is_bad) {
      ++left_out.marked_bad;
      continue;
    }
    if (is_lone_mark(*text)) {
      ++left_out.mark;
      continue;
    }
    const RowShape shape = row_shape(raw, *text);
    if (!fits(shape, *text)) {
      ++left_out.fit;
      continue;
    }
    if (text->find(' ') != std::string::npos && stacked_share(raw) >= kStacked) {
      ++left_out.stacked;
      continue;
    }
    WrittenRow row{without_crowded_points(raw, shape.letter_height), *text, shape};
    segment.ink = std::move(row.ink);
    const bool is_new = known.insert(hash_of(segment)).second;
    row.ink = std::move(segment.ink);
    if (!is_new) {
      ++left_out.twice;
      continue;
    }
    set.items.push_back({*text, segment.writer, segment.category, LineKind::written,
                         static_cast<std::uint32_t>(ink.rows.size()), 1});
    ink.rows.push_back(std::move(row));
  }
}

void note(const LeftOut& left_out, std::vector<std::string>& notes) {
  const auto add = [&](std::size_t count, const char* what) {
    if (count > 0) notes.push_back(std::to_string(count) + " rows left out, " + what);
  };
  add(left_out.label, "their labels are not plain ASCII or not clear");
  add(left_out.marked_bad, "marked as bad");
  add(left_out.fit, "their ink is too narrow or too wide for the label");
  add(left_out.stacked, "several rows in one");
  add(left_out.mark, "a mark alone");
  add(left_out.twice, "the same ink once more");
}

/// Rows of writers that wrote a great many, and of texts that a great many wrote, are met less
/// often: else a few hands and a few words would make up most of an epoch.
void weigh(std::vector<LineItem>& items) {
  constexpr double usual_of_writer = 250;
  constexpr double usual_of_text = 40;
  std::map<std::string, double> of_writer;
  std::map<std::string, double> of_text;
  for (const LineItem& item : items) {
    of_writer[item.writer] += 1;
    of_text[item.text] += 1;
  }
  for (LineItem& item : items) {
    const double writer = std::min(1.0, std::sqrt(usual_of_writer / of_writer[item.writer]));
    const double text = std::min(1.0, std::sqrt(usual_of_text / of_text[item.text]));
    item.weight = writer * text;
  }
}

void collect_vocabulary(const LineSet& set, LineInk& ink) {
  std::vector<std::string> texts;
  for (const LineItem& item : set.items) {
    if (part_of(item.writer) == Part::train) texts.push_back(item.text);
  }
  ink.vocabulary = vocabulary_of(texts);
}

/// A writer with so many rows to make up.
struct Share {
  std::uint32_t source = 0;
  std::string writer;
  double size = 0;
};

/// Deals `count` items out by size. Every share gets at least one.
void deal_items(const std::vector<Share>& shares, std::size_t count, LineKind kind, LineSet& set) {
  double sum = 0;
  for (const Share& share : shares) sum += share.size;
  for (const Share& share : shares) {
    if (count == 0) return;
    const double exact = share.size / sum * static_cast<double>(count);
    const auto own = static_cast<std::size_t>(std::max(1.0, std::round(exact)));
    for (std::size_t i = 0; i < own; ++i) {
      set.items.push_back({"", share.writer, "", kind, share.source, 1});
    }
  }
}

/// Words of one writer that can stand side by side: not too many of them are marks alone.
void add_joined(const LineOptions& options, LineInk& ink, LineSet& set) {
  constexpr std::size_t fewest = 10;
  std::map<std::string, std::vector<std::uint32_t>> words;
  for (const LineItem& item : set.items) {
    const bool is_word = item.text.size() > 1 || item.text == "a" || item.text == "I";
    if (is_word && item.text.size() < 20) words[item.writer].push_back(item.source);
  }
  std::vector<Share> shares;
  for (auto& [writer, own] : words) {
    if (own.size() < fewest) continue;
    shares.push_back({static_cast<std::uint32_t>(ink.words_of.size()), writer,
                      std::sqrt(static_cast<double>(std::min<std::size_t>(own.size(), 400)))});
    std::vector<float> heights;
    for (const std::uint32_t row : own) {
      heights.push_back(static_cast<float>(ink.rows[row].shape.letter_height));
    }
    ink.words_of.push_back({std::move(own), median(std::move(heights))});
  }
  deal_items(shares, options.joined, LineKind::joined, set);
}

/// Height and width of each character by the height of its hand's capitals: the middle of all.
using UsualSizes = std::array<cv::Size2f, kPrintables>;

cv::Size2f size_of(const CharacterHands& characters, const WrittenSample& sample) {
  const InkBounds bounds = bounds_of(sample.ink);
  const auto capital = static_cast<float>(characters.hands[sample.hand].capital);
  return {bounds.width() / capital, bounds.height() / capital};
}

UsualSizes usual_sizes(const CharacterHands& characters) {
  std::array<std::vector<float>, kPrintables> widths;
  std::array<std::vector<float>, kPrintables> heights;
  for (const WrittenSample& sample : characters.samples) {
    if (sample.character == 0) continue;
    const cv::Size2f size = size_of(characters, sample);
    widths[index_of(sample.character)].push_back(size.width);
    heights[index_of(sample.character)].push_back(size.height);
  }
  UsualSizes usual{};
  for (std::size_t i = 0; i < usual.size(); ++i) {
    if (!widths[i].empty())
      usual[i] = {median(std::move(widths[i])), median(std::move(heights[i]))};
  }
  return usual;
}

/// Whether a sample has about the size that others give the character. Samples that lost a stroke
/// (a `t` that is its bar alone) or hold more than one character have not.
bool has_usual_size(cv::Size2f size, cv::Size2f usual) {
  constexpr float slack = 0.15F;  // of a capital: dots and bars have hardly a height to compare
  const float height_ratio = (size.height + slack) / (usual.height + slack);
  const float width_ratio = (size.width + slack) / (usual.width + slack);
  return height_ratio > 0.6F && height_ratio < 1.7F && width_ratio > 0.4F && width_ratio < 2.2F;
}

void sort_hands(LineInk& ink) {
  const UsualSizes usual = usual_sizes(ink.characters);
  ink.hands.resize(ink.characters.hands.size());
  for (std::uint32_t i = 0; i < ink.characters.samples.size(); ++i) {
    const WrittenSample& sample = ink.characters.samples[i];
    if (sample.character == 0) continue;
    const std::size_t character = index_of(sample.character);
    if (!has_usual_size(size_of(ink.characters, sample), usual[character])) continue;
    ink.hands[sample.hand].of[character].push_back(i);
  }
  for (std::uint32_t hand = 0; hand < ink.hands.size(); ++hand) {
    ink.hands[hand].part = part_of(ink.characters.writers[hand]);
    ink.hands_of_part[static_cast<std::size_t>(ink.hands[hand].part)].push_back(hand);
  }
}

void add_composed(std::string_view needed, std::size_t fewest, std::size_t count, LineKind kind,
                  const LineInk& ink, LineSet& set) {
  std::vector<Share> shares;
  for (std::uint32_t hand = 0; hand < ink.hands.size(); ++hand) {
    const std::size_t known = ink.hands[hand].known(needed);
    if (known < fewest) continue;
    shares.push_back({hand, ink.characters.writers[hand], static_cast<double>(known)});
  }
  deal_items(shares, count, kind, set);
}

/// The segments of some categories; none when the release has none of them.
UnipenData segments_of(const fs::path& directory, std::span<const std::string> categories,
                       int threads) {
  std::error_code error;
  const bool any = std::any_of(categories.begin(), categories.end(), [&](const std::string& name) {
    return fs::is_directory(directory / "data" / name, error);
  });
  return any ? unipen_segments(directory, categories, threads) : UnipenData{};
}

LineSet open_unipen_lines(const std::string& name, const std::string& directory,
                          const LineOptions& options) {
  LineSet set;
  set.name = name;
  const auto ink = std::make_shared<LineInk>();
  LeftOut left_out;
  // Category 7 first: where ink is labelled twice, its labels hold the full character set.
  const std::vector<std::string> categories{"7", "6", "8"};
  add_rows(segments_of(directory, categories, options.threads), *ink, set, left_out);
  note(left_out, set.notes);
  weigh(set.items);
  collect_vocabulary(set, *ink);
  add_joined(options, *ink, set);

  ink->characters =
      character_hands(segments_of(directory, kUnipenCharacters, options.threads), set.notes);
  sort_hands(*ink);
  add_composed(kDigitsAndCapitals, 12, options.capitals, LineKind::capitals, *ink, set);
  add_composed(kSmalls, 12, options.mixed, LineKind::mixed, *ink, set);
  if (set.items.empty()) throw Error(Fault::input, directory + ": no row could be read");
  set.ink = ink;
  return set;
}

/// Ink and text of a row before it is drawn, with letters of height `letter_height`.
struct Row {
  Ink ink;
  std::string text;
  double letter_height = 1;
};

/// Words keep the sizes they were written in, but for those that stray far, by another mood or by
/// another scale of the tablet.
double common_scale(double own_height, double usual_height) {
  const double ratio = own_height / usual_height;
  const double kept = ratio > 0.5 && ratio < 2 ? std::pow(ratio, 0.6) : 1;
  return kept / own_height;
}

Row joined_row(const LineInk& ink, const Words& words, Random& random) {
  const std::size_t count = 2 + random.index(5);
  const double spread = random.uniform(0, 0.06);
  std::vector<RowPiece> pieces;
  Row row;
  for (std::size_t i = 0; i < count; ++i) {
    const WrittenRow& word = ink.rows[words.rows[random.index(words.rows.size())]];
    const double scale = std::exp(random.normal(0, spread)) *
                         common_scale(word.shape.letter_height, words.letter_height);
    const double bottom = word.shape.baseline - bounds_of(word.ink).bottom;
    pieces.push_back({&word.ink, scale, scale * bottom, i > 0});
    if (i > 0) row.text += ' ';
    row.text += word.text;
  }
  row.ink = set_row(pieces, pick_word_spacing(random), random);
  return row;
}

/// A hand of the same part that has the character; nothing when none has.
std::optional<std::uint32_t> lender(const LineInk& ink, Part part, char character, Random& random) {
  const std::vector<std::uint32_t>& hands = ink.hands_of_part[static_cast<std::size_t>(part)];
  constexpr int most_tries = 60;
  for (int tries = 0; tries < most_tries; ++tries) {
    const std::uint32_t hand = hands[random.index(hands.size())];
    if (!ink.hands[hand].of[index_of(character)].empty()) return hand;
  }
  return {};
}

std::size_t lacking(const HandSamples& hand, std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [&](char c) { return c != ' ' && hand.of[index_of(c)].empty(); }));
}

/// The text of a few that asks for the fewest letters the hand does not have.
template <class Make>
std::string text_for(const HandSamples& hand, const Make& make) {
  constexpr int tries = 4;
  std::string best = make();
  std::size_t least = lacking(hand, best);
  for (int i = 1; i < tries && least > 0; ++i) {
    const std::string other = make();
    const std::size_t lacks = lacking(hand, other);
    if (lacks >= least) continue;
    best = other;
    least = lacks;
  }
  return best;
}

RowPiece piece_of(const LineInk& ink, std::uint32_t hand, char character, double jitter,
                  Random& random) {
  const HandSizes& sizes = ink.characters.hands[hand];
  const std::vector<std::uint32_t>& samples = ink.hands[hand].of[index_of(character)];
  const WrittenSample& sample = ink.characters.samples[samples[random.index(samples.size())]];
  RowPiece piece;
  piece.ink = &sample.ink;
  piece.scale = std::exp(random.normal(0, jitter)) / sizes.capital;
  const double height = bounds_of(sample.ink).height();
  const double usual = median(sizes.heights[index_of(character)]);
  // A sample far from the hand's usual size was written elsewhere or in another mood.
  constexpr double far = 1.35;
  const bool is_far = height > 0 && usual > 0 && (usual > far * height || height > far * usual);
  if (is_far) piece.scale *= usual / height;
  piece.bottom = usual_bottom(character, is_far ? usual : height, sizes) / sizes.capital;
  return piece;
}

Row composed_row(const LineInk& ink, std::uint32_t hand, std::string_view text, Random& random) {
  const double jitter = random.uniform(0, 0.09);
  std::vector<RowPiece> pieces;
  Row row;
  bool space = false;
  for (const char c : text) {
    if (c == ' ') {
      space = !pieces.empty();
      continue;
    }
    std::optional<std::uint32_t> from = hand;
    if (ink.hands[hand].of[index_of(c)].empty()) {
      from = lender(ink, ink.hands[hand].part, c, random);
    }
    if (!from) continue;
    pieces.push_back(piece_of(ink, *from, c, jitter, random));
    pieces.back().space_before = space;
    if (space) row.text += ' ';
    row.text += c;
    space = false;
  }
  row.ink = set_row(pieces, pick_letter_spacing(random), random);
  return row;
}

Row row_of(const LineInk& ink, const LineItem& item, Random& random) {
  switch (item.kind) {
    case LineKind::written: {
      const WrittenRow& row = ink.rows[item.source];
      return {row.ink, row.text, row.shape.letter_height};
    }
    case LineKind::joined:
      return joined_row(ink, ink.words_of[item.source], random);
    case LineKind::capitals: {
      const HandSamples& hand = ink.hands[item.source];
      const auto make = [&] { return capitals_text(ink.vocabulary, random); };
      return composed_row(ink, item.source, text_for(hand, make), random);
    }
    case LineKind::mixed: {
      const HandSamples& hand = ink.hands[item.source];
      const auto make = [&] { return mixed_text(ink.vocabulary, random); };
      return composed_row(ink, item.source, text_for(hand, make), random);
    }
  }
  return {};
}

}  // namespace

void LineOptions::check() const {
  constexpr std::size_t most = 10'000'000;
  const auto require = [](std::size_t value, const char* field) {
    require_setting(value <= most, std::string("line_set.") + field + " must be 0 to " +
                                       std::to_string(most) + ", got " + std::to_string(value));
  };
  require(joined, "joined");
  require(capitals, "capitals");
  require(mixed, "mixed");
  require_setting(threads >= 0 && threads <= 256,
                  "line_set.threads must be 0 to 256, got " + std::to_string(threads));
}

LineSet open_line_set(const std::string& kind_and_path, const LineOptions& options) {
  options.check();
  constexpr std::string_view unipen = "unipen:";
  if (!kind_and_path.starts_with(unipen)) {
    throw Error(Fault::usage, kind_and_path + ": rows are read from unipen:DIR only");
  }
  return open_unipen_lines(kind_and_path, kind_and_path.substr(unipen.size()), options);
}

std::vector<std::size_t> items_of(const LineSet& set, Part part) {
  std::vector<std::size_t> indices;
  for (std::size_t i = 0; i < set.items.size(); ++i) {
    if (part_of(set.items[i].writer) == part) indices.push_back(i);
  }
  return indices;
}

std::vector<std::size_t> plan_line_epoch(const LineSet& set, const std::vector<std::size_t>& items,
                                         std::uint64_t seed) {
  Random random(derived_seed(seed, 1));
  std::vector<std::size_t> plan;
  for (const std::size_t item : items) {
    if (random.chance(set.items[item].weight)) plan.push_back(item);
  }
  for (std::size_t i = plan.size(); i > 1; --i) std::swap(plan[i - 1], plan[random.index(i)]);
  return plan;
}

DrawnLine draw_line(const LineSet& set, std::size_t item, const LineDrawParams& params,
                    Random& random) {
  Row row = row_of(*set.ink, set.items[item], random);
  return {draw_row(row.ink, row.letter_height, params, random), std::move(row.text)};
}

DrawnLine draw_text(const LineSet& set, std::size_t item, std::string_view text,
                    const LineDrawParams& params, Random& random) {
  const LineItem& own = set.items[item];
  require_setting(own.kind == LineKind::capitals || own.kind == LineKind::mixed,
                  "a text can be drawn by hands of single characters only");
  require_setting(
      std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; }),
      "a text to draw must be printable ASCII");
  Row row = composed_row(*set.ink, own.source, text, random);
  return {draw_row(row.ink, row.letter_height, params, random), std::move(row.text)};
}

}  // namespace inkline
