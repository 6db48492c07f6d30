#include <inkline/training/line_tests.hpp>

#include <algorithm>
#include <map>
#include <utility>

#include <inkline/base/error.hpp>
#include <inkline/base/random.hpp>

namespace inkline {
namespace {

template <class Item>
void shuffle(std::vector<Item>& items, Random& random) {
  for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[random.index(i)]);
}

bool belongs(const LineItem& item, LineTest test) {
  if (test == LineTest::codes) return item.kind == LineKind::capitals;
  if (item.kind != LineKind::written) return false;
  const bool has_space = item.text.find(' ') != std::string::npos;
  if (test == LineTest::lines) return item.category == "8" && has_space;
  return item.category != "8" && !has_space && item.text.size() > 1;
}

/// Every writer's items in random order, the writers in random order.
std::vector<std::vector<std::size_t>> items_by_writer(const LineSet& set, LineTest test, Part part,
                                                      Random& random) {
  std::map<std::string, std::vector<std::size_t>> by_writer;
  for (const std::size_t item : items_of(set, part)) {
    if (belongs(set.items[item], test)) by_writer[set.items[item].writer].push_back(item);
  }
  std::vector<std::vector<std::size_t>> writers;
  for (auto& [writer, items] : by_writer) {
    shuffle(items, random);
    writers.push_back(std::move(items));
  }
  shuffle(writers, random);
  return writers;
}

/// Items in turns: the first of every writer, then the second, ...; codes go round again.
std::vector<std::size_t> choose(const std::vector<std::vector<std::size_t>>& writers, LineTest test,
                                std::size_t rows) {
  std::size_t longest = 0;
  for (const auto& items : writers) longest = std::max(longest, items.size());
  if (test == LineTest::codes && !writers.empty()) longest = rows / writers.size() + 1;
  std::vector<std::size_t> chosen;
  for (std::size_t turn = 0; turn < longest; ++turn) {
    for (const auto& items : writers) {
      if (chosen.size() == rows) return chosen;
      if (test == LineTest::codes) {
        chosen.push_back(items[turn % items.size()]);
      } else if (turn < items.size()) {
        chosen.push_back(items[turn]);
      }
    }
  }
  return chosen;
}

/// Three capitals or digits, a hyphen, three digits.
std::string random_code(Random& random) {
  constexpr std::string_view characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  std::string code;
  for (int i = 0; i < 3; ++i) code += characters[random.index(characters.size())];
  code += '-';
  for (int i = 0; i < 3; ++i) code += static_cast<char>('0' + random.index(10));
  return code;
}

}  // namespace

std::string_view name_of(LineTest test) {
  switch (test) {
    case LineTest::words:
      return "words";
    case LineTest::lines:
      return "lines";
    case LineTest::codes:
      return "codes";
  }
  return "";
}

void LineTestParams::check() const {
  require_setting(rows >= 1 && rows <= 1'000'000,
                  "line_tests.rows must be 1 to 1000000, got " + std::to_string(rows));
  drawing.check();
}

std::vector<TestRow> draw_test_rows(const LineSet& set, LineTest test, Part part,
                                    const LineTestParams& params) {
  params.check();
  Random random(derived_seed(params.seed, static_cast<std::uint64_t>(test)));
  const std::vector<std::size_t> chosen =
      choose(items_by_writer(set, test, part, random), test, params.rows);
  std::vector<TestRow> rows;
  for (const std::size_t item : chosen) {
    Random own(random.next());
    DrawnLine line = test == LineTest::codes
                         ? draw_text(set, item, random_code(own), params.drawing, own)
                         : draw_line(set, item, params.drawing, own);
    rows.push_back({set.items[item].writer, std::move(line.text), std::move(line.ink)});
  }
  return rows;
}

}  // namespace inkline
