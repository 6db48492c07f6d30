// Every stage before classification on one picture, with one thread, beside OpenCV's decoding of
// the same JPEG.
//   stages_bench PICTURE [Google Benchmark's options]   times
//   stages_bench PICTURE --ratio N                      all stages over the decoding, N turns each
//   stages_bench PICTURE --peak                         bytes a pixel that one pass needs at most
// bench_stages runs all three and prints them as a table. A new stage is one line in add_stages(),
// and one in before_classification() when it is a step of its own.

#include <sys/resource.h>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <inkline/base/read_file.hpp>
#include <inkline/image/clean_ink.hpp>
#include <inkline/image/decode.hpp>
#include <inkline/image/find_sheet.hpp>
#include <inkline/image/grey.hpp>
#include <inkline/reader/find_ink.hpp>
#include <inkline/reader/read_page.hpp>

#include "find_turn.hpp"
#include "keep_memory.hpp"
#include "part_rows.hpp"
#include "row_glyphs.hpp"

namespace {

using Bytes = std::vector<std::byte>;

/// What find_turn() does besides classifying, on a page that it is not sure of at once: it looks
/// along both sides.
std::size_t look_both_ways(const inkline::PageInk& page, const inkline::ReadParams& params) {
  return inkline::rows_along(page, 0, params).rows.size() +
         inkline::rows_along(page, 90, params).rows.size();
}

/// Letters that touch two rows are cut, rows are found and their letters put together.
std::size_t find_letters(const inkline::PageInk& page, const inkline::ReadParams& params) {
  return inkline::find_rows(inkline::part_rows(page, params.pieces, params.rows), params).size();
}

/// All that read_page() does to a file before the first character is classified, in its order.
std::size_t before_classification(const Bytes& file) {
  const inkline::ReadParams params;
  const inkline::Picture picture = inkline::decode_picture(file, "picture");
  const cv::Mat1b grey = inkline::to_grey(picture.pixels);
  const inkline::Sheet sheet = inkline::find_sheet(picture.pixels, params.sheet);
  const cv::Mat1b paper = inkline::paint_desk(grey, sheet);
  inkline::PageInk seen = inkline::first_look(paper, params.ink);
  const inkline::PageMap map =
      inkline::straighten(seen, sheet, paper.size(), params.pieces, params.straighten);
  const inkline::PageInk page = inkline::find_ink(paper, std::move(seen), map, params.ink);
  return look_both_ways(page, params) + find_letters(page, params);
}

void decode_with_opencv(const Bytes& file) {
  const cv::Mat buffer(1, static_cast<int>(file.size()), CV_8U,
                       const_cast<std::byte*>(file.data()));  // imdecode only reads
  benchmark::DoNotOptimize(cv::imdecode(buffer, cv::IMREAD_COLOR).data);
}

void add(const std::string& name, const std::function<void()>& stage) {
  benchmark::RegisterBenchmark(name.c_str(), [stage](benchmark::State& state) {
    for ([[maybe_unused]] const auto round : state) stage();
  })->Unit(benchmark::kMillisecond);
}

/// What the stages of find_ink() work on, on the copy whose ink is used in the end.
struct Inputs {
  Bytes file;
  cv::Mat pixels;
  cv::Mat1b grey;
  inkline::Sheet sheet;
  cv::Mat1b copy;
  cv::Mat1b smooth;
  cv::Mat1b even;
  cv::Mat1b raw;
  cv::Mat1b clean;
  double stroke_width = 0;
  inkline::PageInk page;
};

Inputs inputs_from(Bytes file) {
  const inkline::InkParams params;
  Inputs in;
  in.file = std::move(file);
  in.pixels = inkline::decode_picture(in.file, "picture").pixels;
  in.grey = inkline::to_grey(in.pixels);
  in.sheet = inkline::find_sheet(in.pixels);
  in.page = inkline::find_ink(inkline::paint_desk(in.grey, in.sheet), params);
  cv::resize(in.grey, in.copy, in.page.ink.size(), 0, 0, cv::INTER_AREA);
  in.smooth = inkline::denoise(in.copy, params.mark_ink.denoise);
  in.even = inkline::even_light(in.smooth, params.mark_ink.even_light).page;
  in.raw = inkline::binarise(in.even, params.mark_ink.binarise);
  in.stroke_width = inkline::stroke_width(in.raw);
  in.clean = inkline::clean_ink(in.raw, in.stroke_width);
  return in;
}

void add_stages(const Inputs& in) {
  add("opencv imdecode", [&] { decode_with_opencv(in.file); });
  add("before classification", [&] { benchmark::DoNotOptimize(before_classification(in.file)); });
  add("decode", [&] { inkline::decode_picture(in.file, "picture"); });
  add("grey", [&] { inkline::to_grey(in.pixels); });
  add("find_sheet", [&] { inkline::find_sheet(in.pixels); });
  add("paint_desk", [&] { inkline::paint_desk(in.grey, in.sheet); });
  add("find_ink", [&] { inkline::find_ink(in.grey); });
  add("find_ink: resize", [&] {
    cv::Mat1b copy;
    cv::resize(in.grey, copy, in.copy.size(), 0, 0, cv::INTER_AREA);
  });
  add("find_ink: denoise", [&] { inkline::denoise(in.copy); });
  add("find_ink: even_light", [&] { inkline::even_light(in.smooth); });
  add("find_ink: fade_ruling", [&] { inkline::fade_ruling(in.even); });
  add("find_ink: binarise", [&] { inkline::binarise(in.even); });
  add("find_ink: stroke_width", [&] { benchmark::DoNotOptimize(inkline::stroke_width(in.raw)); });
  add("find_ink: clean_ink", [&] { inkline::clean_ink(in.raw, in.stroke_width); });
  add("find_ink: remove_ruling", [&] { inkline::remove_ruling(in.clean, in.stroke_width); });
  add("find_ink: find_components", [&] { inkline::find_components(in.page.ink); });
  add("straighten", [&] {
    benchmark::DoNotOptimize(inkline::straighten(in.page, {}, in.grey.size()).size.width);
  });
  add("straighten: tilted page", [&] {
    inkline::straightened(in.grey, inkline::tilted(inkline::as_in_picture(in.grey.size()), 10),
                          in.page.scale);
  });
  add("find_turn, without classifying",
      [&] { benchmark::DoNotOptimize(look_both_ways(in.page, {})); });
  add("rows", [&] { benchmark::DoNotOptimize(find_letters(in.page, {})); });
}

/// Seconds of processor time that `work` takes: other programs make it longer by what they evict
/// from the caches, not by the time they run.
double seconds_of(const std::function<void()>& work) {
  const std::clock_t begin = std::clock();
  work();
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

double median_of(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

/// Both take turns, so that a busy moment or a slow clock hits both; each turn gives one ratio.
void print_ratio(const Bytes& file, int turns) {
  std::vector<double> ratios;
  std::vector<double> ours;
  std::vector<double> theirs;
  for (int i = 0; i <= turns; ++i) {
    const double decode = seconds_of([&] { decode_with_opencv(file); });
    const double stages =
        seconds_of([&] { benchmark::DoNotOptimize(before_classification(file)); });
    if (i == 0) continue;  // the first turn fills caches and wakes allocators
    theirs.push_back(decode);
    ours.push_back(stages);
    ratios.push_back(stages / decode);
  }
  const auto [least, most] = std::minmax_element(ratios.begin(), ratios.end());
  std::printf("%.3f %.3f %.3f %.2f %.2f\n", median_of(ratios), *least, *most,
              1000 * median_of(ours), 1000 * median_of(theirs));
}

double peak_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return 1024.0 * static_cast<double>(usage.ru_maxrss);
}

/// What one pass adds to the memory the process has before it.
void print_peak(const Bytes& file) {
  const double before = peak_bytes();
  benchmark::DoNotOptimize(before_classification(file));
  const double needed = peak_bytes() - before;
  const inkline::Picture picture = inkline::decode_picture(file, "picture");
  std::printf("%.2f\n", needed / (1.0 * picture.full_width * picture.full_height));
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 2) {
    std::fputs(
        "usage: stages_bench PICTURE [--peak | --ratio TURNS | Google Benchmark's options]\n",
        stderr);
    return 1;
  }
  cv::setNumThreads(1);
  inkline::tools::keep_memory();  // as our programs do
  Bytes file = inkline::read_file(argv[1]);
  if (argc == 3 && std::string(argv[2]) == "--peak") {
    print_peak(file);
    return 0;
  }
  if (argc == 4 && std::string(argv[2]) == "--ratio") {
    print_ratio(file, std::max(1, std::atoi(argv[3])));
    return 0;
  }
  const Inputs inputs = inputs_from(std::move(file));
  add_stages(inputs);
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "stages_bench: %s\n", error.what());
  return 2;
}
