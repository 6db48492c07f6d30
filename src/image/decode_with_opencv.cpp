// Formats that are rare for pages, through OpenCV's imgcodecs.
//
// Debian's libopencv_imgcodecs pulls in GDAL and 139 libraries: 55 ms and 53 MB before main. Hence
// it is not linked; it is loaded when the first such picture comes. INKLINE_IMGCODECS is its file
// name as the linker would have noted it (the soname, so the binary interface is the one we were
// compiled with), and kSymbol the name that the compiler gives cv::imdecode. Should a new OpenCV
// change either, decode_with_opencv_test fails.

#include <algorithm>
#include <iostream>
#include <mutex>
#include <streambuf>
#include <thread>
#include <type_traits>

#include <dlfcn.h>
#include <opencv2/imgcodecs.hpp>

#include "alpha.hpp"
#include "header_facts.hpp"
#include "picture_source.hpp"

namespace inkline {
namespace {

using ImDecode = cv::Mat (*)(cv::InputArray, int);
constexpr const char* kSymbol = "_ZN2cv8imdecodeERKNS_11_InputArrayEi";
// Does not compile when OpenCV's function has another type. Never evaluated, so not linked either.
static_assert(std::is_same_v<decltype(static_cast<ImDecode>(cv::imdecode)), ImDecode>);

/// Null when the library is not there.
ImDecode load_imdecode() {
  void* library = dlopen(INKLINE_IMGCODECS, RTLD_NOW | RTLD_LOCAL);
  return library == nullptr ? nullptr : reinterpret_cast<ImDecode>(dlsym(library, kSymbol));
}

/// Drops what one thread writes to a stream and passes on what the others do. cv::imdecode prints
/// several lines about a damaged file, and there is no setting against it. (The one place where we
/// inherit: a stream takes nothing else.)
class QuietBuffer : public std::streambuf {
 public:
  explicit QuietBuffer(std::ostream& stream) : stream_(stream), original_(stream.rdbuf(this)) {}
  QuietBuffer(const QuietBuffer&) = delete;
  QuietBuffer& operator=(const QuietBuffer&) = delete;
  ~QuietBuffer() override { stream_.rdbuf(original_); }

 protected:
  int_type overflow(int_type character) override {
    if (is_quiet()) return traits_type::not_eof(character);
    return original_->sputc(traits_type::to_char_type(character));
  }
  std::streamsize xsputn(const char* text, std::streamsize count) override {
    return is_quiet() ? count : original_->sputn(text, count);
  }
  int sync() override { return is_quiet() ? 0 : original_->pubsync(); }

 private:
  bool is_quiet() const { return std::this_thread::get_id() == thread_; }

  std::ostream& stream_;
  std::streambuf* original_;
  std::thread::id thread_ = std::this_thread::get_id();
};

cv::Mat decode_quietly(ImDecode imdecode, const PictureSource& source) {
  static std::mutex one_at_a_time;
  const std::lock_guard lock(one_at_a_time);
  const QuietBuffer quiet(std::cerr);
  const cv::Mat file(1, static_cast<int>(source.size()), CV_8UC1,
                     const_cast<unsigned char*>(source.data()));
  return imdecode(file, cv::IMREAD_UNCHANGED);
}

/// Spreads the samples over 0 to 255; `white` as in HeaderFacts.
cv::Mat with_eight_bits(const cv::Mat& picture, long long white) {
  const long long largest = picture.depth() == CV_8U ? 255 : picture.depth() == CV_16U ? 65535 : 1;
  const long long brightest = white > 0 && picture.depth() <= CV_16U ? white : largest;
  if (picture.depth() == CV_8U && brightest == 255) return picture;
  cv::Mat result;
  picture.convertTo(result, CV_8U, 255.0 / static_cast<double>(brightest));
  return result;
}

/// Some BMP files have a fourth byte that nobody sets: a picture that is invisible as a whole.
bool is_invisible(const cv::Mat& picture) {
  for (int y = 0; y < picture.rows; ++y) {
    const uchar* row = picture.ptr(y);
    for (int x = 0; x < picture.cols; ++x) {
      if (row[4 * x + 3] != 0) return false;
    }
  }
  return true;
}

cv::Mat without_alpha(const cv::Mat& picture) {
  const bool ignore_alpha = is_invisible(picture);
  cv::Mat result(picture.size(), CV_8UC3);
  for (int y = 0; y < picture.rows; ++y) {
    const uchar* from = picture.ptr(y);
    uchar* to = result.ptr(y);
    for (int x = 0; x < picture.cols; ++x, from += 4, to += 3) {
      const uchar alpha = ignore_alpha ? uchar{255} : from[3];
      for (int i = 0; i < 3; ++i) to[i] = on_white(from[i], alpha);
    }
  }
  return result;
}

}  // namespace

Picture decode_with_opencv(const PictureSource& source) {
  const std::optional<HeaderFacts> facts = header_facts(source.bytes);
  if (!facts) refuse(source, "the header of the picture is damaged");
  check_size(source, facts->width, facts->height);
  static const ImDecode imdecode = load_imdecode();
  if (imdecode == nullptr) refuse(source, "this format needs OpenCV's " INKLINE_IMGCODECS);

  const cv::Mat decoded = decode_quietly(imdecode, source);
  if (decoded.empty()) refuse(source, "the picture is truncated, damaged or of an unknown kind");
  cv::Mat pixels = with_eight_bits(decoded, facts->white);
  if (pixels.channels() == 4) pixels = without_alpha(pixels);
  if (pixels.channels() != 1 && pixels.channels() != 3) {
    refuse(source, "pictures of " + std::to_string(pixels.channels()) + " channels are not known");
  }
  return {pixels, pixels.cols, pixels.rows};
}

}  // namespace inkline
