#pragma once

#include <string>
#include <vector>

#include <inkline/base/confidence_map.hpp>
#include <inkline/evaluation/fit_confidence_map.hpp>

#include "line_test.hpp"

namespace inkline::tools {

/// What `ocr-tools test-lines` found.
struct LineReport {
  std::string data;
  std::string split;
  std::string drawing;
  std::string model;
  std::string language;
  ConfidenceMap map;  ///< from how sure the search is to what users see
  std::vector<LineSetScore> sets;
  std::string samples;  ///< rows as they were read, for people to look at
};

/// Of all sets.
std::vector<JudgedCertainty> characters_of(const LineReport& report);

/// For people.
std::string text_report(const LineReport& report);

/// One JSON object.
std::string json_report(const LineReport& report);

}  // namespace inkline::tools
