#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <inkline/training/ink.hpp>

namespace inkline {

/// One labelled piece of pen ink of the UNIPEN release.
struct UnipenSegment {
  std::string label;     ///< UTF-8, as in the file without its escapes; empty for marked noise
  std::string writer;    ///< contributor/writer, such as "kai/yklyu"
  std::string category;  ///< folder under data/, such as "1c"
  Ink ink;               ///< pen-down strokes only, in the place on the tablet they were written
  bool is_bad = false;   ///< so marked by the contributor
};

/// What unipen_segments() found, file by file in the order of their paths.
struct UnipenData {
  std::vector<UnipenSegment> segments;
  std::size_t files = 0;             ///< files under data/ that were read
  std::size_t unresolved = 0;        ///< segments whose ink is missing or empty
  std::size_t missing_includes = 0;  ///< .INCLUDE lines that name no readable file
};

/// The categories of isolated characters (digits, capitals, small letters, symbols) and of
/// characters cut out of words. Category 2 repeats the first four and is left out.
inline const std::vector<std::string> kUnipenCharacters{"1a", "1b", "1c", "1d", "3"};

/// Reads every segment of some categories of a UNIPEN release (the tree with data/ and include/).
///
/// A file of data/CATEGORY names the files with ink by .INCLUDE (under include/, nested at most
/// 16 deep; a path that is absolute or has `..` is never opened) and then delineates segments by
/// components: each .PEN_DOWN or .PEN_UP block with points counts from 0, empty blocks do not.
/// Segments that cannot be resolved are counted and left out. Files share no state and are read
/// by several threads; the result does not depend on how many.
///
/// @param categories  folders under data/; those that are missing are passed over
/// @param threads     how many read at once; 0 for as many as the machine has cores
/// @throws Error      Fault::input when `directory` has no data/ and include/, or no category
///
/// Source: I. Guyon et al., "UNIPEN project of on-line data exchange and recognizer benchmarks",
/// ICPR 1994, and the files themselves.
UnipenData unipen_segments(const std::filesystem::path& directory,
                           std::span<const std::string> categories, int threads = 0);

/// The text of one segment line's label: Latin-1 between the outer quotes, with a backslash before
/// a character that stands for itself, turned into UTF-8.
std::string unipen_label(std::string_view latin1);

}  // namespace inkline
