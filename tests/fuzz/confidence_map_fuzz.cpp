// Feeds libFuzzer's inventions to the reader of maps of confidences. Errors are fine; crashes and
// hangs are not, nor a map that is accepted and then falls, leaves [0, 1] or reads back as another.
// Built with INKLINE_FUZZ=ON and clang++; run as: confidence_map_fuzz FOLDER_OF_TEXTS

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include <inkline/base/confidence_map.hpp>
#include <inkline/base/error.hpp>

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void examine(const inkline::ConfidenceMap& map) {
  double before = 0;
  for (const double p : {0.0, 0.01, 0.3, 0.5, 0.8, 0.99, 0.9999, 1.0}) {
    const double confidence = map({p, p, p});
    require(confidence >= before && confidence <= 1);
    before = confidence;
  }
  const std::string text = inkline::text_of(map);
  require(inkline::text_of(inkline::confidence_map_from(text, "again")) == text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    examine(inkline::confidence_map_from(std::string(data, data + size), "fuzz"));
  } catch (const inkline::Error& error) {
    if (error.fault() != inkline::Fault::input) throw;
  }
  return 0;
}
