#include <algorithm>
#include <charconv>
#include <map>
#include <string>

#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>
#include <inkline/base/utf8.hpp>
#include <inkline/image/decode.hpp>
#include <inkline/training/picture_glyph.hpp>
#include <inkline/training/picture_sets.hpp>

#include "files_below.hpp"
#include "glyph_stack.hpp"

namespace inkline {
namespace {

namespace fs = std::filesystem;

constexpr long long kMaxPixels = 4'000'000;  // of one character's picture
constexpr std::size_t kMaxFileSize = 32U << 20U;

std::string utf8_of(unsigned code) {
  std::string text;
  const auto add = [&text](unsigned byte) { text += static_cast<char>(byte); };
  if (code < 0x80) {
    add(code);
  } else if (code < 0x800) {
    add(0xC0U | code >> 6U);
    add(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    add(0xE0U | code >> 12U);
    add(0x80U | (code >> 6U & 0x3FU));
    add(0x80U | (code & 0x3FU));
  } else {
    add(0xF0U | code >> 18U);
    add(0x80U | (code >> 12U & 0x3FU));
    add(0x80U | (code >> 6U & 0x3FU));
    add(0x80U | (code & 0x3FU));
  }
  return text;
}

std::optional<unsigned> number_from(std::string_view text, int base) {
  unsigned number = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number, base);
  if (text.empty() || result.ec != std::errc{} || result.ptr != text.data() + text.size())
    return {};
  return number;
}

std::optional<std::string> character_of_code(std::optional<unsigned> code) {
  if (!code || *code <= ' ' || *code > 0x10FFFF || (*code >= 0xD800 && *code <= 0xDFFF)) return {};
  return utf8_of(*code);
}

std::optional<std::string> single_character(std::string_view name) {
  if (name.empty() || name.size() > 4) return {};
  const std::vector<std::string> characters = code_points(name);
  if (characters.size() != 1 || characters[0] == "\xEF\xBF\xBD") return {};
  return characters[0];
}

/// A picture file and what its place in the folder says of it.
struct LabelledFile {
  fs::path path;
  LabelledItem item;
};

/// "client_0" of client_0/train/7/x.png; empty for 7/x.png.
std::string writer_of(const fs::path& relative) {
  const auto parts = std::distance(relative.begin(), relative.end());
  return parts > 2 ? relative.begin()->string() : "";
}

cv::Mat1b grey_picture(const fs::path& path) {
  const std::vector<std::byte> bytes = read_file(path, kMaxFileSize);
  const cv::Mat pixels =
      decode_picture(bytes, path.string(), DecodeParams{.max_pixels = kMaxPixels}).pixels;
  if (pixels.channels() == 1) return cv::Mat1b(pixels);
  cv::Mat1b grey;
  cv::cvtColor(pixels, grey, cv::COLOR_BGR2GRAY);
  return grey;
}

/// Adds the glyph of one file; false when the file is no picture.
bool add_file(const LabelledFile& file, const GlyphCropParams& crop, GlyphStack& stack) {
  try {
    const cv::Mat1b grey = grey_picture(file.path);
    const Polarity polarity = light_ink_vote(grey) > 0 ? Polarity::light_ink : Polarity::dark_ink;
    stack.add(file.item, crop_glyph(ink_of_picture(grey, polarity), crop));
    return true;
  } catch (const Error& error) {
    if (error.fault() != Fault::input) throw;
    return false;
  }
}

}  // namespace

std::optional<std::string> class_of_folder(std::string_view name) {
  if (name == "reject") return "";
  if (const auto character = single_character(name)) return character;
  if (name.starts_with("U+") && name.size() <= 8) {
    return character_of_code(number_from(name.substr(2), 16));
  }
  for (const std::string_view prefix : {"upper_", "lower_", "digit_"}) {
    if (name.starts_with(prefix)) return single_character(name.substr(prefix.size()));
  }
  if (name.size() == 2) return character_of_code(number_from(name, 16));
  constexpr std::string_view numbered = "character";
  if (name.starts_with(numbered) && name.size() == numbered.size() + 2) {
    const std::optional<unsigned> number = number_from(name.substr(numbered.size()), 10);
    if (number && *number >= 1 && *number <= 26) return utf8_of('a' + *number - 1);
  }
  return {};
}

DataSet open_folder(const fs::path& folder, const GlyphCropParams& crop) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    throw Error(Fault::input, folder.string() + ": no such folder");
  }
  std::size_t strangers = 0;
  std::size_t unreadable = 0;
  GlyphStack stack;
  for (const fs::path& path : files_below(folder)) {
    const fs::path relative = path.lexically_relative(folder);
    const auto label = class_of_folder(relative.parent_path().filename().string());
    if (!label) {
      ++strangers;
    } else if (!add_file({path, {*label, writer_of(relative)}}, crop, stack)) {
      ++unreadable;
    }
  }
  if (stack.items.empty()) {
    throw Error(Fault::input,
                folder.string() + ": no sub-folder is named for a class and has pictures");
  }
  std::vector<std::string> notes;
  if (strangers > 0) {
    notes.push_back(std::to_string(strangers) + " files left out, their folder names no class");
  }
  if (unreadable > 0) {
    notes.push_back(std::to_string(unreadable) + " files left out, they are no pictures");
  }
  return data_set_of("folder:" + folder.string(), std::move(stack), std::move(notes));
}

}  // namespace inkline
