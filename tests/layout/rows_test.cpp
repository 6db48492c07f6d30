#include <inkline/layout/rows.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>

namespace {

using inkline::Piece;
using inkline::Role;
using inkline::RowMembers;

constexpr int kHeight = 30;

Piece letter_at(int x, double y, int height = kHeight) {
  return {{x, static_cast<int>(std::lround(y)), 20, height}, 150};
}

/// `rows` rows of `letters` letters each, the top of row r at x being top(r, x).
std::vector<Piece> written(int rows, int letters, const std::function<double(int, int)>& top) {
  std::vector<Piece> pieces;
  for (int i = 0; i < letters; ++i) {
    for (int r = 0; r < rows; ++r) {
      const int x = 100 + i * 34;
      // Every third letter is taller, every fourth hangs lower, as in mixed case.
      const int taller = i % 3 == 0 ? 10 : 0;
      const int lower = i % 4 == 1 ? 8 : 0;
      pieces.push_back(letter_at(x, top(r, x) - taller + lower, kHeight + taller));
    }
  }
  return pieces;
}

/// A row in a hand of tiny small letters, x, beside tall ones, b, and hanging ones, p.
std::vector<Piece> spelt(std::string_view text) {
  constexpr int base = 200;
  constexpr int small = 22;
  constexpr int tall = 76;
  std::vector<Piece> pieces;
  int x = 50;
  for (const char c : text) {
    if (c == 'x') pieces.push_back(letter_at(x, base - small, small));
    if (c == 'b') pieces.push_back(letter_at(x, base - tall, tall));
    if (c == 'p') pieces.push_back(letter_at(x, base - small - 5, tall));
    x += c == ' ' ? 90 : 34;
  }
  return pieces;
}

/// Rows that wave, rise or fall a little, with letters of all heights; `row` numbers their letters.
class UnsteadyHand {
 public:
  explicit UnsteadyHand(unsigned seed) : random_(seed) { slope_ = between(-0.03, 0.03); }

  double between(double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random_);
  }
  int between(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random_); }

  /// @param letters  some blanks are put between them; digits are all tall
  /// @return         where it ends
  double write(double x, double base, int letters, bool digits, int row) {
    const double start = x;
    const double wave = between(-0.08, 0.08) * kHeight;
    for (int i = 0; i < letters; ++i) {
      const bool is_tall = digits || between(0, 2) == 0;
      const double height = (is_tall ? 1.0 : 0.65) * kHeight * between(0.9, 1.1);
      const double foot = base + slope_ * (x - 100) + wave * std::sin((x - start) / 90) +
                          between(-0.06, 0.06) * kHeight;
      pieces.push_back(letter_at(static_cast<int>(std::lround(x)), foot - height,
                                 static_cast<int>(std::lround(height))));
      rows.push_back(row);
      x += between(24.0, 29.0);
      if (!digits && i + 2 < letters && between(0, 5) == 0) x += between(0.5, 1.2) * kHeight;
    }
    return x;
  }

  std::vector<Piece> pieces;
  std::vector<int> rows;

 private:
  std::mt19937 random_;
  double slope_ = 0;
};

/// Share of the written rows that were found, complete and alone.
double share_found(const UnsteadyHand& page, const std::vector<RowMembers>& found) {
  std::map<int, std::size_t> letters;
  for (const int row : page.rows) ++letters[row];
  std::size_t right = 0;
  for (const RowMembers& members : found) {
    const int row = page.rows[static_cast<std::size_t>(members.front())];
    const bool is_alone = std::all_of(members.begin(), members.end(), [&](int member) {
      return page.rows[static_cast<std::size_t>(member)] == row;
    });
    if (is_alone && members.size() == letters[row]) ++right;
  }
  return static_cast<double>(right) / static_cast<double>(letters.size());
}

/// Items, and prices at the right.
UnsteadyHand price_list(unsigned seed) {
  UnsteadyHand page(seed);
  const double pitch = page.between(1.8, 2.6) * kHeight;
  const double prices = page.between(450.0, 1100.0);
  const int rows = page.between(4, 10);
  for (int row = 0; row < rows; ++row) {
    const double base = 100 + row * pitch + page.between(-0.1, 0.1) * kHeight;
    page.write(100, base, page.between(3, 11), false, row);
    page.write(prices, base + page.between(-0.12, 0.12) * kHeight, page.between(3, 5), true, row);
  }
  return page;
}

