// How many crossed-out words are found, and how many others are taken for such. Words of writers
// that were not trained on are set in rows of three as on a clean scan, and the middle one is
// crossed out with the pen of its writer in one way after another.
//   crossed_out_table unipen:DIR [--split train|validation|held-out] [--rows N] [--pictures DIR]

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <inkline/base/random.hpp>
#include <inkline/image/components.hpp>
#include <inkline/training/line_tests.hpp>

#include "cross_out.hpp"

namespace {

using inkline::Box;
using inkline::Random;
using inkline::TestRow;

struct Settings {
  std::string data;
  inkline::Part part = inkline::Part::validation;
  std::size_t rows = 600;
  std::string pictures;
};

/// Draws along points with round joints, in sixteenths of a pixel.
void draw(cv::Mat1b& ink, const std::vector<cv::Point2d>& course, double pen) {
  std::vector<cv::Point> points;
  for (const cv::Point2d& place : course) points.emplace_back(place * 16);
  cv::polylines(ink, points, false, cv::Scalar(255), std::max(1, static_cast<int>(pen + 0.5)),
                cv::LINE_8, 4);
}

/// What is crossed out, and the hand that does it. `core` is the height of small letters.
struct Word {
  double left = 0;
  double right = 0;
  double top = 0;  ///< of the core
  double core = 0;
  double pen = 0;
};

using Strike = std::function<void(cv::Mat1b&, const Word&, Random&)>;

/// A line with a slope and a slow wave.
void line_at(cv::Mat1b& ink, const Word& word, double height, double slope, Random& random) {
  const double phase = random.uniform(0, 6.3);
  const double wave = random.uniform(0, 0.1) * word.core;
  const double period = random.uniform(2, 6) * word.core;
  std::vector<cv::Point2d> course;
  for (double x = word.left; x <= word.right; x += 2) {
    const double fall = slope * (x - (word.left + word.right) / 2);
    course.emplace_back(x,
                        word.top + height * word.core + fall + wave * std::sin(phase + x / period));
  }
  draw(ink, course, word.pen);
}

void one_line(cv::Mat1b& ink, const Word& word, Random& random) {
  line_at(ink, word, random.uniform(0.35, 0.7), random.normal(0, 0.04), random);
}

void two_lines(cv::Mat1b& ink, const Word& word, Random& random) {
  const double slope = random.normal(0, 0.03);
  line_at(ink, word, random.uniform(0.15, 0.35), slope, random);
  line_at(ink, word, random.uniform(0.6, 0.85), slope + random.normal(0, 0.02), random);
}

void wave(cv::Mat1b& ink, const Word& word, Random& random) {
  const double period = random.uniform(0.7, 1.4) * word.core;
  const double size = random.uniform(0.2, 0.45) * word.core;
  const double phase = random.uniform(0, 6.3);
  std::vector<cv::Point2d> course;
  for (double x = word.left; x <= word.right; x += 1.5) {
    course.emplace_back(x,
                        word.top + 0.5 * word.core + size * std::sin(phase + 6.283 * x / period));
  }
  draw(ink, course, word.pen);
}

void zigzag(cv::Mat1b& ink, const Word& word, Random& random) {
  const double step = random.uniform(0.3, 0.6) * word.core;
  const double size = random.uniform(0.5, 0.8) * word.core;
  std::vector<cv::Point2d> course;
  double side = 1;
  for (double x = word.left; x <= word.right; x += step * random.uniform(0.7, 1.3)) {
    course.emplace_back(x, word.top + 0.5 * word.core + side * size * random.uniform(0.8, 1.2));
    side = -side;
  }
  draw(ink, course, word.pen);
}

void cross(cv::Mat1b& ink, const Word& word, Random& random) {
  const double top = word.top - random.uniform(0.1, 0.5) * word.core;
  const double bottom = word.top + random.uniform(1.0, 1.4) * word.core;
  draw(ink, {{word.left, top}, {word.right, bottom}}, word.pen);
  draw(ink, {{word.left, bottom}, {word.right, top}}, word.pen);
}

void hatching(cv::Mat1b& ink, const Word& word, Random& random) {
  const double step = random.uniform(0.3, 0.6) * word.core;
  const double half = random.uniform(0.25, 0.5) * word.core;
  for (double x = word.left; x <= word.right; x += step * random.uniform(0.8, 1.2)) {
    draw(ink, {{x - half, word.top + 1.2 * word.core}, {x + half, word.top - 0.3 * word.core}},
         word.pen);
  }
}

void scribble(cv::Mat1b& ink, const Word& word, Random& random) {
  const double radius = random.uniform(0.45, 0.7) * word.core;
  const double step = random.uniform(0.25, 0.9) * word.core;  // of one turn
  std::vector<cv::Point2d> course;
  for (double turn = 0; word.left + step * turn / 6.283 <= word.right; turn += 0.15) {
    course.emplace_back(word.left + step * turn / 6.283 + 0.6 * radius * std::cos(turn),
                        word.top + 0.5 * word.core + radius * std::sin(turn));
  }
  draw(ink, course, word.pen);
}

const std::vector<std::pair<std::string, Strike>>& strikes() {
  static const std::vector<std::pair<std::string, Strike>> all{
      {"a line", one_line}, {"two lines", two_lines}, {"a wave", wave},        {"a zigzag", zigzag},
      {"a cross", cross},   {"hatching", hatching},   {"a scribble", scribble}};
  return all;
}

/// The rows of pixels where the small letters of a word stand.
inkline::StrokeCore core_of(const cv::Mat1b& ink) {
  std::vector<int> strokes(static_cast<std::size_t>(ink.rows), 0);
  for (int y = 0; y < ink.rows; ++y) {
    for (int x = 0; x < ink.cols; ++x) {
      const bool begins = ink(y, x) != 0 && (x == 0 || ink(y, x - 1) == 0);
      strokes[static_cast<std::size_t>(y)] += begins ? 1 : 0;
    }
  }
  return inkline::core_of_strokes(strokes);
}

struct Sheet {
  cv::Mat1b ink;
  std::vector<cv::Rect> words;
  double core_top = 0;  ///< of the middle word
  double core = 0;
};

/// Words side by side with the middles of their cores level.
Sheet row_of(const std::vector<const TestRow*>& words) {
  constexpr int margin = 60;
  int width = margin;
  int above = 0;
  int below = 0;
  std::vector<inkline::StrokeCore> cores;
  for (const TestRow* word : words) {
    cores.push_back(core_of(word->ink));
    const int middle = cores.back().top + cores.back().height / 2;
    above = std::max(above, middle);
    below = std::max(below, word->ink.rows - middle);
    width += word->ink.cols + margin;
  }
  Sheet sheet;
  sheet.ink = cv::Mat1b(above + below + 2 * margin, width, uchar{0});
  int x = margin;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const int top = margin + above - cores[i].top - cores[i].height / 2;
    words[i]->ink.copyTo(sheet.ink({x, top, words[i]->ink.cols, words[i]->ink.rows}));
    cv::Rect bounds = cv::boundingRect(words[i]->ink) + cv::Point(x, top);
    if (i == 1) sheet.core_top = top + cores[i].top;
    if (i == 1) sheet.core = cores[i].height;
    sheet.words.push_back(bounds);
    x += words[i]->ink.cols + margin;
  }
  return sheet;
}

