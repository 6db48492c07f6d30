#pragma once

#include <string>
#include <vector>

#include <inkline/base/box.hpp>

namespace inkline {

/// One possible reading of a glyph.
struct Guess {
  std::string text;      ///< one character, UTF-8
  float confidence = 0;  ///< probability in [0, 1]
};

/// One character on the page.
struct Glyph {
  Box box;
  std::vector<Guess> guesses;  ///< best first, at least one
};

/// Characters without a space between them.
struct Word {
  Box box;
  std::string text;      ///< the best reading of every glyph, UTF-8
  float confidence = 0;  ///< mean over the glyphs, in [0, 1]
  std::vector<Glyph> glyphs;
};

/// One row of writing, read from left to right.
struct Line {
  Box box;
  std::string text;      ///< words with one space between them
  float confidence = 0;  ///< mean over the glyphs, in [0, 1]
  std::vector<Word> words;
};

/// A place in the picture, pixels.
struct Corner {
  double x = 0;
  double y = 0;
};

/// A word that its writer crossed out; it was not read.
struct CrossedOut {
  Box box;
  int line = -1;  ///< index of the line it stands in; -1 when nothing else stands there
  int word = 0;   ///< how many words of that line are before it
};

/// What was read from one picture.
struct Page {
  int width = 0;            ///< pixels, after the EXIF orientation was applied
  int height = 0;           ///< pixels
  std::vector<Line> lines;  ///< in reading order, boxes in the frame of width and height
  int rotation = 0;         ///< degrees clockwise that make the picture upright: 0, 90, 180 or 270
  double skew = 0;          ///< further degrees clockwise that make its rows level
  /// Corners of a sheet that was seen at an angle and read as the rectangle it is, clockwise from
  /// the left upper one as one reads; empty where the page was not seen so.
  std::vector<Corner> sheet = {};
  std::vector<CrossedOut> crossed_out = {};  ///< row after row
};

}  // namespace inkline
