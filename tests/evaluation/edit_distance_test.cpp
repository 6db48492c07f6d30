#include <inkline/evaluation/edit_distance.hpp>

#include <random>

#include <doctest/doctest.h>

#include <inkline/base/utf8.hpp>

namespace {

using inkline::AlignedPair;
using inkline::code_points;
using inkline::count_edits;
using inkline::EditCounts;

EditCounts edits(std::string_view truth, std::string_view reading) {
  return count_edits(code_points(truth), code_points(reading));
}

std::string random_text(std::mt19937& generator) {
  std::string text(generator() % 12, 'a');
  for (char& c : text) c = static_cast<char>('a' + generator() % 3);
  return text;
}

TEST_SUITE("edit distance") {
  TEST_CASE("the textbook pair is three edits apart") {
    CHECK(edits("kitten", "sitting") == EditCounts{4, 2, 0, 1});
    CHECK(edits("sitting", "kitten") == EditCounts{4, 2, 1, 0});
  }

  TEST_CASE("against nothing, every character was missed or made up") {
    CHECK(edits("", "") == EditCounts{});
    CHECK(edits("abc", "") == EditCounts{0, 0, 3, 0});
    CHECK(edits("", "abc") == EditCounts{0, 0, 0, 3});
  }

  TEST_CASE("a character counts once, however many bytes it has") {
    CHECK(edits("z\xC3\xA4h", "zah") == EditCounts{2, 1, 0, 0});
  }

  TEST_CASE("among equally cheap ways the one with the most matches counts") {
    CHECK(edits("ab", "bc") == EditCounts{1, 0, 1, 1});
  }

  TEST_CASE("the alignment names every step in order") {
    CHECK(inkline::align(code_points("abcd"), code_points("acd")) ==
          std::vector<AlignedPair>{{"a", "a"}, {"b", ""}, {"c", "c"}, {"d", "d"}});
    CHECK(inkline::align({}, code_points("q")) == std::vector<AlignedPair>{{"", "q"}});
  }

  TEST_CASE("alignment and counts agree, and swapping the texts swaps missing and made up") {
    std::mt19937 generator(7);
    for (int round = 0; round < 200; ++round) {
      const std::string a = random_text(generator);
      const std::string b = random_text(generator);
      CAPTURE(a);
      CAPTURE(b);
      EditCounts aligned;
      std::string truth;
      std::string read;
      for (const AlignedPair& pair : inkline::align(code_points(a), code_points(b))) {
        truth += pair.truth;
        read += pair.read;
        if (pair.read.empty()) {
          ++aligned.deletions;
        } else if (pair.truth.empty()) {
          ++aligned.insertions;
        } else {
          ++(pair.truth == pair.read ? aligned.matches : aligned.substitutions);
        }
      }
      CHECK(truth == a);
      CHECK(read == b);
      CHECK(aligned == edits(a, b));
      const EditCounts swapped = edits(b, a);
      CHECK(swapped.distance() == aligned.distance());
      CHECK(swapped.insertions == aligned.deletions);
    }
  }

  TEST_CASE("a pair too large for a table is left unaligned but still counted") {
    const std::vector<std::string> truth(21'000, "a");
    const std::vector<std::string> reading(20'000, "b");
    CHECK(inkline::align(truth, reading).empty());
  }
}

}  // namespace
