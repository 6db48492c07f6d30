#include "ink_options.hpp"

#include <algorithm>

#include <inkline/base/error.hpp>
#include <inkline/image/ink_method.hpp>

namespace inkline::tools {

void take_ink_options(const cxxopts::ParseResult& parsed, MarkInkParams& params) {
  if (parsed.count("threshold") > 0) {
    params.binarise.method = ink_method(parsed["threshold"].as<std::string>());
  }
  if (parsed.count("light") > 0) {
    const auto how = parsed["light"].as<std::string>();
    require_setting(how == "even" || how == "as-is",
                    "--light must be even or as-is, got '" + how + "'");
    params.even_light.even = how == "even";
  }
}

std::string method_list() {
  std::string list;
  for (const NamedInkMethod& known : ink_methods()) {
    std::string name(known.name);
    name.resize(std::max<std::size_t>(name.size(), 9), ' ');
    list += "      " + name + std::string(known.summary) + '\n';
  }
  return list;
}

}  // namespace inkline::tools
