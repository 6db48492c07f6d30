#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include <inkline/base/page.hpp>
#include <inkline/text/format.hpp>

#include "input_list.hpp"

namespace inkline::tools {

/// Where pages go: one stream, one file a format, or a folder.
class PageOutput {
 public:
  /// Nothing is written yet, but a folder that cannot be made or written to is found out here.
  /// @param output  absent: standard output
  /// @throws Error  Fault::input, "PATH: reason", when the pages cannot go there; Fault::usage when
  ///                an output would replace a picture that is to be read
  PageOutput(const std::optional<std::filesystem::path>& output,
             std::vector<const PageFormat*> formats, const InputList& list);

  /// Writes one page in every format; inputs come in order.
  /// @throws Error  Fault::input, when it could not be written
  void write(const Input& input, const Page& page);

  /// Keeps the place of an input that gave no page.
  void skip() { ++inputs_before_; }

  /// Nothing more can be delivered: standard output failed.
  bool is_broken() const { return broken_; }

 private:
  void write_to_stream(std::string_view text);
  std::filesystem::path file_of(const Input& input, const PageFormat& format) const;
  void refuse_to_replace_inputs(const InputList& list) const;

  std::vector<const PageFormat*> formats_;
  std::optional<std::filesystem::path> folder_;  ///< for a file of each input
  std::optional<std::filesystem::path> file_;    ///< for the only input
  bool one_of_many_ = false;
  std::size_t inputs_before_ = 0;      ///< inputs that were written or skipped
  std::size_t separators_before_ = 0;  ///< separators that stand in the stream already
  bool broken_ = false;
};

}  // namespace inkline::tools
