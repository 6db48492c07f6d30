#include "character_set.hpp"

#include <vector>

#include <inkline/base/error.hpp>
#include <inkline/base/utf8.hpp>

namespace inkline::tools {

std::set<std::string> character_set(std::string_view list) {
  const std::vector<std::string> points = code_points(list);
  std::set<std::string> characters;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const bool is_range = i + 2 < points.size() && points[i + 1] == "-";
    if (!is_range) {
      characters.insert(points[i]);
      continue;
    }
    const std::string range = points[i] + '-' + points[i + 2];
    require_setting(points[i].size() == 1 && points[i + 2].size() == 1,
                    "alphabet: ranges are of ASCII characters, got '" + range + "'");
    require_setting(points[i][0] <= points[i + 2][0],
                    "alphabet: the range '" + range + "' runs backwards");
    for (char c = points[i][0]; c <= points[i + 2][0]; ++c) characters.insert(std::string(1, c));
    i += 2;
  }
  require_setting(!characters.empty(), "alphabet must hold at least one character");
  return characters;
}

}  // namespace inkline::tools
