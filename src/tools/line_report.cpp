#include "line_report.hpp"

#include <array>
#include <cstddef>

#include <nlohmann/json.hpp>

#include <inkline/evaluation/calibration.hpp>

#include "report_text.hpp"

namespace inkline::tools {
namespace {

constexpr std::size_t kBins = 10;
constexpr std::array kCoverages{0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0};

double error_of(const LineSetScore& score, const ConfidenceMap& map) {
  return expected_calibration_error(reliability(answers_of(score.characters, map), kBins));
}

std::string rate_text(const ErrorSummary& errors) {
  return percent(errors.micro) + " (" + percent(errors.micro_interval.low) + " to " +
         percent(errors.micro_interval.high) + ")";
}

nlohmann::ordered_json json_of(const ErrorSummary& errors) {
  return {{"cer", errors.micro},
          {"interval", {errors.micro_interval.low, errors.micro_interval.high}}};
}

}  // namespace

std::vector<JudgedCertainty> characters_of(const LineReport& report) {
  std::vector<JudgedCertainty> all;
  for (const LineSetScore& score : report.sets) {
    all.insert(all.end(), score.characters.begin(), score.characters.end());
  }
  return all;
}

std::string text_report(const LineReport& report) {
  std::string text = "model        " + report.model + '\n';
  text += "language     " + report.language + '\n';
  text += std::string("confidences  ") +
          (report.map.is_empty() ? "as the search has them" : "by the model's map") + "\n\n";
  text +=
      "set      rows writers characters  CER of the best class at each step"
      "    CER of the search               ratio  calibration error\n";
  for (const LineSetScore& score : report.sets) {
    const double ratio = score.greedy.micro > 0 ? score.searched.micro / score.greedy.micro : 1;
    text += padded(score.name, 9) + padded(std::to_string(score.rows), 5) +
            padded(std::to_string(score.writers), 8) +
            padded(std::to_string(score.greedy.counts.truth_length()), 12) +
            padded(rate_text(score.greedy), 38) + padded(rate_text(score.searched), 34) +
            padded(decimals_of(ratio, 2), 6) + percent(error_of(score, report.map)) + '\n';
  }
  const std::vector<JudgedAnswer> answers = answers_of(characters_of(report), report.map);
  const std::vector<ReliabilityBin> bins = reliability(answers, kBins);
  text += "\nconfidence   characters   said     right\n";
  for (const ReliabilityBin& bin : bins) {
    text += decimals_of(bin.low, 1) + " to " + decimals_of(bin.high, 1) + "   " +
            padded(std::to_string(bin.answers), 11) +
            (bin.answers > 0 ? percent(bin.confidence) + "  " + percent(bin.accuracy) : "") + '\n';
  }
  text += "expected calibration error " + percent(expected_calibration_error(bins)) + '\n';
  text += "\ngiven      least sure   right\n";
  for (const CoveragePoint& point : accuracy_against_coverage(answers, kCoverages)) {
    text += percent(point.coverage) + "   " + padded(decimals_of(point.confidence, 3), 10) +
            percent(point.accuracy) + '\n';
  }
  return text + (report.samples.empty() ? "" : "\n" + report.samples);
}

std::string json_report(const LineReport& report) {
  nlohmann::ordered_json json;
  json["data"] = report.data;
  json["split"] = report.split;
  json["drawing"] = report.drawing;
  json["model"] = report.model;
  json["language"] = report.language;
  json["confidence_map"] = text_of(report.map);
  json["sets"] = nlohmann::ordered_json::array();
  for (const LineSetScore& score : report.sets) {
    json["sets"].push_back({{"name", score.name},
                            {"rows", score.rows},
                            {"writers", score.writers},
                            {"characters", score.greedy.counts.truth_length()},
                            {"greedy", json_of(score.greedy)},
                            {"search", json_of(score.searched)},
                            {"calibration_error", error_of(score, report.map)}});
  }
  const std::vector<JudgedAnswer> answers = answers_of(characters_of(report), report.map);
  const std::vector<ReliabilityBin> bins = reliability(answers, kBins);
  json["calibration_error"] = expected_calibration_error(bins);
  json["reliability"] = nlohmann::ordered_json::array();
  for (const ReliabilityBin& bin : bins) {
    json["reliability"].push_back({{"low", bin.low},
                                   {"high", bin.high},
                                   {"characters", bin.answers},
                                   {"confidence", bin.confidence},
                                   {"accuracy", bin.accuracy}});
  }
  json["coverage"] = nlohmann::ordered_json::array();
  for (const CoveragePoint& point : accuracy_against_coverage(answers, kCoverages)) {
    json["coverage"].push_back({{"coverage", point.coverage},
                                {"confidence", point.confidence},
                                {"accuracy", point.accuracy}});
  }
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

}  // namespace inkline::tools
