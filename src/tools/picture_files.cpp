#include "picture_files.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

#include <inkline/base/error.hpp>

#include "natural_order.hpp"

namespace inkline::tools {
namespace {

namespace fs = std::filesystem;
using std::string_view_literals::operator""sv;

constexpr std::array kExtensions{".jpg"sv,  ".jpeg"sv, ".jpe"sv, ".jfif"sv, ".png"sv, ".tif"sv,
                                 ".tiff"sv, ".webp"sv, ".bmp"sv, ".dib"sv,  ".pnm"sv, ".pbm"sv,
                                 ".pgm"sv,  ".ppm"sv,  ".pam"sv, ".pfm"sv,  ".jp2"sv, ".ras"sv,
                                 ".sr"sv,   ".exr"sv,  ".hdr"sv, ".pic"sv};
constexpr std::array kFirstBytes{
    "\xFF\xD8\xFF"sv,   "\x89PNG\r\n\x1A\n"sv, "II*\0"sv,           "MM\0*"sv, "II+\0"sv, "MM\0+"sv,
    "\0\0\0\x0CjP  "sv, "\x76\x2F\x31\x01"sv,  "\x59\xA6\x6A\x95"sv};

std::string first_bytes_of(const fs::path& file) {
  std::array<char, 16> bytes{};
  std::ifstream stream(file, std::ios::binary);
  stream.read(bytes.data(), bytes.size());
  return {bytes.data(), static_cast<std::size_t>(stream.gcount())};
}

/// A letter or two of text open these formats, so a further byte has to fit as well.
bool is_bitmap(std::string_view bytes) {
  return bytes.size() >= 10 && bytes.starts_with("BM") && bytes.substr(6, 4) == "\0\0\0\0"sv;
}

bool is_portable_anymap(std::string_view bytes) {
  constexpr std::string_view blanks = " \t\r\n";
  return bytes.size() >= 3 && bytes[0] == 'P' && bytes[1] >= '1' && bytes[1] <= '7' &&
         blanks.find(bytes[2]) != std::string_view::npos;
}

bool has_picture_content(const fs::path& file) {
  const std::string bytes = first_bytes_of(file);
  const std::string_view view = bytes;
  if (view.starts_with("RIFF") && view.size() >= 12 && view.substr(8, 4) == "WEBP") return true;
  if (is_bitmap(view) || is_portable_anymap(view)) return true;
  return std::any_of(kFirstBytes.begin(), kFirstBytes.end(),
                     [&](std::string_view start) { return view.starts_with(start); });
}

bool has_picture_extension(const fs::path& file) {
  std::string extension = file.extension().string();
  for (char& c : extension) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return std::find(kExtensions.begin(), kExtensions.end(), extension) != kExtensions.end();
}

bool by_name(const fs::path& a, const fs::path& b) {
  return natural_less(a.filename().string(), b.filename().string());
}

void append_pictures(const fs::path& folder, bool recursive, bool is_first,
                     std::vector<fs::path>& pictures) {
  std::error_code problem;
  fs::directory_iterator entries(folder, problem);
  if (problem) {
    // One locked sub-folder does not spoil the rest: it is named like a picture that cannot be
    // read.
    if (is_first) throw Error(Fault::input, folder.string() + ": " + problem.message());
    pictures.push_back(folder);
    return;
  }
  std::vector<fs::path> files;
  std::vector<fs::path> folders;
  for (; entries != fs::directory_iterator(); entries.increment(problem)) {
    if (problem) break;
    const fs::path& path = entries->path();
    if (path.filename().string().starts_with('.')) continue;
    std::error_code ignored;
    if (entries->is_directory(ignored)) {
      if (recursive && !entries->is_symlink(ignored)) folders.push_back(path);
    } else if (entries->is_regular_file(ignored) && looks_like_picture(path)) {
      files.push_back(path);
    }
  }
  std::sort(files.begin(), files.end(), by_name);
  std::sort(folders.begin(), folders.end(), by_name);
  pictures.insert(pictures.end(), files.begin(), files.end());
  for (const fs::path& sub_folder : folders) {
    append_pictures(sub_folder, recursive, false, pictures);
  }
}

}  // namespace

bool looks_like_picture(const fs::path& file) {
  return has_picture_extension(file) || has_picture_content(file);
}

std::vector<fs::path> pictures_in(const fs::path& folder, bool recursive) {
  std::vector<fs::path> pictures;
  append_pictures(folder, recursive, true, pictures);
  return pictures;
}

}  // namespace inkline::tools
