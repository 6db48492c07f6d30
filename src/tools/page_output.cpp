#include "page_output.hpp"

#include <algorithm>
#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include <unistd.h>

#include <inkline/base/atomic_file.hpp>
#include <inkline/base/error.hpp>

#include "standard_output.hpp"

namespace inkline::tools {
namespace {

namespace fs = std::filesystem;

void require_writable_folder(const fs::path& folder) {
  std::error_code problem;
  fs::create_directories(folder, problem);
  if (!problem && !fs::is_directory(folder)) {
    problem = std::make_error_code(std::errc::not_a_directory);
  }
  if (problem) {
    throw Error(Fault::input, folder.string() + ": cannot make this folder: " + problem.message());
  }
  if (::access(folder.c_str(), W_OK | X_OK) != 0) {
    throw Error(Fault::input, folder.string() + ": cannot write in this folder: " +
                                  std::generic_category().message(errno));
  }
}

bool names_a_folder(const fs::path& path) {
  std::error_code ignored;
  return !path.has_filename() || fs::is_directory(path, ignored);
}

bool is_extension_of_a_format(const std::string& extension) {
  const auto formats = page_formats();
  return std::any_of(formats.begin(), formats.end(), [&](const PageFormat& format) {
    return extension == '.' + std::string(format.name);
  });
}

fs::path with_extension(fs::path path, const PageFormat& format) {
  path += '.' + std::string(format.name);
  return path;
}

}  // namespace

PageOutput::PageOutput(const std::optional<fs::path>& output,
                       std::vector<const PageFormat*> formats, const InputList& list)
    : formats_(std::move(formats)), one_of_many_(!output && list.is_batch) {
  if (!output) return;
  if (list.is_batch || names_a_folder(*output)) {
    folder_ = *output;
  } else {
    file_ = *output;
  }
  refuse_to_replace_inputs(list);
  if (folder_) require_writable_folder(*folder_);
}

void PageOutput::write(const Input& input, const Page& page) {
  const FormatContext context{input.name, one_of_many_};
  for (const PageFormat* const format : formats_) {
    const std::string text = format->write(page, context);
    if (folder_ || file_) {
      const fs::path file = file_of(input, *format);
      if (folder_ && input.stem.has_parent_path()) require_writable_folder(file.parent_path());
      write_file_atomically(file, text);
    } else {
      std::string separators;
      for (; separators_before_ < inputs_before_; ++separators_before_) {
        separators += format->separator;
      }
      write_to_stream(separators + text);
    }
  }
  ++inputs_before_;
}

void PageOutput::write_to_stream(std::string_view text) {
  try {
    write_to_standard_output(text);
  } catch (const Error&) {
    broken_ = true;
    throw;
  }
}

fs::path PageOutput::file_of(const Input& input, const PageFormat& format) const {
  if (folder_) return with_extension(*folder_ / input.stem, format);
  if (formats_.size() == 1) return *file_;
  const bool replace = is_extension_of_a_format(file_->extension().string());
  return with_extension(replace ? file_->parent_path() / file_->stem() : *file_, format);
}

void PageOutput::refuse_to_replace_inputs(const InputList& list) const {
  for (const Input& writer : list.inputs) {
    for (const PageFormat* const format : formats_) {
      const fs::path file = file_of(writer, *format);
      std::error_code ignored;
      if (!fs::is_regular_file(file, ignored)) continue;
      for (const Input& input : list.inputs) {
        if (input.path.empty() || !fs::equivalent(file, input.path, ignored)) continue;
        throw Error(Fault::usage, file.string() + ": the output would replace this input");
      }
    }
  }
}

}  // namespace inkline::tools
