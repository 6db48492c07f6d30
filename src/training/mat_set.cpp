#include <matio.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <span>
#include <string>

#include <inkline/base/error.hpp>
#include <inkline/training/picture_glyph.hpp>
#include <inkline/training/picture_sets.hpp>

#include "glyph_stack.hpp"

namespace inkline {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxRows = 2'000'000;
constexpr std::size_t kMaxValues = std::size_t{1} << 28U;  // NIST36's training set has 11e6

[[noreturn]] void refuse(const fs::path& file, const std::string& reason) {
  throw Error(Fault::input, file.string() + ": " + reason);
}

struct CloseFile {
  void operator()(mat_t* file) const { Mat_Close(file); }
};
struct FreeVariable {
  void operator()(matvar_t* variable) const { Mat_VarFree(variable); }
};
using MatFile = std::unique_ptr<mat_t, CloseFile>;
using Variable = std::unique_ptr<matvar_t, FreeVariable>;

/// An n x d matrix, column by column as MATLAB stores it.
struct Table {
  std::size_t rows = 0;
  std::size_t cols = 0;
  std::vector<float> values;

  float at(std::size_t row, std::size_t col) const { return values[col * rows + row]; }
};

template <class Number>
void copy_values(const matvar_t& variable, std::vector<float>& values) {
  const auto* numbers = static_cast<const Number*>(variable.data);
  std::transform(numbers, numbers + values.size(), values.begin(),
                 [](Number number) { return static_cast<float>(number); });
}

/// Refuses a variable by what its header says, before its values are read.
void check_header(const matvar_t& variable, const fs::path& path, const std::string& name) {
  const bool is_matrix = variable.rank == 2 && variable.dims != nullptr;
  if (!is_matrix || variable.isComplex != 0) refuse(path, name + " is no plain matrix");
  const std::size_t rows = variable.dims[0];
  const std::size_t cols = variable.dims[1];
  if (rows == 0 || cols == 0 || rows > kMaxRows || cols > kMaxValues / rows) {
    refuse(path, name + " is " + std::to_string(rows) + " x " + std::to_string(cols));
  }
}

Table read_table(mat_t* file, const fs::path& path, const std::string& name) {
  const Variable header(Mat_VarReadInfo(file, name.c_str()));
  if (!header) refuse(path, "has no variable " + name);
  check_header(*header, path, name);
  const Variable variable(Mat_VarRead(file, name.c_str()));
  if (!variable || variable->data == nullptr) refuse(path, name + " is cut short or damaged");
  check_header(*variable, path, name);

  Table table{variable->dims[0], variable->dims[1], {}};
  const std::size_t count = table.rows * table.cols;
  if (variable->data_size <= 0 ||
      variable->nbytes != count * static_cast<std::size_t>(variable->data_size)) {
    refuse(path, name + " is cut short or damaged");
  }
  table.values.resize(count);
  switch (variable->class_type) {
    case MAT_C_DOUBLE:
      copy_values<double>(*variable, table.values);
      break;
    case MAT_C_SINGLE:
      copy_values<float>(*variable, table.values);
      break;
    case MAT_C_UINT8:
      copy_values<std::uint8_t>(*variable, table.values);
      break;
    case MAT_C_INT8:
      copy_values<std::int8_t>(*variable, table.values);
      break;
    default:
      refuse(path, name + " holds neither numbers nor bytes");
  }
  if (!std::all_of(table.values.begin(), table.values.end(),
                   [](float v) { return std::isfinite(v); })) {
    refuse(path, name + " holds values that are no numbers");
  }
  return table;
}

/// Names before "_data" of all pairs NAME_data, NAME_labels.
std::vector<std::string> pair_names(mat_t* file) {
  constexpr std::string_view ending = "_data";
  constexpr int most = 1000;  // variables; a damaged file may never run out of them
  std::vector<std::string> names;
  Mat_Rewind(file);
  for (int i = 0; i < most; ++i) {
    const Variable variable(Mat_VarReadNextInfo(file));
    if (!variable) break;
    const std::string name = variable->name != nullptr ? variable->name : "";
    if (name.ends_with(ending)) names.push_back(name.substr(0, name.size() - ending.size()));
  }
  return names;
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

std::size_t class_of_row(const Table& labels, std::size_t row) {
  std::size_t best = 0;
  for (std::size_t c = 1; c < labels.cols; ++c) {
    if (labels.at(row, c) > labels.at(row, best)) best = c;
  }
  return best;
}

/// Pictures of a table, scaled so that its darkest value is 0 and its lightest 255.
class Pictures {
 public:
  Pictures(const Table& data, int side) : data_(data), side_(side) {
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
  const Table& data_;
  int side_;
  float low_ = 0;
  float range_ = 1;
};

void add_pair(mat_t* file, const fs::path& path, const std::string& name,
              const GlyphCropParams& crop, GlyphStack& stack) {
  const Table data = read_table(file, path, name + "_data");
  const Table labels = read_table(file, path, name + "_labels");
  if (labels.rows != data.rows) refuse(path, name + "_labels does not fit " + name + "_data");
  const auto side = static_cast<int>(std::lround(std::sqrt(static_cast<double>(data.cols))));
  if (static_cast<std::size_t>(side) * static_cast<std::size_t>(side) != data.cols || side < 2) {
    refuse(path, name + "_data has rows that are no squares");
  }
  const std::string characters = characters_of(labels.cols, path);
  const Pictures pictures(data, side);
  const Polarity polarity = pictures.polarity();
  for (std::size_t row = 0; row < data.rows; ++row) {
    const std::string label(1, characters[class_of_row(labels, row)]);
    stack.add({label, ""}, crop_glyph(ink_of_picture(pictures.picture(row), polarity), crop));
  }
}

/// The library would else print its complaints.
void keep_quiet(int, char*) {}

}  // namespace

DataSet open_mat(const fs::path& path, const GlyphCropParams& crop) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) refuse(path, "no such file");
  Mat_LogInitFunc("inkline", keep_quiet);
  const MatFile file(Mat_Open(path.c_str(), MAT_ACC_RDONLY));
  if (!file) refuse(path, "is no MATLAB file");
  const std::vector<std::string> names = pair_names(file.get());
  if (names.empty()) refuse(path, "has no variables NAME_data and NAME_labels");
  GlyphStack stack;
  for (const std::string& name : names) add_pair(file.get(), path, name, crop, stack);
  return data_set_of("mat:" + path.string(), std::move(stack), {});
}

}  // namespace inkline
