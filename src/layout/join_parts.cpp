#include <inkline/layout/join_parts.hpp>

#include <algorithm>
#include <string>

#include <inkline/base/error.hpp>

namespace inkline {
namespace {

bool is_dot(const Box& box, double letter_height) {
  return std::max(box.width, box.height) < 0.5 * letter_height;
}

bool is_bar(const Box& box, double letter_height) {
  return box.height < 0.35 * letter_height && box.width > 1.5 * box.height;
}

double widest_gap(const Box& a, const Box& b, double letter_height, const JoinParams& params) {
  if (is_bar(a, letter_height) && is_bar(b, letter_height)) return params.most_bar_gap;
  if (is_dot(a, letter_height) || is_dot(b, letter_height)) return params.most_dot_gap;
  return params.most_part_gap;
}

bool are_one_letter(const Box& a, const Box& b, double letter_height, const JoinParams& params) {
  const int narrower = std::min(a.width, b.width);
  if (horizontal_overlap(a, b) < params.least_overlap * narrower) return false;
  const int gap = -vertical_overlap(a, b);
  return gap <= 0 || gap < widest_gap(a, b, letter_height, params) * letter_height;
}

void absorb(Letter& letter, const Letter& part) {
  letter.box = united(letter.box, part.box);
  letter.pieces.insert(letter.pieces.end(), part.pieces.begin(), part.pieces.end());
}

/// Joins the first pair that belongs together; false when there is none.
bool join_one_pair(std::vector<Letter>& letters, double letter_height, const JoinParams& params) {
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const double reach = letters[i].box.right() + 2 * letter_height;
    for (std::size_t j = i + 1; j < letters.size() && letters[j].box.x < reach; ++j) {
      if (!are_one_letter(letters[i].box, letters[j].box, letter_height, params)) continue;
      absorb(letters[i], letters[j]);
      letters.erase(letters.begin() + static_cast<std::ptrdiff_t>(j));
      return true;
    }
  }
  return false;
}

}  // namespace

void JoinParams::check() const {
  const auto require_gap = [](const char* name, double value) {
    require_setting(value >= 0 && value <= 2, std::string("join_parts.") + name +
                                                  " must be 0 to 2, got " + std::to_string(value));
  };
  require_setting(least_overlap >= 0 && least_overlap <= 1,
                  "join_parts.least_overlap must be 0 to 1, got " + std::to_string(least_overlap));
  require_gap("most_dot_gap", most_dot_gap);
  require_gap("most_bar_gap", most_bar_gap);
  require_gap("most_part_gap", most_part_gap);
}

std::vector<Letter> join_parts(std::span<const Piece> pieces, const RowMembers& row,
                               double letter_height, const JoinParams& params) {
  params.check();
  constexpr std::size_t most_letters = 2000;  // more are texture; every pass looks at all of them
  std::vector<Letter> letters;
  letters.reserve(row.size());
  for (const int member : row) {
    letters.push_back({pieces[static_cast<std::size_t>(member)].box, {member}});
  }
  if (letters.size() <= most_letters) {
    while (join_one_pair(letters, letter_height, params)) {
    }
  }
  std::sort(letters.begin(), letters.end(),
            [](const Letter& a, const Letter& b) { return a.box.centre_x() < b.box.centre_x(); });
  return letters;
}

}  // namespace inkline
