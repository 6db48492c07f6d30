#include "reading_options.hpp"

#include <inkline/base/error.hpp>

namespace inkline::tools {

void add_reading_options(cxxopts::Options& options) {
  options.add_options()("m,model", "", cxxopts::value<std::vector<std::string>>());
}

ReadingSettings reading_settings(const cxxopts::ParseResult& parsed) {
  ReadingSettings settings;
  if (parsed.count("model") == 0) return settings;
  for (const std::string& path : parsed["model"].as<std::vector<std::string>>()) {
    require_setting(!path.empty(), "--model needs a path that is not empty");
    settings.models.emplace_back(path);
  }
  return settings;
}

std::string reading_help() {
  return R"(  -m, --model FILE    use this model in place of those inside the program: one
                      that knows characters, one that reads rows, or one of
                      each with --model given twice
)";
}

}  // namespace inkline::tools
