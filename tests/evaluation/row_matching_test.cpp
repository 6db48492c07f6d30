#include <inkline/evaluation/row_matching.hpp>

#include <doctest/doctest.h>

#include <inkline/base/utf8.hpp>

namespace {

using inkline::match_rows;
using inkline::Row;
using inkline::RowMatches;

std::vector<Row> rows(const std::vector<std::string>& texts) {
  std::vector<Row> result;
  for (const std::string& text : texts) result.push_back(inkline::code_points(text));
  return result;
}

TEST_SUITE("row matching") {
  TEST_CASE("rows in any order are matched without an error") {
    const RowMatches matches = match_rows(rows({"milk", "two eggs", "tea"}),  //
                                          rows({"tea", "milk", "two eggs"}));
    CHECK(matches.line_of_row == std::vector<int>{1, 2, 0});
    CHECK(matches.rows_found == 3);
    CHECK(matches.edits.distance() == 0);
  }

  TEST_CASE("a row is found when half of its characters stand in one line") {
    CHECK(match_rows(rows({"abcd"}), rows({"abxx"})).rows_found == 1);
    CHECK(match_rows(rows({"abcd"}), rows({"axxx"})).rows_found == 0);
    CHECK(match_rows(rows({"abcd"}), rows({"ab", "cd"})).rows_found == 1);
  }

  TEST_CASE("a line serves one row only, so rows run together are not all found") {
    const RowMatches matches = match_rows(rows({"first row", "other text"}),  //
                                          rows({"first row other text"}));
    CHECK(matches.rows_found == 1);
  }

  TEST_CASE("what has no partner counts in full") {
    const RowMatches missed = match_rows(rows({"abc", "defg"}), {});
    CHECK(missed.line_of_row == std::vector<int>{-1, -1});
    CHECK(missed.edits.deletions == 7);
    const RowMatches made_up = match_rows({}, rows({"xy", "z"}));
    CHECK(made_up.edits.insertions == 3);
    CHECK(match_rows({}, {}).edits.distance() == 0);
  }

  TEST_CASE("the assignment is the cheapest of all, not the first that looks good") {
    // Greedy would give "aaab" to the first row, and leave "aaaa" the poor line.
    const RowMatches matches = match_rows(rows({"aaab", "aaaa"}), rows({"aaaa", "aabb"}));
    CHECK(matches.line_of_row == std::vector<int>{1, 0});
    CHECK(matches.edits.distance() == 1);
  }

  TEST_CASE("more rows than lines and more lines than rows leave the worst alone") {
    CHECK(match_rows(rows({"zzz", "abc"}), rows({"abd"})).line_of_row == std::vector<int>{-1, 0});
    CHECK(match_rows(rows({"abc"}), rows({"zzz", "abd"})).line_of_row == std::vector<int>{1});
  }
}

}  // namespace
