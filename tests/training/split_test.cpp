#include <inkline/training/split.hpp>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace {

using inkline::DataSet;
using inkline::Part;

DataSet many_writers() {
  DataSet data;
  for (int i = 0; i < 4000; ++i) data.items.push_back({"a", "abc/w" + std::to_string(i / 2)});
  return data;
}

TEST_SUITE("split") {
  TEST_CASE("every item is in one part, with all others of its writer") {
    const DataSet data = many_writers();
    std::map<std::string, int> parts_of_writer;
    std::vector<int> seen(data.items.size(), 0);
    for (const Part part : {Part::train, Part::validation, Part::held_out}) {
      std::map<std::string, int> met;
      for (const std::size_t i : items_of(data, part)) {
        ++seen[i];
        met[data.items[i].writer] = 1;
      }
      for (const auto& [writer, one] : met) parts_of_writer[writer] += one;
    }
    CHECK(std::all_of(seen.begin(), seen.end(), [](int count) { return count == 1; }));
    for (const auto& [writer, parts] : parts_of_writer) CHECK(parts == 1);
  }

  TEST_CASE("parts have about the shares of writers that are documented") {
    const DataSet data = many_writers();
    const auto share = [&](Part part) {
      return static_cast<double>(items_of(data, part).size()) /
             static_cast<double>(data.items.size());
    };
    CHECK(share(Part::train) == doctest::Approx(0.80).epsilon(0.05));
    CHECK(share(Part::validation) == doctest::Approx(0.05).epsilon(0.4));
    CHECK(share(Part::held_out) == doctest::Approx(0.15).epsilon(0.15));
  }

  TEST_CASE("the contributor does not count, and a part never changes") {
    CHECK(inkline::part_of("cea/gb2911") == inkline::part_of("ceb/gb2911"));
    // Pinned: a change would put writers that were trained on among those held out.
    const std::vector<std::string> writers{"kai/yklyu", "val/val01", "gmd/kast", "apa/BobStrong"};
    std::vector<Part> parts;
    for (const std::string& writer : writers) parts.push_back(inkline::part_of(writer));
    CHECK((parts == std::vector<Part>{Part::train, Part::train, Part::held_out, Part::held_out}));
  }
}

}  // namespace
