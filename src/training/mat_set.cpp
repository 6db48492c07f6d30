#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <string>

#include <inkline/base/error.hpp>
#include <inkline/training/picture_glyph.hpp>
#include <inkline/training/picture_sets.hpp>

#include "glyph_stack.hpp"
#include "mat_file.hpp"

namespace inkline {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& file, const std::string& reason) {
  throw Error(Fault::input, file.string() + ": " + reason);
}

std::string characters_of(std::size_t classes, const fs::path& path) {
  const std::string digits = "0123456789";
  const std::string capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const std::string smalls = "abcdefghijklmnopqrstuvwxyz";
  if (classes == 10) return digits;
  if (classes == 26) return capitals;
  if (classes == 36) return capitals + digits;
  if (classes == 62) return digits + capitals + smalls;
  refuse(path, "has " + std::to_string(classes) + " classes, known are 10, 26, 36 and 62");
}

/// The column of the one value above 0; nothing where there is none or more.
std::optional<std::size_t> class_of_row(const MatTable& labels, std::size_t row) {
  std::optional<std::size_t> marked;
  for (std::size_t c = 0; c < labels.cols; ++c) {
    if (labels.at(row, c) <= 0) continue;
    if (marked) return {};
    marked = c;
  }
  return marked;
}

/// Pictures of a table, scaled so that its darkest value is 0 and its lightest 255.
class Pictures {
 public:
  Pictures(const MatTable& data, int side) : data_(data), side_(side) {
    const auto [low, high] = std::minmax_element(data.values.begin(), data.values.end());
    low_ = *low;
    range_ = std::max(*high - *low, 1e-6F);
  }

  cv::Mat1b picture(std::size_t row) const {
    cv::Mat1b grey(side_, side_);
    for (int x = 0; x < side_; ++x) {
      for (int y = 0; y < side_; ++y) {
        const float value = data_.at(row, static_cast<std::size_t>(x * side_ + y));
        grey(y, x) = cv::saturate_cast<uchar>(255 * ((value - low_) / range_));
      }
    }
    return grey;
  }

  Polarity polarity() const {
    const std::size_t step = std::max<std::size_t>(1, data_.rows / 500);
    double vote = 0;
    for (std::size_t row = 0; row < data_.rows; row += step) vote += light_ink_vote(picture(row));
    return vote > 0 ? Polarity::light_ink : Polarity::dark_ink;
  }

 private:
  const MatTable& data_;
  int side_;
  float low_ = 0;
  float range_ = 1;
};

/// Width and height of pictures with so many pixels; nothing when they are no squares.
std::optional<int> side_of(std::size_t pixels) {
  constexpr std::size_t largest = 1024;
  for (std::size_t side = 2; side <= largest; ++side) {
    if (side * side == pixels) return static_cast<int>(side);
  }
  return {};
}

void add_pair(const MatTable& data, const MatTable& labels, const fs::path& path,
              const GlyphCropParams& crop, GlyphStack& stack) {
  if (labels.rows != data.rows) refuse(path, labels.name + " does not fit " + data.name);
  const std::optional<int> side = side_of(data.cols);
  if (!side) refuse(path, data.name + " has rows that are no squares");
  const std::string characters = characters_of(labels.cols, path);
  const Pictures pictures(data, *side);
  const Polarity polarity = pictures.polarity();
  for (std::size_t row = 0; row < data.rows; ++row) {
    const std::optional<std::size_t> index = class_of_row(labels, row);
    if (!index) refuse(path, labels.name + " has a row without exactly one class");
    const std::string label(1, characters[*index]);
    stack.add({label, ""}, crop_glyph(ink_of_picture(pictures.picture(row), polarity), crop));
  }
}

}  // namespace

DataSet open_mat(const fs::path& path, const GlyphCropParams& crop) {
  constexpr std::string_view ending = "_data";
  const std::vector<MatTable> tables = read_mat_file(path);
  GlyphStack stack;
  for (const MatTable& data : tables) {
    if (!data.name.ends_with(ending)) continue;
    const std::string wanted = data.name.substr(0, data.name.size() - ending.size()) + "_labels";
    const auto labels = std::find_if(tables.begin(), tables.end(),
                                     [&](const MatTable& table) { return table.name == wanted; });
    if (labels == tables.end()) refuse(path, "has no variable " + wanted);
    add_pair(data, *labels, path, crop, stack);
  }
  if (stack.items.empty()) refuse(path, "has no variables NAME_data and NAME_labels");
  return data_set_of("mat:" + path.string(), std::move(stack), {});
}

}  // namespace inkline
