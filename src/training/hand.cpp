#include <inkline/training/hand.hpp>

#include <algorithm>
#include <cmath>
#include <string>

#include <inkline/base/error.hpp>
#include <inkline/base/median.hpp>

namespace inkline {
namespace {

constexpr std::string_view kCapitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kSmalls = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kMarks = ".,.,.,;:!?'\"-()&/";
constexpr std::string_view kCodeMarks = "-/.:#+*=()<>%$@_";
constexpr std::string_view kTall = "ABCDEFGHIKLMNOPRSTUVWXYZ0123456789bdfhklt";
constexpr std::string_view kLow = "aceimnorsuvwxz";
constexpr std::string_view kDescending = "gpqy";
constexpr std::string_view kHigh = "'\"`^*";
constexpr std::string_view kStraddling = "()[]{}|/\\@$&#%<>+=";

/// Small letters of English prose in per mille. Source: the counts of R. Lewand, Cryptological
/// Mathematics (2000), page 36, rounded.
constexpr std::array<int, 26> kLetterFrequency{82, 15, 28, 43, 127, 22, 20, 61, 70, 2,  8, 40, 24,
                                               67, 75, 19, 1,  60,  63, 91, 28, 10, 24, 2, 20, 1};

bool holds(std::string_view set, char character) {
  return set.find(character) != std::string_view::npos;
}

std::size_t index_of(char character) {
  return static_cast<std::size_t>(character - kFirstPrintable);
}

double middle_height(std::span<const WrittenCharacter> characters, std::string_view among) {
  std::vector<float> heights;
  for (const WrittenCharacter& written : characters) {
    if (among.empty() || holds(among, written.character)) heights.push_back(written.height);
  }
  return median(std::move(heights));
}

/// What a row is made of.
enum class RowKind { words, small_words, capitals, capitals_and_digits, code, digits };

RowKind pick_row_kind(char character, Random& random) {
  const double pick = random.unit();
  if (holds(kSmalls, character)) return pick < 0.7 ? RowKind::words : RowKind::small_words;
  if (holds(kCapitals, character)) {
    if (pick < 0.45) return RowKind::words;
    return pick < 0.75 ? RowKind::capitals : RowKind::capitals_and_digits;
  }
  if (holds(kDigits, character)) {
    if (pick < 0.3) return RowKind::words;
    if (pick < 0.55) return RowKind::capitals_and_digits;
    return pick < 0.8 ? RowKind::code : RowKind::digits;
  }
  if (pick < 0.5) return RowKind::words;
  if (pick < 0.6) return RowKind::small_words;
  if (pick < 0.8) return RowKind::capitals_and_digits;
  return RowKind::code;
}

/// Shares of small letters, capitals, digits and marks; the marks of codes are others.
struct Mixture {
  double smalls = 0;
  double capitals = 0;
  double digits = 0;
};

Mixture mixture_of(RowKind kind) {
  switch (kind) {
    case RowKind::words:
      return {0.84, 0.09, 0.03};
    case RowKind::small_words:
      return {0.96, 0.0, 0.0};
    case RowKind::capitals:
      return {0.0, 0.96, 0.0};
    case RowKind::capitals_and_digits:
      return {0.0, 0.72, 0.2};
    case RowKind::code:
      return {0.08, 0.22, 0.5};
    case RowKind::digits:
      return {0.0, 0.0, 0.94};
  }
  return {};
}

std::size_t pick_letter(Random& random) {
  auto left = static_cast<int>(random.index(1003));
  for (std::size_t i = 0; i < kLetterFrequency.size(); ++i) {
    left -= kLetterFrequency[i];
    if (left < 0) return i;
  }
  return 4;
}

char pick_character(RowKind kind, Random& random) {
  const Mixture mixture = mixture_of(kind);
  const double pick = random.unit();
  if (pick < mixture.smalls) return kSmalls[pick_letter(random)];
  if (pick < mixture.smalls + mixture.capitals) return kCapitals[pick_letter(random)];
  if (pick < mixture.smalls + mixture.capitals + mixture.digits) {
    return kDigits[random.index(kDigits.size())];
  }
  const std::string_view marks = kind == RowKind::code ? kCodeMarks : kMarks;
  return marks[random.index(marks.size())];
}

/// Heights of the glyphs of a made-up row, pen width included; those of characters that the hand
/// lacks are missing.
std::vector<double> row_heights(const GlyphExtent& glyph, const HandSizes& hand, Random& random) {
  const RowKind kind = pick_row_kind(glyph.character, random);
  const std::size_t length = 6 + random.index(15);
  std::vector<double> heights{glyph.height};
  for (std::size_t tries = 0; tries < 2 * length && heights.size() < length; ++tries) {
    const std::vector<float>& known = hand.heights[index_of(pick_character(kind, random))];
    if (known.empty()) continue;
    heights.push_back(static_cast<double>(known[random.index(known.size())]) + glyph.pen);
  }
  return heights;
}

double quantile(const std::vector<double>& sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  const double part = place - static_cast<double>(below);
  return sorted[below] * (1 - part) + sorted[above] * part;
}

/// The bottom of a glyph in its row, unevenly written as real rows are.
double row_bottom(const GlyphExtent& glyph, const HandSizes& hand, Random& random) {
  const double unevenness = random.normal(0, 0.06 * hand.capital);
  if (glyph.character == 0) {
    return random.uniform(-0.3, 0.6) * hand.capital - glyph.height / 4 + unevenness;
  }
  const bool is_mark = !holds(kCapitals, glyph.character) && !holds(kSmalls, glyph.character) &&
                       !holds(kDigits, glyph.character);
  const double drift = is_mark ? random.normal(0, 0.06 * hand.capital) : 0;
  return usual_bottom(glyph.character, glyph.height, hand) + unevenness + drift;
}

void require_share(double value, const char* field) {
  require_setting(value >= 0 && value <= 1, std::string("context.") + field +
                                                " must be 0 to 1, got " + std::to_string(value));
}

}  // namespace

void ContextParams::check() const {
  require_share(size_share, "size_share");
  require_share(place_share, "place_share");
}

HandSizes hand_sizes(std::span<const WrittenCharacter> characters) {
  constexpr double usual_ratio = 1.6;  // of capitals to small letters
  HandSizes hand;
  for (const WrittenCharacter& written : characters) {
    hand.heights[index_of(written.character)].push_back(written.height);
  }
  hand.capital = middle_height(characters, kTall);
  hand.small = middle_height(characters, kLow);
  if (hand.capital <= 0) hand.capital = usual_ratio * hand.small;
  if (hand.capital <= 0) hand.capital = middle_height(characters, "");
  if (hand.capital <= 0) hand.capital = 1;
  if (hand.small <= 0) hand.small = hand.capital / usual_ratio;
  return hand;
}

double usual_bottom(char character, double height, const HandSizes& hand) {
  if (holds(kDescending, character)) return hand.small - height;
  if (character == 'j') return 0.95 * hand.capital - height;
  if (character == ',') return 0.12 * hand.capital - height;
  if (character == ';') return hand.small - height;
  if (holds(kHigh, character)) return 1.03 * hand.capital - height;
  if (character == '-' || character == '~') return 0.55 * hand.small - height / 2;
  if (character == '_') return -0.05 * hand.capital - height;
  if (holds(kStraddling, character)) return 0.46 * hand.capital - height / 2;
  return 0;
}

GlyphContext simulated_context(const GlyphExtent& glyph, const HandSizes& hand,
                               const ContextParams& params, Random& random) {
  constexpr std::size_t fewest = 5;  // glyphs that make a row
  GlyphContext context;
  if (!random.chance(params.size_share)) return context;
  std::vector<double> heights = row_heights(glyph, hand, random);
  if (heights.size() < fewest) return context;
  std::sort(heights.begin(), heights.end());

  // Cuts and joins on a page stray from the true letters, so its statistics are never exact.
  const double median = quantile(heights, 0.5) * std::exp(random.normal(0, 0.04));
  if (!(median > 0)) return context;
  context.size_known = true;
  context.height = static_cast<float>(glyph.height / median);
  context.width = static_cast<float>(glyph.width / median);
  context.low_height = static_cast<float>(quantile(heights, 0.2) / median);
  context.high_height = static_cast<float>(quantile(heights, 0.8) / median);
  if (!random.chance(params.place_share)) return context;

  const double bottom = row_bottom(glyph, hand, random);
  context.place_known = true;
  context.bottom = static_cast<float>(bottom / median);
  context.top = static_cast<float>((bottom + glyph.height) / median);
  return context;
}

}  // namespace inkline
