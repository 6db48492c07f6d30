#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <system_error>
#include <vector>

#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>

#include <inkline/base/error.hpp>
#include <inkline/evaluation/ink_measures.hpp>
#include <inkline/image/grey.hpp>
#include <inkline/image/mark_ink.hpp>

#include "commands.hpp"
#include "failure.hpp"
#include "ink_options.hpp"
#include "ocr_run.hpp"
#include "options.hpp"
#include "picture_files.hpp"
#include "read_input.hpp"
#include "report_text.hpp"
#include "standard_output.hpp"
#include "truth_pairs.hpp"

namespace inkline::tools {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

/// What the command line of `ocr-tools evaluate-binarise` asks for.
struct Settings {
  fs::path folder;
  std::string only = "*";
  std::optional<fs::path> masks;  ///< of another program instead of ours
  MarkInkParams mark_ink;
  bool json = false;
};

std::string help() {
  const Settings defaults;
  return R"(NAME
  ocr-tools evaluate-binarise - how well ink is told from paper

SYNOPSIS
  ocr-tools evaluate-binarise FOLDER [options]

DESCRIPTION
  Compares the ink found in each picture X.png of FOLDER with the truth beside
  it, X_mask.png (ink black, same size), and prints the measures of the DIBCO
  contests for each picture and their means:
    F       F-measure, percent: harmonic mean of precision and recall of ink
    pF      pseudo F-measure, percent: strokes weigh by their length, false ink
            by where it stands (Ntirogiannis, Gatos, Pratikakis 2013)
    PSNR    peak signal to noise ratio, decibels
    DRD     distance reciprocal distortion (Lu, Kot, Shi 2004); less is better

OPTIONS
  --only GLOB   pictures whose name without extension fits the pattern;
                default *
  --threshold METHOD
                how ink is told from paper; default )" +
         std::string(name_of(defaults.mark_ink.binarise.method)) + R"(
)" + method_list() +
         R"(  --light HOW   even: light is evened first; as-is: it is not, and light ink
                on dark not turned over; default even
  --masks DIR   compare DIR/X.png (ink black) in place of finding the ink, to
                score another program; default: find it
  --json        print one JSON object
  --help        print this page

EXIT STATUS
  0 all were compared, 1 usage, 2 none, 3 defect, 4 some

EXAMPLES
  ocr-tools evaluate-binarise dibco
  ocr-tools evaluate-binarise dibco --masks dibco_by_others
)";
}

cxxopts::Options option_table() {
  cxxopts::Options options("evaluate-binarise");
  options.add_options()                                 //
      ("only", "", cxxopts::value<std::string>())       //
      ("masks", "", cxxopts::value<std::string>())      //
      ("threshold", "", cxxopts::value<std::string>())  //
      ("light", "", cxxopts::value<std::string>())      //
      ("json", "")                                      //
      ("h,help", "");
  return options;
}

/// Nothing when help was wanted and printed.
std::optional<Settings> parse(int argc, char** argv) {
  const cxxopts::ParseResult parsed = option_table().parse(argc, argv);
  if (parsed.count("help") > 0) return write_to_standard_output(help()), std::nullopt;
  require_setting(parsed.unmatched().size() == 1, "evaluate-binarise takes one folder");
  Settings settings;
  settings.folder = parsed.unmatched().front();
  if (parsed.count("only") > 0) settings.only = parsed["only"].as<std::string>();
  if (parsed.count("masks") > 0) settings.masks = parsed["masks"].as<std::string>();
  take_ink_options(parsed, settings.mark_ink);
  settings.json = parsed.count("json") > 0;
  return settings;
}

/// A picture, its truth, and how the two compare.
struct Compared {
  std::string name;
  fs::path picture;
  fs::path truth;
  InkMeasures measures;
  double seconds = 0;
  bool failed = false;
};

constexpr std::string_view kTruthEnd = "_mask";

/// The truth of a picture, X_mask with any extension; empty when there is none.
fs::path truth_of(const fs::path& picture, std::span<const fs::path> all) {
  const std::string wanted = picture.stem().string() + std::string(kTruthEnd);
  const auto found = std::find_if(all.begin(), all.end(), [&](const fs::path& other) {
    return other.stem().string() == wanted;
  });
  return found == all.end() ? fs::path() : *found;
}

std::vector<Compared> pictures_to_compare(const Settings& settings) {
  const std::vector<fs::path> all = pictures_in(settings.folder, false);
  std::vector<Compared> wanted;
  for (const fs::path& picture : all) {
    const fs::path truth = truth_of(picture, all);
    const std::string name = picture.stem().string();
    if (truth.empty() || !fits_pattern(name, settings.only)) continue;
    wanted.push_back({name, picture, truth, {}, 0, false});
  }
  if (wanted.empty()) {
    throw Error(Fault::input,
                settings.folder.string() + ": no picture with a truth NAME_mask beside it fits");
  }
  return wanted;
}

Picture decoded(const fs::path& path) {
  return decode_input({path.string(), path, path.stem(), ""});
}

/// Ink 255 on 0, from a picture of black ink on white.
cv::Mat1b mask_from_file(const fs::path& path) {
  constexpr int half = 128;
  return cv::Mat1b(to_grey(decoded(path).pixels) < half);
}

