#pragma once

#include <opencv2/core.hpp>

#include <inkline/base/page.hpp>
#include <inkline/image/find_sheet.hpp>
#include <inkline/image/grey.hpp>
#include <inkline/image/steps.hpp>
#include <inkline/layout/join_parts.hpp>
#include <inkline/layout/pieces.hpp>
#include <inkline/layout/rows.hpp>
#include <inkline/layout/words.hpp>
#include <inkline/reader/cross_out.hpp>
#include <inkline/reader/find_ink.hpp>
#include <inkline/reader/find_turn.hpp>
#include <inkline/reader/readers.hpp>
#include <inkline/reader/straighten.hpp>
#include <inkline/text/word_kinds.hpp>

namespace inkline {

/// How touching letters are cut apart. Lengths are in letter heights of the row.
struct CutParams {
  double least_width = 0.7;        ///< narrower ink is not looked at; 0 to 5
  double most_width = 9.0;         ///< nor is wider; least_width to 50
  double thickest_cut = 2.2;       ///< ink under a cut, in stroke widths; above 0, at most 20
  double narrowest_part = 0.2;     ///< between two cuts; above 0, at most 2
  double widest_part = 1.7;        ///< of one character; narrowest_part to 5
  int most_cuts = 10;              ///< tried in one piece of ink; 0 to 30
  double least_likelihood = 0.35;  ///< geometric mean over the parts; 0 to 1

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// How rows are taken apart to a lattice of characters, and what its ways are worth. Lengths are in
/// letter heights of the row. Shares about gaps were set by hand.
struct LatticeParams {
  int most_pieces_of_one = 5;   ///< pieces of one character; 1 to 8
  double widest = 1.7;          ///< character of several pieces; above 0, to 5
  double widest_inside = 0.3;   ///< gap inside a character; 0 to 2
  double sure = 0.95;           ///< letters of this probability are neither cut nor joined; to 1
  double reading_weight = 0.8;  ///< power of the probability to be this character; 0 to 3
  double inside_gap = 0.05;     ///< share of the narrowest gaps that lie inside a character ...
  double usual_inside = 0.12;   ///< ... and how soon wider ones are rarer; above 0, to 2
  double inside_overlap = 0.2;  ///< share of overlapping neighbours that are one character
  double cut_is_gap = 0.4;      ///< share of cuts that part characters
  double dirt = 0.1;            ///< share of dirt in what is no character
  double unclear = 0.02;        ///< share of letters that the classifier takes for others
  double space_softness = 0.1;  ///< of the border between gaps and spaces; above 0, to 2
  double least_probability = 1e-3;  ///< of a character that is worth noting
  int most_readings = 8;            ///< noted of one arc; 1 to 100
  int most_pieces = 600;            ///< rows of more are no writing; 1 to 10,000

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// How far the classifier of single characters has its say in rows that are read as a whole.
struct EvidenceParams {
  float weight = 0.35F;             ///< of its opinion against the reader of rows; 0 to 1
  float least_probability = 1e-3F;  ///< of a character it does not believe in; above 0, to 0.1

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// How it is chosen between a row read as a whole and the same row read by its characters.
/// Confidences are means over the characters of a row.
struct ChoiceParams {
  float lead = 0.25F;              ///< of the characters' confidence, to be chosen; 0 to 1
  float least_confidence = 0.35F;  ///< of a row read as a whole, below which it is dirt; 0 to 1
  int short_row = 2;               ///< characters of what may well be dirt; 0 to 10
  float least_short = 0.6F;        ///< product of both confidences of a short row; 0 to 1
  float most_per_stroke = 1.4F;    ///< characters of a row for each stroke that a level of it runs
                                 ///< through; what has fewer strokes is the edge of something or a
                                 ///< dash; 1 to 100
  float sure_alone = 0.9F;  ///< of the characters, where the row as a whole says nothing; 0 to 1

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// When what was read is texture and no writing. Confidences are those of the result.
struct TextureParams {
  int least_rows = 3;              ///< fewer may be a doubtful note; above 0
  double least_confidence = 0.67;  ///< mean over the page's characters, of writing; 0 to 1
  double sure_row = 0.85;          ///< mean of a row that stays on a page of texture; 0 to 1
  int least_sure = 4;              ///< characters of such a row; above 0
  int least_repeated = 100;        ///< characters of a page that may be a pattern; above 0
  int most_alike = 3;              ///< different ones of a pattern; at least 0
  int least_strokes = 15;          ///< characters that are mere strokes, of stripes; above 0
  double most_strokes = 0.7;       ///< share of them, of writing; 0 to 1
  /// Of a page with more rows than this, a quarter of that number is read first, from all over the
  /// page; when that is texture, so is the page. Writing has 60 rows or fewer. Above 3.
  int most_rows = 120;
  /// Of a page with more pieces of ink than this, a quarter of that number around the middle is
  /// read first, likewise; rows of so many would take seconds to find. A sheet written full has
  /// 3,000 to 6,000. Above 100.
  int most_pieces = 6000;

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// When a row is not of the page's writing. Confidences are means over the row's characters.
struct OddRowParams {
  double tall = 1.8;               ///< times the page's usual character, and ...
  double least_confidence = 0.52;  ///< ... below this: a drawing; 0 to 1
  double low = 0.75;               ///< times the usual character at the upper or lower edge ...
  double least_at_edge = 0.6;      ///< ... and below this: a row that the edge cuts; 0 to 1
  /// Of a page on which three rows or more all run from its left to its right edge, below which it
  /// is a wall or a fence; 0 to 1.
  double least_through = 0.8;

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// Settings of read_page(): those of its stages, and what it does itself.
struct ReadParams {
  SheetParams sheet;
  GreyParams grey;
  InkParams ink;
  StraightenParams straighten;
  TurnParams turn;
  PieceParams pieces;
  RowParams rows;
  JoinParams join;
  CrossOutParams crossed_out;
  CutParams cut;
  WordParams words;
  WordKindParams word_kinds;
  LatticeParams lattice;
  EvidenceParams evidence;
  ChoiceParams choice;
  TextureParams texture;
  OddRowParams odd_rows;
  RowDecodeParams decode;
  int guesses = 5;             ///< readings kept for every character; 1 to 20
  double most_rejected = 0.6;  ///< a row of which a larger share is no character is no row; 0 to 1
  /// A page with more characters than this, most of them doubtful, is texture; above 0. A sheet
  /// written full has 3,000 to 6,000.
  int most_doubtful = 4000;
  double least_page_confidence = 0.65;  ///< below this mean a page is doubtful; 0 to 1
  double least_confidence = 0.25;       ///< mean over a row, below which it is no writing; 0 to 1

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// Reads a page: picture in, text out.
///
/// @param picture  CV_8UC1 or CV_8UC3 (BGR); left untouched
/// @param steps    gets a picture of every stage
/// @return         boxes in pixels of `picture`, also where the page lies askew in it; no lines
///                 when there is no writing
/// @throws Error   Fault::usage, from params.check()
Page read_page(const cv::Mat& picture, const Readers& readers, const ReadParams& params = {},
               const StepSink& steps = {});

}  // namespace inkline
