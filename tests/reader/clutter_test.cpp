#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <inkline/base/utf8.hpp>
#include <inkline/evaluation/edit_distance.hpp>
#include <inkline/features/embedded_files.hpp>
#include <inkline/reader/read_page.hpp>

#include "support/clutter.hpp"
#include "support/paper_page.hpp"

namespace {

using inkline::Readers;
using inkline::test::Clutter;
using inkline::test::Hand;

constexpr double kMillimetre = 8;  // pixels

bool has_models() {
  return !inkline::embedded_model().empty() && !inkline::embedded_line_model().empty() &&
         !inkline::embedded_language().empty();
}

Readers embedded_readers() {
  Readers readers(inkline::load_recogniser(inkline::embedded_model(), "embedded model"));
  readers.rows = inkline::load_line_recogniser(inkline::embedded_line_model(), "embedded rows");
  readers.help.language =
      inkline::read_language_in_place(inkline::embedded_language(), "embedded language");
  return readers;
}

/// A sheet of writing with a margin for clutter.
cv::Mat3b written_sheet(const Hand& hand) {
  inkline::test::PaperPage page({1240, 940});
  int y = 310;
  for (const char* text :
       {"THE LITTLE BOAT", "went 15 miles out", "to Old Oslo. 20", "Come along"}) {
    inkline::test::write_row(page.letters, text, {220, y}, hand);
    y += static_cast<int>(70 * hand.scale);
  }
  cv::Mat3b sheet;
  cv::cvtColor(inkline::test::picture_of(page), sheet, cv::COLOR_GRAY2BGR);
  return sheet;
}

std::vector<std::string> read(const cv::Mat3b& picture, const Readers& readers) {
  std::string text;
  for (const inkline::Line& line : inkline::read_page(picture, readers).lines) {
    text += line.text + '\n';
  }
  return inkline::code_points(text);
}

TEST_SUITE("clutter") {
  TEST_CASE("what lies on, under and around a sheet is not read, and all writing stays") {
    if (!has_models()) {
      MESSAGE("SKIPPED: this build has no models");
      return;
    }
    const Readers readers = embedded_readers();
    for (const Hand& hand : {Hand{.scale = 1.3, .pen = 3}, Hand{.scale = 1.9, .pen = 7}}) {
      const cv::Mat3b sheet = written_sheet(hand);
      const std::vector<std::string> clean = read(sheet, readers);
      for (const Clutter& clutter : inkline::test::all_clutter()) {
        CAPTURE(hand.pen);
        CAPTURE(clutter.name);
        const std::vector<std::string> seen = read(clutter.add(sheet, kMillimetre), readers);
        const inkline::EditCounts edits = inkline::count_edits(clean, seen);
        CHECK(edits.insertions <= 1);
        CHECK(edits.deletions <= 1);
        CHECK(edits.substitutions <= 2);  // a sheet laid askew is sampled anew
      }
    }
  }
}

}  // namespace
