#include <inkline/training/data_sources.hpp>

#include <vector>

#include <inkline/base/error.hpp>
#include <inkline/training/picture_sets.hpp>

namespace inkline {
namespace {

/// IMAGES,LABELS or IMAGES,LABELS,MAPPING.
DataSet open_idx_list(const std::string& list, const DataOptions& options) {
  std::vector<std::string> paths{""};
  for (const char c : list) {
    if (c == ',') {
      paths.emplace_back();
    } else {
      paths.back() += c;
    }
  }
  if (paths.size() < 2 || paths.size() > 3) {
    throw Error(Fault::usage, "idx:" + list + ": should be idx:IMAGES.gz,LABELS.gz[,MAPPING]");
  }
  return open_idx(paths[0], paths[1], paths.size() == 3 ? paths[2] : "", options.crop);
}

}  // namespace

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
  if (kind == "idx") return open_idx_list(path, options);
  if (kind == "mat") return open_mat(path, options.crop);
  if (kind == "folder") return open_folder(path, options.crop);
  throw Error(Fault::usage, kind_and_path + ": unknown kind '" + kind +
                                "', known are unipen, idx, mat and folder");
}

}  // namespace inkline