/// Three rows one below the other; the words are those of the middle one.
Sheet page_of(const std::vector<TestRow>& words, std::size_t first) {
  const auto row = [&](std::size_t i) {
    const auto at = [&](std::size_t k) { return &words[(first + 3 * i + k) % words.size()]; };
    return row_of({at(0), at(1), at(2)});
  };
  const Sheet above = row(1);
  const Sheet below = row(2);
  Sheet sheet = row(0);
  const int width = std::max({above.ink.cols, below.ink.cols, sheet.ink.cols});
  cv::Mat1b page(above.ink.rows + sheet.ink.rows + below.ink.rows, width, uchar{0});
  int y = 0;
  for (const cv::Mat1b& ink : {above.ink, sheet.ink, below.ink}) {
    ink.copyTo(page({0, y, ink.cols, ink.rows}));
    y += ink.rows;
  }
  for (cv::Rect& word : sheet.words) word.y += above.ink.rows;
  sheet.core_top += above.ink.rows;
  sheet.ink = page;
  return sheet;
}

/// For each word, whether most of it was taken for crossed out.
std::vector<bool> found_in(const Sheet& sheet) {
  const inkline::PageInk page = inkline::measured_ink(sheet.ink);
  std::vector<inkline::Row> rows =
      inkline::find_rows(page, {}, inkline::crossed_out_phrases(page, {}));
  std::vector<bool> found(sheet.words.size(), false);
  for (const Box& box : inkline::cross_out(page, rows)) {
    for (std::size_t i = 0; i < found.size(); ++i) {
      // Words of other rows count for none.
      const cv::Rect common = cv::Rect(box.x, box.y, box.width, box.height) & sheet.words[i];
      if (2 * common.width > sheet.words[i].width) found[i] = true;
    }
  }
  return found;
}

