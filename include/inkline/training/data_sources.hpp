#pragma once

#include <filesystem>
#include <string>

#include <inkline/image/glyph_crop.hpp>
#include <inkline/training/data_set.hpp>
#include <inkline/training/draw_ink.hpp>
#include <inkline/training/hand.hpp>

namespace inkline {

/// Whether drawn characters come with their size and place in a row.
enum class ContextMode {
  simulated,  ///< a row of the same writer is made up around each character
  never,      ///< unknown for all: what a single cut-out character offers
};

/// How the characters of a data set are read and drawn.
struct DataOptions {
  ContextMode context = ContextMode::simulated;
  ContextParams shares = {};  ///< how often simulated context is known
  DrawParams draw = {};       ///< pen ink only
  GlyphCropParams crop = {};  ///< must be that of the model
  double reject_share =
      0.07;         ///< made-up samples of no character per real one; 0 to 1; pen ink only
  int threads = 0;  ///< that read files; 0 for as many as there are cores

  /// Throws Error(Fault::usage) naming the first field that is out of bounds.
  void check() const;
};

/// Opens labelled characters named KIND:PATH. Kinds:
///
/// `unipen:DIR`  a UNIPEN release, the categories of kUnipenCharacters. Context is known for a part
/// of
///               the drawings; reject samples follow the characters.
/// `idx:IMAGES.gz,LABELS.gz[,MAPPING]`, `mat:FILE`, `folder:DIR`  see picture_sets.hpp
///
/// @throws Error  Fault::usage for an unknown kind, Fault::input for a path that cannot be read
DataSet open_data_set(const std::string& kind_and_path, const DataOptions& options = {});

/// The pen ink of `unipen:`, see open_data_set().
DataSet open_unipen_characters(const std::filesystem::path& directory, const DataOptions& options);

}  // namespace inkline
