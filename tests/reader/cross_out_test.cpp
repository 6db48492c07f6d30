#include "cross_out.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include "support/paper_page.hpp"

namespace {

using inkline::Box;
using inkline::PageInk;
using inkline::Row;
using inkline::test::Hand;
using inkline::test::letter_step;
using inkline::test::write_row;

const Hand kHand{.font = cv::FONT_HERSHEY_SCRIPT_SIMPLEX, .scale = 2.2, .pen = 3};
constexpr int kLeft = 60;
constexpr int kHighest = 46;  // of letters, pixels

/// Where a row is written.
struct Place {
  int left = 0;
  int right = 0;
  int baseline = 0;
};

/// Words side by side; tells where each stands.
std::vector<Place> write_words(cv::Mat1b& ink, const std::vector<std::string>& words,
                               int baseline) {
  std::vector<Place> places;
  int x = kLeft;
  for (const std::string& word : words) {
    write_row(ink, word, {x, baseline}, kHand);
    int end = x;
    for (const char letter : word) end += letter_step(kHand, letter) + 2;
    places.push_back({x, end, baseline});
    x = end + 40;
  }
  return places;
}

void strike(cv::Mat1b& ink, const Place& word) {
  cv::line(ink, {word.left - 8, word.baseline - 14}, {word.right + 6, word.baseline - 17},
           cv::Scalar(255), kHand.pen);
}

void scribble(cv::Mat1b& ink, const Place& word) {
  int side = 1;
  for (int x = word.left; x < word.right; x += 7, side = -side) {
    const int middle = word.baseline - kHighest / 2;
    cv::line(ink, {x, middle - side * kHighest / 2}, {x + 7, middle + side * kHighest / 2},
             cv::Scalar(255), kHand.pen);
  }
}

struct Found {
  std::vector<Row> rows;
  std::vector<Box> words;
};

Found found_in(const cv::Mat1b& ink, const inkline::ReadParams& params = {}) {
  const PageInk page = inkline::measured_ink(ink);
  Found found;
  found.rows = inkline::find_rows(page, params, inkline::crossed_out_phrases(page, params));
  found.words = inkline::cross_out(page, found.rows, params.crossed_out);
  return found;
}

/// A page of three rows; `change` may cross out words of the middle one.
template <class Change>
Found found_after(const Change& change) {
  cv::Mat1b ink(520, 1200, uchar{0});
  write_words(ink, {"several", "words", "above"}, 100);
  const std::vector<Place> words = write_words(ink, {"double", "mistake", "between"}, 240);
  write_words(ink, {"and", "another", "row"}, 380);
  change(ink, words);
  return found_in(ink);
}

bool lies_over(const Box& box, const Place& word) {
  return box.x > word.left - 20 && box.right() < word.right + 20;
}

TEST_SUITE("crossing out") {
  TEST_CASE("a page without crossed-out words stays as it is") {
    const Found found = found_after([](cv::Mat1b&, const std::vector<Place>&) {});
    CHECK(found.words.empty());
    CHECK(found.rows.size() == 3);
  }

  TEST_CASE("a struck or scribbled word leaves its row, and its neighbours stay") {
    for (const bool by_line : {true, false}) {
      CAPTURE(by_line);
      Place mistake;
      const Found found = found_after([&](cv::Mat1b& ink, const std::vector<Place>& words) {
        mistake = words[1];
        by_line ? strike(ink, mistake) : scribble(ink, mistake);
      });
      REQUIRE(found.words.size() == 1);
      CHECK(lies_over(found.words[0], mistake));
      REQUIRE(found.rows.size() == 3);
      const Row& row = found.rows[1];
      CHECK_FALSE(row.crossed_out.empty());
      CHECK(row.letters.front().box.x < mistake.left);
      CHECK(row.letters.back().box.x > mistake.right);
      for (const inkline::Letter& letter : row.letters) {
        CHECK_FALSE((letter.box.x > mistake.left && letter.box.right() < mistake.right));
      }
    }
  }

  TEST_CASE("a row of nothing but crossed-out words goes, by one line through all of it too") {
    for (const bool one_line : {true, false}) {
      CAPTURE(one_line);
      const Found found = found_after([&](cv::Mat1b& ink, const std::vector<Place>& words) {
        if (one_line) {
          strike(ink, {words.front().left, words.back().right, words.front().baseline});
        } else {
          for (const Place& word : words) strike(ink, word);
        }
      });
      CHECK(found.rows.size() == 2);
      CHECK(found.words.size() == (one_line ? 1 : 3));
    }
  }

  TEST_CASE("an underline that letters touch crosses nothing out") {
    const Found found = found_after([](cv::Mat1b& ink, const std::vector<Place>& words) {
      cv::line(ink, {words[1].left - 8, words[1].baseline + 1},
               {words[1].right + 6, words[1].baseline + 1}, cv::Scalar(255), kHand.pen);
    });
    CHECK(found.words.empty());
  }

  TEST_CASE("whoever wants them gets them read like others") {
    cv::Mat1b ink(300, 1000, uchar{0});
    const std::vector<Place> words = write_words(ink, {"some", "mistake", "between"}, 160);
    strike(ink, words[1]);
    inkline::ReadParams params;
    params.crossed_out.leave_out = false;
    const Found found = found_in(ink, params);
    CHECK(found.words.empty());
    REQUIRE(found.rows.size() == 1);
    CHECK(found.rows[0].crossed_out.empty());
  }

  TEST_CASE("a page full of scribbles is done with soon") {
    cv::Mat1b ink(2400, 2400, uchar{0});
    for (int y = 40; y < 2360; y += 40) {
      for (int x = 20; x < 2300; x += 90) scribble(ink, {x, x + 60, y});
    }
    CHECK(found_in(ink).rows.size() < 200);
  }

  TEST_CASE("a page without ink has no words to cross out") {
    CHECK(found_in(cv::Mat1b(100, 100, uchar{0})).words.empty());
  }
}

}  // namespace
