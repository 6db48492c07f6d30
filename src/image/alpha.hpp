#pragma once

namespace inkline {

/// A sample with its own alpha, laid on white paper.
inline unsigned char on_white(unsigned char sample, unsigned char alpha) {
  return static_cast<unsigned char>((sample * alpha + 127) / 255 + 255 - alpha);
}

}  // namespace inkline
