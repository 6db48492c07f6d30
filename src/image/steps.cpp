#include <inkline/image/steps.hpp>

#include <inkline/base/error.hpp>
#include <inkline/image/encode.hpp>

namespace inkline {
namespace {

std::string file_name(int number, const std::string& name) {
  std::string text = std::to_string(number);
  if (number < 10) text.insert(text.begin(), '0');
  return text + "_" + name + ".png";
}

}  // namespace

StepSink write_steps_to(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    throw Error(Fault::input, folder.string() + ": cannot make the folder: " + error.message());
  }
  return [folder, number = 0](const std::string& name, const cv::Mat& image) mutable {
    ++number;
    if (!image.empty()) write_png(folder / file_name(number, name), image);
  };
}

}  // namespace inkline
