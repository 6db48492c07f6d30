#include <zlib.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <type_traits>

#include <inkline/base/error.hpp>
#include <inkline/base/read_file.hpp>
#include <inkline/training/picture_glyph.hpp>
#include <inkline/training/picture_sets.hpp>

#include "glyph_stack.hpp"

namespace inkline {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxPictures = 5'000'000;
constexpr std::size_t kMaxSide = 1024;
constexpr std::size_t kMaxBytes = std::size_t{2} << 30U;  // EMNIST by class has 0.64e9

[[noreturn]] void refuse(const fs::path& file, const std::string& reason) {
  throw Error(Fault::input, file.string() + ": " + reason);
}

/// Reads a gzipped or plain file from its start to its end.
class GzipReader {
 public:
  explicit GzipReader(fs::path path) : path_(std::move(path)) {
    std::error_code error;
    if (!fs::is_regular_file(path_, error)) refuse(path_, "no such file");
    file_.reset(gzopen(path_.c_str(), "rb"));
    if (!file_) refuse(path_, "cannot be opened");
  }

  /// Memory grows with what the file truly holds, so a size that lies costs nothing.
  std::vector<uchar> read(std::size_t bytes) {
    constexpr std::size_t chunk = std::size_t{1} << 20U;
    std::vector<uchar> data;
    while (data.size() < bytes) {
      const std::size_t begin = data.size();
      const std::size_t wanted = std::min(chunk, bytes - begin);
      data.resize(begin + wanted);
      const int got = gzread(file_.get(), data.data() + begin, static_cast<unsigned>(wanted));
      if (got < 0 || static_cast<std::size_t>(got) != wanted)
        refuse(path_, "is cut short or damaged");
    }
    return data;
  }

  std::size_t read_number() {
    const std::vector<uchar> bytes = read(4);
    std::size_t number = 0;
    for (const uchar byte : bytes) number = number << 8U | byte;
    return number;
  }

 private:
  struct Close {
    void operator()(gzFile file) const { gzclose(file); }
  };
  fs::path path_;
  std::unique_ptr<std::remove_pointer_t<gzFile>, Close> file_;
};

/// Pictures of one size, row by row, one after another.
struct IdxImages {
  std::size_t count = 0;
  int rows = 0;
  int cols = 0;
  std::vector<uchar> pixels;

  cv::Mat1b picture(std::size_t index) const {
    const std::size_t size = static_cast<std::size_t>(rows) * static_cast<std::size_t>(cols);
    cv::Mat1b copy(rows, cols);
    std::copy_n(pixels.begin() + static_cast<std::ptrdiff_t>(index * size), size, copy.begin());
    return copy;
  }
};

IdxImages read_images(const fs::path& path) {
  GzipReader file(path);
  if (file.read_number() != 0x803) refuse(path, "is no IDX file of pictures");
  IdxImages images;
  images.count = file.read_number();
  const std::size_t rows = file.read_number();
  const std::size_t cols = file.read_number();
  if (rows == 0 || cols == 0 || rows > kMaxSide || cols > kMaxSide) {
    refuse(path, "has pictures of " + std::to_string(cols) + " x " + std::to_string(rows));
  }
  if (images.count > kMaxPictures || images.count * rows * cols > kMaxBytes) {
    refuse(path, "has too many pictures: " + std::to_string(images.count));
  }
  images.rows = static_cast<int>(rows);
  images.cols = static_cast<int>(cols);
  images.pixels = file.read(images.count * rows * cols);
  return images;
}

std::vector<uchar> read_labels(const fs::path& path, std::size_t count) {
  GzipReader file(path);
  if (file.read_number() != 0x801) refuse(path, "is no IDX file of labels");
  const std::size_t own = file.read_number();
  if (own != count) {
    refuse(path,
           "has " + std::to_string(own) + " labels for " + std::to_string(count) + " pictures");
  }
  return file.read(count);
}

using Mapping = std::map<int, std::string>;  // label to character

Mapping digits() {
  Mapping mapping;
  for (int digit = 0; digit <= 9; ++digit)
    mapping[digit] = std::string(1, static_cast<char>('0' + digit));
  return mapping;
}

Mapping read_mapping(const fs::path& path) {
  const std::vector<std::byte> bytes = read_file(path, 1U << 16U);
  std::string text;
  for (const std::byte byte : bytes) text += static_cast<char>(byte);
  std::istringstream lines(text);
  Mapping mapping;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    int label = 0;
    int code = 0;
    if (!(words >> label >> code)) continue;
    if (label < 0 || label > 255 || code < '!' || code > '~') refuse(path, "odd line " + line);
    mapping[label] = std::string(1, static_cast<char>(code));
  }
  if (mapping.empty()) refuse(path, "is no mapping from labels to codes");
  return mapping;
}

Polarity polarity_of(const IdxImages& images) {
  const std::size_t step = std::max<std::size_t>(1, images.count / 500);
  double vote = 0;
  for (std::size_t i = 0; i < images.count; i += step) vote += light_ink_vote(images.picture(i));
  return vote > 0 ? Polarity::light_ink : Polarity::dark_ink;
}

}  // namespace

DataSet open_idx(const fs::path& images_path, const fs::path& labels_path,
                 const fs::path& mapping_path, const GlyphCropParams& crop) {
  const bool is_emnist = !mapping_path.empty();
  const Mapping mapping = is_emnist ? read_mapping(mapping_path) : digits();
  const IdxImages images = read_images(images_path);
  const std::vector<uchar> labels = read_labels(labels_path, images.count);
  const Polarity polarity = polarity_of(images);
  GlyphStack stack;
  for (std::size_t i = 0; i < images.count; ++i) {
    const auto character = mapping.find(labels[i]);
    if (character == mapping.end()) {
      std::string reason = "has a label without a character: ";
      refuse(labels_path, reason.append(std::to_string(labels[i])));
    }
    const cv::Mat1b picture = images.picture(i);
    const cv::Mat1b upright = is_emnist ? cv::Mat1b(picture.t()) : picture;
    stack.add({character->second, ""}, crop_glyph(ink_of_picture(upright, polarity), crop));
  }
  if (stack.items.empty()) refuse(images_path, "has no pictures");
  std::string name = "idx:";
  name.append(images_path.string()).append(",").append(labels_path.string());
  if (is_emnist) name.append(",").append(mapping_path.string());
  return data_set_of(std::move(name), std::move(stack), {});
}

}  // namespace inkline