MaskView view_of(const cv::Mat1b& mask) {
  return {{mask.ptr(), mask.total()}, mask.cols, mask.rows};
}

void compare(const Settings& settings, Compared& compared) {
  const cv::Mat1b truth = mask_from_file(compared.truth);
  cv::Mat1b mask;
  if (settings.masks) {
    mask = mask_from_file(*settings.masks / (compared.name + ".png"));
  } else {
    const cv::Mat1b grey = to_grey(decoded(compared.picture).pixels);
    const auto start = std::chrono::steady_clock::now();
    mask = mark_ink(grey, settings.mark_ink).ink;
    compared.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }
  compared.measures = measure_ink(view_of(mask), view_of(truth));
}

void compare_all(const Settings& settings, std::vector<Compared>& pictures) {
  for (Compared& compared : pictures) {
    try {
      compare(settings, compared);
    } catch (const std::exception& exception) {
      const Failure failure = failure_from(exception, compared.picture.string());
      if (failure.fault != Fault::input) throw;
      report("ocr-tools evaluate-binarise", compared.name + ": " + failure.message);
      compared.failed = true;
    }
  }
}

struct Means {
  InkMeasures measures;
  double seconds = 0;
  std::size_t pictures = 0;
  std::size_t failed = 0;
};

/// A mask without any fault has infinite PSNR; the mean counts it as so many decibels.
constexpr double kMostDecibels = 100;

/// A picture that could not be compared counts as one of which all is wrong.
Means means_of(std::span<const Compared> pictures) {
  Means means;
  means.pictures = pictures.size();
  const double weight = 1.0 / static_cast<double>(pictures.size());
  for (const Compared& compared : pictures) {
    means.failed += compared.failed ? 1 : 0;
    means.seconds += compared.seconds;
    const InkMeasures& one = compared.measures;
    means.measures.precision += weight * one.precision;
    means.measures.recall += weight * one.recall;
    means.measures.f_measure += weight * one.f_measure;
    means.measures.pseudo_precision += weight * one.pseudo_precision;
    means.measures.pseudo_recall += weight * one.pseudo_recall;
    means.measures.pseudo_f_measure += weight * one.pseudo_f_measure;
    means.measures.psnr += weight * std::min(one.psnr, kMostDecibels);
    means.measures.drd += weight * one.drd;
  }
  return means;
}

Json json_of(const InkMeasures& measures) {
  return {{"precision", measures.precision},
          {"recall", measures.recall},
          {"f_measure", measures.f_measure},
          {"pseudo_precision", measures.pseudo_precision},
          {"pseudo_recall", measures.pseudo_recall},
          {"pseudo_f_measure", measures.pseudo_f_measure},
          {"psnr", std::min(measures.psnr, kMostDecibels)},
          {"drd", measures.drd}};
}

std::string json_report(std::span<const Compared> pictures, const Means& means) {
  Json json;
  json["pictures"] = Json::array();
  for (const Compared& compared : pictures) {
    Json entry = {{"name", compared.name}, {"seconds", compared.seconds}};
    if (compared.failed) {
      entry["failed"] = true;
    } else {
      entry.update(json_of(compared.measures));
    }
    json["pictures"].push_back(entry);
  }
  json["mean"] = json_of(means.measures);
  json["failed"] = means.failed;
  json["seconds"] = means.seconds;
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::string fixed(double value, int decimals, std::size_t width) {
  std::string text = decimals_of(value, decimals);
  if (text.size() < width) text.insert(0, width - text.size(), ' ');
  return text;
}

std::string line_of(const std::string& name, std::size_t width, const InkMeasures& measures) {
  return padded(name, width) + fixed(100 * measures.f_measure, 2, 8) +
         fixed(100 * measures.pseudo_f_measure, 2, 8) + fixed(measures.psnr, 2, 8) +
         fixed(measures.drd, 2, 8) + fixed(100 * measures.precision, 2, 11) +
         fixed(100 * measures.recall, 2, 8) + '\n';
}

std::string text_report(std::span<const Compared> pictures, const Means& means) {
  std::size_t width = 8;
  for (const Compared& compared : pictures) width = std::max(width, compared.name.size() + 2);
  std::string text =
      padded("picture", width) + "       F      pF    PSNR     DRD  precision  recall\n";
  for (const Compared& compared : pictures) {
    text += compared.failed ? padded(compared.name, width) + "unreadable\n"
                            : line_of(compared.name, width, compared.measures);
  }
  text += line_of("mean", width, means.measures);
  return text + std::to_string(means.pictures) + " pictures, " + decimals_of(means.seconds, 2) +
         " s to find the ink\n";
}

}  // namespace

int run_evaluate_binarise(int argc, char** argv) {
  const std::optional<Settings> settings = parse(argc, argv);
  if (!settings) return kAllDone;
  std::vector<Compared> pictures = pictures_to_compare(*settings);
  compare_all(*settings, pictures);
  const Means means = means_of(pictures);
  write_to_standard_output(settings->json ? json_report(pictures, means)
                                          : text_report(pictures, means));
  if (means.failed == 0) return kAllDone;
  return means.failed == pictures.size() ? static_cast<int>(Fault::input) : kSomeFailed;
}

}  // namespace inkline::tools