void keep(const Settings& settings, std::size_t row, std::string name, const Sheet& sheet,
          bool is_interesting) {
  if (settings.pictures.empty() || !is_interesting) return;
  std::replace(name.begin(), name.end(), ' ', '_');
  std::filesystem::create_directories(settings.pictures);
  cv::imwrite(settings.pictures + "/" + name + "_" + std::to_string(row) + ".png",
              cv::Mat1b(255 - sheet.ink));
}

struct Tally {
  int all = 0;
  int found = 0;
  int others = 0;  ///< words that were not crossed out
  int false_alarms = 0;
};

void count(const std::vector<bool>& found, bool is_struck, Tally& tally) {
  for (std::size_t i = 0; i < found.size(); ++i) {
    const bool struck = is_struck && i == 1;
    ++(struck ? tally.all : tally.others);
    if (found[i]) ++(struck ? tally.found : tally.false_alarms);
  }
}

Sheet crossed_out(Sheet sheet, const Strike& strike, Random& random) {
  Word word;
  const cv::Rect& bounds = sheet.words[1];
  word.core = sheet.core;
  word.top = sheet.core_top;
  word.left = bounds.x - random.uniform(0, 0.6) * std::min(word.core, 40.0);
  word.right = bounds.x + bounds.width + random.uniform(0, 0.6) * std::min(word.core, 40.0);
  word.pen = inkline::stroke_width(sheet.ink) * random.uniform(0.85, 1.15);
  sheet.ink = sheet.ink.clone();
  strike(sheet.ink, word, random);
  return sheet;
}

std::vector<std::vector<TestRow>> words_by_writer(const Settings& settings) {
  inkline::LineOptions options;
  options.joined = options.capitals = options.mixed = 3000;
  const inkline::LineSet set = inkline::open_line_set(settings.data, options);
  inkline::LineTestParams params;
  params.rows = settings.rows;
  params.drawing.low_height = 34;  // one size, so that words of a writer make a row
  params.drawing.high_height = 36;
  params.drawing.low_pen = 0.08;  // and one pen
  params.drawing.high_pen = 0.11;
  params.drawing.underline_share = 0;
  std::map<std::string, std::vector<TestRow>> by_writer;
  for (const inkline::LineTest test : {inkline::LineTest::words, inkline::LineTest::codes}) {
    for (TestRow& row : inkline::draw_test_rows(set, test, settings.part, params)) {
      const std::string kind(inkline::name_of(test));
      by_writer[kind + row.writer].push_back(std::move(row));
    }
  }
  std::vector<std::vector<TestRow>> writers;
  for (auto& [writer, words] : by_writer) writers.push_back(std::move(words));
  return writers;
}

Settings parse(int argc, char** argv) {
  Settings settings;
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    const std::string value = i + 1 < argc ? argv[i + 1] : "";
    if (name.rfind("--", 0) != 0) {
      settings.data = name;
      continue;
    }
    if (name == "--split") {
      settings.part = value == "train"      ? inkline::Part::train
                      : value == "held-out" ? inkline::Part::held_out
                                            : inkline::Part::validation;
    }
    if (name == "--rows") settings.rows = static_cast<std::size_t>(std::stoul(value));
    if (name == "--pictures") settings.pictures = value;
    ++i;
  }
  return settings;
}

}  // namespace

int main(int argc, char** argv) try {
  const Settings settings = parse(argc, argv);
  std::map<std::string, Tally> tallies;
  std::size_t row = 0;
  for (const std::vector<TestRow>& words : words_by_writer(settings)) {
    for (std::size_t i = 0; i + 2 < words.size(); ++i, ++row) {
      const Sheet sheet = page_of(words, i);
      Random random(inkline::derived_seed(7, row));
      const std::vector<bool> as_is = found_in(sheet);
      count(as_is, false, tallies["nothing"]);
      keep(settings, row, "nothing", sheet, as_is[0] || as_is[1] || as_is[2]);
      for (const auto& [name, strike] : strikes()) {
        const Sheet struck = crossed_out(sheet, strike, random);
        const std::vector<bool> found = found_in(struck);
        count(found, true, tallies[name]);
        keep(settings, row, name, struck, !found[1] && row % 20 == 0);
        keep(settings, row, "false alarm " + name, struck, found[0] || found[2]);
      }
    }
  }
  std::printf("%-12s %8s %8s %8s %8s\n", "words under", "words", "found", "others", "taken");
  for (const auto& [name, t] : tallies) {
    std::printf("%-12s %8d %7.1f%% %8d %7.2f%%\n", name.c_str(), t.all,
                100.0 * t.found / std::max(1, t.all), t.others,
                100.0 * t.false_alarms / std::max(1, t.others));
  }
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "crossed_out_table: %s\n", error.what());
  return 2;
}
