#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <inkline/base/random.hpp>
#include <inkline/features/glyph_features.hpp>
#include <inkline/training/ink.hpp>

namespace inkline {

inline constexpr int kFirstPrintable = '!';
inline constexpr int kPrintables = 94;  ///< ASCII characters from '!' to '~'

/// One character of a writer: which one, and the size of its ink in the units of the tablet.
struct WrittenCharacter {
  char character = 0;  ///< printable ASCII
  float height = 0;
  float width = 0;
};

/// How large one person writes, character by character.
struct HandSizes {
  double capital = 0;  ///< height of capitals, digits and tall letters; above 0
  double small = 0;    ///< height of a, c, e, ...; above 0
  /// Heights of all the writer's samples of character kFirstPrintable + i.
  std::array<std::vector<float>, kPrintables> heights;
};

/// Sizes of one writer. Where there are no capitals the small letters tell, and the other way
/// round; both are 1 when nothing has a height.
HandSizes hand_sizes(std::span<const WrittenCharacter> characters);

/// Where ink of some height stands when it is this character: its bottom above the baseline,
/// upwards positive, in the units of the hand.
double usual_bottom(char character, double height, const HandSizes& hand);

/// How often a glyph's context is known.
struct ContextParams {
  double size_share = 0.7;   ///< size known; 0 to 1
  double place_share = 0.6;  ///< place known as well, of those with size; 0 to 1

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// A glyph as drawn, in the units of the hand.
struct GlyphExtent {
  char character = 0;  ///< 0 for what is no character: its place is anywhere in the row
  double height = 0;   ///< with the width of the pen; above 0
  double width = 0;
  double pen = 0;  ///< width of the pen
};

/// Makes up a row of 6 to 20 characters of the same hand that could stand around a glyph (words
/// with a capital here and there, capitals alone, codes, ...) and describes the glyph in it as a
/// page would. Unknown when the hand has too few characters for a row.
GlyphContext simulated_context(const GlyphExtent& glyph, const HandSizes& hand,
                               const ContextParams& params, Random& random);

}  // namespace inkline
