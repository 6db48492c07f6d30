#pragma once

#include <inkline/base/random.hpp>
#include <inkline/training/draw_ink.hpp>
#include <inkline/training/hand.hpp>
#include <inkline/training/ink.hpp>

namespace inkline {

/// A character of a hand that reject samples are made of.
struct RejectSource {
  const Ink& ink;
  char character = 0;  ///< printable ASCII, or 0 for marked noise
};

/// Whether a character is of more than one stroke or turn. Two simple ones side by side can be a
/// letter (`l` and `-`), and so can a part of one, so reject samples are made of others.
bool is_intricate(char character);

/// Draws what a page pipeline cuts out besides characters: a part of a character, two that touch,
/// crossing rules, a corner of a table, a blot, texture.
///
/// @param own    what parts are taken from; is_intricate() but for marked noise
/// @param other  of the same hand; what touches `own`
DrawnInk draw_reject(const RejectSource& own, const RejectSource& other, const HandSizes& hand,
                     const DrawParams& params, Random& random);

}  // namespace inkline
