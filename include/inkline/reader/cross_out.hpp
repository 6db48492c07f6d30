#pragma once

#include <inkline/image/strike_line.hpp>
#include <inkline/layout/crossed_out.hpp>

namespace inkline {

/// How words that were crossed out are found.
struct CrossOutParams {
  bool leave_out = true;  ///< or read them like others, as far as that goes
  StrikeLineParams line;
  double least_height = 0.1;  ///< of a line over the baseline of its row, in the row's letter
                              ///< heights: letters touch underlines, too; -1 to 1
  ScribbleParams scribble;

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

}  // namespace inkline
