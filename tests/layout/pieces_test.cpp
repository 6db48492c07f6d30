#include <inkline/layout/pieces.hpp>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>

namespace {

using inkline::Piece;
using inkline::Role;

Piece piece(int width, int height) {
  return {{0, 0, width, height}, width * height / 4};
}

std::vector<Piece> letters_of_height(int height, int count) {
  return std::vector<Piece>(static_cast<std::size_t>(count), piece(height * 2 / 3, height));
}

TEST_SUITE("pieces") {
  TEST_CASE("letter height survives a hundred times as many specks as letters") {
    std::vector<Piece> pieces = letters_of_height(40, 20);
    pieces.insert(pieces.end(), 2000, {{0, 0, 2, 2}, 4});
    CHECK(inkline::letter_height(pieces) == 40);
  }

  TEST_CASE("letter height survives ruled lines, a frame and a dark desk at the side") {
    std::vector<Piece> pieces = letters_of_height(40, 30);
    pieces.insert(pieces.end(), 12, {{0, 0, 1500, 3}, 4500});
    pieces.push_back({{0, 0, 1500, 900}, 12000});
    pieces.push_back({{0, 0, 200, 900}, 150000});
    CHECK(inkline::letter_height(pieces) == 40);
  }

  TEST_CASE("no pieces, or only specks, have no letter height") {
    CHECK(inkline::letter_height({}) == 0);
    CHECK(inkline::letter_height(std::vector<Piece>(50, {{0, 0, 2, 2}, 4})) == 0);
  }

  TEST_CASE("size alone tells letters, marks and rubbish apart, at any scale") {
    for (const int scale : {1, 4}) {
      CAPTURE(scale);
      const std::vector<Piece> pieces{
          piece(20 * scale, 30 * scale),   // letter
          piece(6 * scale, 6 * scale),     // dot
          piece(25 * scale, 5 * scale),    // hyphen
          piece(400 * scale, 4 * scale),   // ruled line
          piece(20 * scale, 300 * scale),  // frame
          {{0, 0, scale, scale}, scale},   // speck
      };
      const std::vector<Role> roles = inkline::sort_pieces(pieces, 30.0 * scale, 4.0 * scale);
      CHECK(roles == std::vector<Role>{Role::letter, Role::mark, Role::mark, Role::rubbish,
                                       Role::rubbish, Role::rubbish});
    }
  }

  TEST_CASE("a hole of the sheet is rubbish, a bullet a mark, and thick letters stay letters") {
    const auto thick = [](int width, int height, double thickness) {
      return Piece{{0, 0, width, height}, width * height / 2, 0, 0, thickness};
    };
    const std::vector<Piece> pieces{thick(28, 26, 20), thick(9, 9, 8), thick(30, 30, 9),
                                    thick(10, 34, 10)};
    CHECK(inkline::sort_pieces(pieces, 30, 4) ==
          std::vector<Role>{Role::rubbish, Role::mark, Role::letter, Role::letter});
  }

  TEST_CASE("the loose bar of a T is a mark; a line over many letters, or over none, is rubbish") {
    const Piece bar{{100, 100, 60, 6}, 360};
    const Piece stem{{126, 108, 8, 40}, 320};
    const auto role_of_bar = [&](std::vector<Piece> others) {
      others.insert(others.begin(), bar);
      return inkline::sort_pieces(others, 30, 5).front();
    };
    CHECK(role_of_bar({stem}) == Role::mark);
    CHECK(role_of_bar({stem, {{145, 118, 20, 30}, 200}}) == Role::mark);
    CHECK(role_of_bar({}) == Role::rubbish);
    CHECK(role_of_bar({{{126, 60, 8, 36}, 320}}) == Role::rubbish);
    CHECK(role_of_bar(
              {{{100, 108, 18, 40}, 200}, {{122, 108, 18, 40}, 200}, {{144, 108, 18, 40}, 200}}) ==
          Role::rubbish);
  }

  TEST_CASE("a low joined word is letters, a dash and a tilde of its size are marks") {
    constexpr double stroke = 3;
    const auto role_of = [&](int width, int height, double ink_length) {
      const Piece piece{{0, 0, width, height}, static_cast<int>(ink_length * stroke)};
      return inkline::sort_pieces(std::vector{piece}, 30, stroke).front();
    };
    CHECK(role_of(40, 12, 60) == Role::letter);
    CHECK(role_of(40, 12, 42) == Role::mark);  // rises as a dash
    CHECK(role_of(40, 12, 48) == Role::mark);  // waves as a tilde
    CHECK(role_of(12, 12, 40) == Role::mark);
  }

  TEST_CASE("a bad setting is refused by name") {
    CHECK_THROWS_WITH_AS(inkline::sort_pieces({}, 10, 2, {.most_height = 0.5}),
                         doctest::Contains("pieces.most_height"), inkline::Error);
  }
}

}  // namespace