/// Rows set as a block; lengths in letter heights, `lowered` in pitches.
struct Block {
  double low_pitch;
  double high_pitch;
  double lowered;  ///< below the top of the page, at most
  int fewest_rows;
  int most_rows;
  int fewest_letters;
  int most_letters;
  double low_gap;  ///< before the next block
  double high_gap;
};

/// Two blocks side by side, that know nothing of each other.
UnsteadyHand two_blocks(unsigned seed, const Block& block) {
  UnsteadyHand page(seed);
  int row = 0;
  double x = 100;
  for (int side = 0; side < 2; ++side) {
    const double pitch = page.between(block.low_pitch, block.high_pitch) * kHeight;
    const double top = 100 + page.between(0.0, block.lowered) * pitch;
    const int rows = page.between(block.fewest_rows, block.most_rows);
    double right = x;
    for (int i = 0; i < rows; ++i) {
      const int letters = page.between(block.fewest_letters, block.most_letters);
      right = std::max(right, page.write(x, top + i * pitch, letters, false, row++));
    }
    x = right + page.between(block.low_gap, block.high_gap) * kHeight;
  }
  return page;
}

UnsteadyHand two_notes(unsigned seed) {
  return two_blocks(seed, {1.8, 2.6, 2.0, 4, 7, 4, 10, 3.5, 8.0});
}

/// Two columns of running text, each with its own way from row to row.
UnsteadyHand two_columns(unsigned seed) {
  return two_blocks(seed, {1.7, 2.6, 1.0, 5, 9, 11, 15, 1.8, 5.0});
}

/// Items, how many of them, and prices.
UnsteadyHand table_of_three(unsigned seed) {
  UnsteadyHand page(seed);
  const double pitch = page.between(1.8, 2.6) * kHeight;
  const double counts = page.between(380.0, 600.0);
  const double prices = counts + page.between(200.0, 400.0);
  const int rows = page.between(4, 9);
  for (int row = 0; row < rows; ++row) {
    const double base = 100 + row * pitch + page.between(-0.08, 0.08) * kHeight;
    page.write(100, base, page.between(3, 9), false, row);
    page.write(counts, base + page.between(-0.1, 0.1) * kHeight, page.between(1, 3), true, row);
    page.write(prices, base + page.between(-0.1, 0.1) * kHeight, page.between(3, 5), true, row);
  }
  return page;
}

/// A page of text with a short note in its margin, in rows of their own.
UnsteadyHand note_in_margin(unsigned seed) {
  UnsteadyHand page(seed);
  int row = 0;
  const double pitch = page.between(1.7, 2.4) * kHeight;
  const double text = 100 + page.between(5.0, 8.0) * kHeight;
  const int rows = page.between(7, 10);
  for (int i = 0; i < rows; ++i) {
    page.write(text, 100 + i * pitch, page.between(11, 16), false, row++);
  }
  const double note_pitch = page.between(1.5, 2.2) * kHeight;
  const double note_top = 100 + page.between(0.5, 3.0) * pitch;
  const int note_rows = page.between(2, 3);
  for (int i = 0; i < note_rows; ++i) {
    page.write(100, note_top + i * note_pitch, page.between(2, 3), false, row++);
  }
  return page;
}

/// Rows of any length that begin at three places.
UnsteadyHand indented_rows(unsigned seed) {
  UnsteadyHand page(seed);
  const double pitch = page.between(1.5, 2.4) * kHeight;
  const int rows = page.between(5, 9);
  for (int i = 0; i < rows; ++i) {
    const double x = 100 + (i % 3) * page.between(1.5, 4.0) * kHeight;
    page.write(x, 100 + i * pitch, page.between(2, 14), false, i);
  }
  return page;
}

std::vector<RowMembers> rows_of(const std::vector<Piece>& pieces) {
  const std::vector<Role> roles(pieces.size(), Role::letter);
  return inkline::cluster_rows(pieces, roles, kHeight);
}

