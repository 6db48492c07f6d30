#include <inkline/training/data_sources.hpp>

#include <inkline/base/error.hpp>

namespace inkline {

void DataOptions::check() const {
  shares.check();
  draw.check();
  crop.check();
  require_setting(reject_share >= 0 && reject_share <= 1,
                  "data.reject_share must be 0 to 1, got " + std::to_string(reject_share));
  require_setting(threads >= 0 && threads <= 64,
                  "data.threads must be 0 to 64, got " + std::to_string(threads));
}

DataSet open_data_set(const std::string& kind_and_path, const DataOptions& options) {
  options.check();
  const std::size_t colon = kind_and_path.find(':');
  const std::string kind = kind_and_path.substr(0, colon);
  const std::string path = colon == std::string::npos ? "" : kind_and_path.substr(colon + 1);
  if (path.empty()) {
    throw Error(Fault::usage, kind_and_path + ": a data set is named KIND:PATH");
  }
  if (kind == "unipen") return open_unipen_characters(path, options);
  throw Error(Fault::usage, kind_and_path + ": unknown kind '" + kind + "', known are unipen");
}

}  // namespace inkline