/// Over pages of the same kind.
double mean_share_found(UnsteadyHand (*draw)(unsigned seed)) {
  constexpr unsigned pages = 60;
  double sum = 0;
  for (unsigned seed = 0; seed < pages; ++seed) {
    const UnsteadyHand page = draw(seed);
    sum += share_found(page, rows_of(page.pieces));
  }
  return sum / pages;
}

/// Whether piece p, written column by column, came out in row p % rows, and from left to right.
void check_in_written_rows(const std::vector<RowMembers>& found, int rows, std::size_t letters) {
  REQUIRE(found.size() == static_cast<std::size_t>(rows));
  for (int r = 0; r < rows; ++r) {
    const RowMembers& row = found[static_cast<std::size_t>(r)];
    CHECK(row.size() == letters);
    CHECK(std::is_sorted(row.begin(), row.end()));
    CHECK(std::all_of(row.begin(), row.end(), [&](int p) { return p % rows == r; }));
  }
}

TEST_SUITE("rows") {
  TEST_CASE("rows are told apart whether they are level, rise, fall or curve") {
    std::function<double(int, int)> top;
    SUBCASE("level") {
      top = [](int r, int) { return 100.0 + 60 * r; };
    }
    SUBCASE("rising by 8 degrees, so that a row's end is above the start of the one before") {
      top = [](int r, int x) { return 400.0 + 60 * r - 0.14 * x; };
    }
    SUBCASE("falling by 12 degrees") {
      top = [](int r, int x) { return 100.0 + 60 * r + 0.21 * x; };
    }
    SUBCASE("curved") {
      top = [](int r, int x) { return 100.0 + 60 * r + 0.00015 * (x - 600) * (x - 600); };
    }
    check_in_written_rows(rows_of(written(4, 30, top)), 4, 30);
  }

  TEST_CASE("a question mark that stands high after small letters stays in their row") {
    std::vector<Piece> pieces;
    for (int i = 0; i < 9; ++i) pieces.push_back(letter_at(100 + i * 34, 115, 18));
    pieces.push_back(letter_at(100 + 9 * 34, 89, 30));
    CHECK(rows_of(pieces).size() == 1);
  }

  TEST_CASE("the hook of a question mark above its dot is of the dot's row") {
    std::vector<Piece> pieces;
    for (int i = 0; i < 9; ++i) pieces.push_back(letter_at(100 + i * 34, 115, 20));
    pieces.push_back(letter_at(100 + 9 * 34, 79, 30));
    pieces.push_back({{106 + 9 * 34, 125, 5, 5}, 25});
    std::vector<Role> roles(pieces.size(), Role::letter);
    roles.back() = Role::mark;
    CHECK(inkline::cluster_rows(pieces, roles, 20).size() == 1);
    pieces.pop_back();
    roles.pop_back();
    CHECK(inkline::cluster_rows(pieces, roles, 20).size() == 2);
  }

  TEST_CASE("tiny small letters, tall ascenders and wide gaps make one row") {
    const std::vector<std::string> texts{"xb bbx pxx xxxxxxxxbx", "xppxxx xbxbb bx bx bxxxxx",
                                         "xxxbb xb bxxxbxxxx bxb bbxx xbxxx"};
    for (const std::string& text : texts) {
      CAPTURE(text);
      CHECK(rows_of(spelt(text)).size() == 1);
    }
  }

  TEST_CASE("the order of the pieces does not matter") {
    std::vector<Piece> pieces = written(3, 12, [](int r, int) { return 100.0 + 60 * r; });
    std::vector<RowMembers> expected = rows_of(pieces);
    std::reverse(pieces.begin(), pieces.end());
    for (RowMembers& row : expected) {
      for (int& member : row) member = static_cast<int>(pieces.size()) - 1 - member;
    }
    CHECK(rows_of(pieces) == expected);
  }

  TEST_CASE("a dot under a letter of the row above goes to the letter that it hangs over") {
    const std::vector<Piece> pieces{letter_at(100, 100),
                                    letter_at(134, 100),
                                    letter_at(100, 160),
                                    letter_at(134, 160),
                                    {{140, 147, 5, 5}, 20}};
    std::vector<Role> roles(pieces.size(), Role::letter);
    roles.back() = Role::mark;
    const auto rows = inkline::cluster_rows(pieces, roles, kHeight);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0] == RowMembers{0, 1});
    CHECK(std::count(rows[1].begin(), rows[1].end(), 4) == 1);
  }

  TEST_CASE("rows that fan out, as on a sheet seen from the side, are followed each by its slope") {
    const auto top = [](int r, int x) { return 100.0 + 60 * r + (0.22 - 0.05 * r) * x; };
    check_in_written_rows(rows_of(written(4, 25, top)), 4, 25);
  }

  TEST_CASE("a heading and small text below it are rows of their own") {
    std::vector<Piece> pieces;
    for (int i = 0; i < 6; ++i) pieces.push_back({{100 + 70 * i, 40, 45, 70}, 900});
    for (int i = 0; i < 30; ++i) pieces.push_back(letter_at(100 + 24 * i, 130, 20));
    const auto rows = rows_of(pieces);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].size() == 6);
    CHECK(rows[1].size() == 30);
  }

  TEST_CASE("quotes stay in their row though they hang above its letters") {
    std::vector<Piece> pieces;
    for (int i = 0; i < 9; ++i) pieces.push_back(letter_at(100 + i * 30, 115, 20));
    pieces.push_back({{100 + 9 * 30, 102, 5, 14}, 60});
    pieces.push_back({{109 + 9 * 30, 102, 5, 14}, 60});
    CHECK(rows_of(pieces).size() == 1);
  }

  TEST_CASE("quotes between words of a falling row do not part it") {
    const std::vector<Piece> pieces{
        // of these, but plenty of
        {{17, 69, 18, 18}, 205, 0, 18},
        {{40, 63, 14, 26}, 161, 0, 26},
        {{75, 63, 13, 26}, 146, 0, 26},
        {{86, 61, 34, 25}, 331, 11, 14},
        {{124, 72, 12, 16}, 111, 0, 16},
        {{138, 71, 13, 16}, 154, 0, 16},
        {{156, 82, 5, 12}, 56, 0, 12},
        {{180, 61, 39, 29}, 380, 17, 11},
        {{221, 70, 13, 21}, 129, 0, 21},
        {{257, 75, 17, 23}, 235, 0, 23},
        {{272, 68, 9, 23}, 119, 0, 23},
        {{283, 78, 12, 14}, 118, 0, 14},
        {{302, 80, 17, 14}, 143, 8, 5},
        {{319, 72, 30, 30}, 299, 0, 30},
        {{372, 82, 15, 13}, 140, 5, 4},
        {{391, 70, 14, 24}, 165, 0, 24},
        // "off-topic"
        {{434, 72, 7, 13}, 64, 0, 13},
        {{444, 71, 7, 15}, 73, 0, 15},
        {{450, 90, 21, 15}, 196, 3, 9},
        {{475, 77, 16, 28}, 199, 0, 28},
        {{492, 81, 14, 22}, 173, 0, 22},
        {{508, 82, 75, 40}, 784, 12, 15},
        {{587, 79, 6, 14}, 70, 0, 14},
        {{595, 80, 6, 15}, 77, 0, 15},
    };
    const std::vector<Role> roles(pieces.size(), Role::letter);
    const auto rows = inkline::cluster_rows(pieces, roles, 23);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].size() == pieces.size());
  }

  TEST_CASE("short joined words are of their row though some stand far from the next") {
    std::vector<Piece> pieces;
    int x = 100;
    for (int i = 0; i < 12; ++i) {
      const int ascender = i % 3 == 0 ? 14 : 0;
      pieces.push_back({{x, 100 + x / 20 - 16 - ascender, 50, 16 + ascender}, 300, ascender, 16});
      x += i > 7 ? 105 : 75;
    }
    CHECK(rows_of(pieces).size() == 1);
  }

  TEST_CASE("an apostrophe high above small letters is of their row, dirt there is not") {
    std::vector<Piece> pieces;
    for (int i = 0; i < 9; ++i) pieces.push_back(letter_at(100 + i * 30, 115, 20));
    pieces.push_back({{240, 93, 5, 13}, 60});
    CHECK(rows_of(pieces).size() == 1);
    pieces.back().box = {240, 40, 5, 13};
    CHECK(rows_of(pieces).size() == 2);
  }

  TEST_CASE("the broken loop of a g is of the row above it, a lone letter further below is not") {
    std::vector<Piece> pieces;
    for (int i = 0; i < 9; ++i) pieces.push_back(letter_at(100 + i * 30, 115, 20));
    pieces.push_back(letter_at(222, 138, 16));
    CHECK(rows_of(pieces).size() == 1);
    pieces.back().box.y = 160;
    CHECK(rows_of(pieces).size() == 2);
  }

  TEST_CASE("dirt at the edge of the sheet joins no row") {
    std::vector<Piece> pieces = written(1, 20, [](int, int) { return 100.0; });
    pieces.push_back({{-60, 95, 12, 40}, 400});
    pieces.push_back({{1100, 105, 14, 30}, 400});
    CHECK(rows_of(pieces).size() == 3);
  }

  TEST_CASE("ascenders and descenders of joined words do not pull their rows together") {
    // Words of 30 with a core of 12, twice as high as the way from row to row would allow.
    std::vector<Piece> pieces;
    for (int word = 0; word < 6; ++word) {
      for (int r = 0; r < 3; ++r) {
        const bool hangs = (word + r) % 2 == 0;
        Piece piece{{100 + 110 * word, 100 + 34 * r - (hangs ? 0 : 16), 90, 30}, 500};
        piece.core_top = hangs ? 0 : 16;
        piece.core_height = 14;
        pieces.push_back(piece);
      }
    }
    check_in_written_rows(rows_of(pieces), 3, 6);
  }

  TEST_CASE("prices at the right are of the rows they stand in") {
    std::vector<Piece> pieces;
    for (int r = 0; r < 5; ++r) {
      for (int i = 0; i < 6 + r; ++i) pieces.push_back(letter_at(100 + 26 * i, 100 + 60 * r));
      for (int i = 0; i < 4; ++i) pieces.push_back(letter_at(700 + 26 * i, 102 + 60 * r));
    }
    const auto rows = rows_of(pieces);
    REQUIRE(rows.size() == 5);
    CHECK(rows[0].size() == 10);
    CHECK(rows[4].size() == 14);
  }

  TEST_CASE(
      "prices far to the right of items of any length are of their rows, some rows have none") {
    std::vector<Piece> pieces;
    std::vector<std::size_t> letters;
    for (int r = 0; r < 8; ++r) {
      const int item = 3 + (7 * r) % 17;
      const int price = r % 4 == 2 ? 0 : 3 + r % 3;
      for (int i = 0; i < item; ++i) pieces.push_back(letter_at(100 + 26 * i, 100 + 60 * r));
      // Aligned at the right, as sums are.
      for (int i = 0; i < price; ++i) pieces.push_back(letter_at(1400 - 26 * i, 103 + 60 * r));
      letters.push_back(static_cast<std::size_t>(item + price));
    }
    const auto rows = rows_of(pieces);
    REQUIRE(rows.size() == letters.size());
    for (std::size_t r = 0; r < rows.size(); ++r) CHECK(rows[r].size() == letters[r]);
  }

  TEST_CASE("price lists are read across and notes side by side are not, as a rule") {
    CHECK(mean_share_found(price_list) > 0.95);
    CHECK(mean_share_found(table_of_three) > 0.95);
    CHECK(mean_share_found(two_notes) > 0.98);
  }

  TEST_CASE("columns, notes in the margin and indented rows keep their rows, as a rule") {
    CHECK(mean_share_found(two_columns) > 0.98);
    CHECK(mean_share_found(note_in_margin) > 0.95);
    CHECK(mean_share_found(indented_rows) > 0.99);
  }

  TEST_CASE("a letter alone is of the row whose letters all stand as far apart") {
    std::vector<Piece> pieces = written(3, 30, [](int row, int) { return 200.0 + 70 * row; });
    for (int i = 0; i < 11; ++i) {
      const bool is_small = i == 8 || i == 9;
      pieces.push_back(letter_at(100 + 95 * i, is_small ? 72 : 60, is_small ? 18 : kHeight));
    }
    CHECK(rows_of(pieces).size() == 4);
  }

  TEST_CASE("two columns whose rows are at other heights are read one after the other") {
    std::vector<Piece> pieces;
    for (int r = 0; r < 5; ++r) {
      for (int i = 0; i < 12; ++i) pieces.push_back(letter_at(100 + 26 * i, 100 + 60 * r));
    }
    for (int r = 0; r < 5; ++r) {
      for (int i = 0; i < 12; ++i) pieces.push_back(letter_at(540 + 26 * i, 128 + 60 * r));
    }
    const auto rows = rows_of(pieces);
    REQUIRE(rows.size() == 10);
    for (std::size_t r = 0; r < 10; ++r) {
      CHECK(rows[r].size() == 12);
      CHECK(rows[r].front() == static_cast<int>(12 * r));
    }
  }

  TEST_CASE("a large initial is of its row, the frame around it is not") {
    std::vector<Piece> pieces;
    for (int i = 0; i < 12; ++i) pieces.push_back(letter_at(200 + 30 * i, 150, 22));
    pieces.push_back({{150, 90, 45, 82}, 700});
    CHECK(rows_of(pieces).size() == 1);
    CHECK(rows_of(pieces)[0].size() == 13);
    pieces.push_back({{562, 110, 40, 100}, 700});
    const auto rows = rows_of(pieces);
    CHECK(std::count(rows[0].begin(), rows[0].end(), 13) == 0);
  }

  TEST_CASE("an underline is no part of its row, a low line between letters is") {
    std::vector<Piece> pieces = written(1, 10, [](int, int) { return 100.0; });
    pieces.push_back({{170, 146, 60, 4}, 200});
    pieces.push_back({{100 + 10 * 34, 134, 30, 4}, 100});
    std::vector<Role> roles(pieces.size(), Role::letter);
    roles[10] = roles[11] = Role::mark;
    const auto rows = inkline::cluster_rows(pieces, roles, kHeight);
    REQUIRE(rows.size() == 1);
    CHECK(std::count(rows[0].begin(), rows[0].end(), 10) == 0);
    CHECK(std::count(rows[0].begin(), rows[0].end(), 11) == 1);
  }

  TEST_CASE("the dashes of a broken line below a row are no part of it, two hyphens are") {
    std::vector<Piece> pieces = written(1, 10, [](int, int) { return 100.0; });
    for (int i = 0; i < 6; ++i) pieces.push_back({{120 + 68 * i, 142, 12, 3}, 36});
    pieces.push_back({{100 + 10 * 34, 115, 16, 4}, 60});
    pieces.push_back({{100 + 11 * 34, 115, 16, 4}, 60});
    std::vector<Role> roles(pieces.size(), Role::mark);
    std::fill_n(roles.begin(), 10, Role::letter);
    const auto rows = inkline::cluster_rows(pieces, roles, kHeight);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0] == RowMembers{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 17});
  }

  TEST_CASE("the dash before an item of a list is of the item's row, dirt further away is not") {
    std::vector<Piece> pieces = written(3, 12, [](int r, int) { return 100.0 + 70 * r; });
    for (int r = 0; r < 3; ++r) pieces.push_back({{40, 98 + 70 * r, 24, 6}, 120});
    pieces.push_back({{-80, 120, 24, 6}, 120});
    std::vector<Role> roles(pieces.size(), Role::letter);
    std::fill(roles.end() - 4, roles.end(), Role::mark);
    const auto rows = inkline::cluster_rows(pieces, roles, kHeight);
    REQUIRE(rows.size() == 3);
    for (int r = 0; r < 3; ++r) {
      CHECK(rows[static_cast<std::size_t>(r)].size() == 13);
      CHECK(rows[static_cast<std::size_t>(r)].front() == 36 + r);
    }
  }

  TEST_CASE("marks far from every row and rubbish belong to none") {
    const std::vector<Piece> pieces{
        letter_at(100, 100), {{105, 300, 5, 5}, 20}, letter_at(140, 100)};
    const std::vector<Role> roles{Role::letter, Role::mark, Role::rubbish};
    CHECK(inkline::cluster_rows(pieces, roles, kHeight) == std::vector<RowMembers>{{0}});
  }

  TEST_CASE("nothing to cluster gives no rows") {
    CHECK(inkline::cluster_rows({}, {}, kHeight).empty());
  }

  TEST_CASE("a bad setting is refused by name") {
    CHECK_THROWS_WITH_AS(inkline::cluster_rows({}, {}, kHeight, {.widest_gap = -1}),
                         doctest::Contains("rows.widest_gap"), inkline::Error);
  }
}

}  // namespace
