#include <algorithm>
#include <array>
#include <cstdio>
#include <string>

#include <nlohmann/json.hpp>

#include <inkline/nn/gradient_check.hpp>

#include "command_options.hpp"
#include "commands.hpp"
#include "standard_output.hpp"

namespace inkline::tools {
namespace {

constexpr int kFailed = 3;  // a wrong gradient is a defect of the program

bool passes(const LayerGradientError& error) {
  return std::max(error.weight_error, error.bias_error) <= kGradientTolerance;
}

std::string row(const LayerGradientError& error) {
  std::array<char, 128> text{};
  std::snprintf(text.data(), text.size(), "%-10s %5d  %-8.1e  %-8.1e  %s\n",
                std::string(name_of(error.activation)).c_str(), error.layer, error.weight_error,
                error.bias_error, passes(error) ? "ok" : "WRONG");
  return text.data();
}

void print_table(const std::vector<LayerGradientError>& errors) {
  std::string table = "activation layer  weights   biases\n";
  for (const LayerGradientError& error : errors) table += row(error);
  write_to_standard_output(table);
}

void print_json(const std::vector<LayerGradientError>& errors, bool passed) {
  nlohmann::ordered_json root{{"passed", passed}, {"tolerance", kGradientTolerance}};
  for (const LayerGradientError& error : errors) {
    root["layers"].push_back({{"activation", name_of(error.activation)},
                              {"layer", error.layer},
                              {"weight_error", error.weight_error},
                              {"bias_error", error.bias_error}});
  }
  write_to_standard_output(root.dump() + '\n');
}

}  // namespace

int run_check_gradients(int argc, char** argv) {
  GradientCheckParams params;
  cxxopts::Options options(
      "ocr-tools check-gradients",
      "Compares the gradients that training uses with central differences, for every parameter of "
      "a small network and every activation. Errors are relative to the largest slope; status 3 "
      "when one is above " +
          std::to_string(kGradientTolerance) + ".\n");
  options.add_options()("seed", "of weights, inputs and labels",
                        cxxopts::value(params.seed)->default_value(std::to_string(params.seed)))(
      "json", "print one JSON object")("h,help", "print this");
  const cxxopts::ParseResult parsed = options.parse(argc, argv);
  if (parsed.count("help") > 0) {
    write_to_standard_output(options.help());
    return 0;
  }
  refuse_leftovers(parsed.unmatched());
  const std::vector<LayerGradientError> errors = check_gradients(params);
  const bool passed = std::all_of(errors.begin(), errors.end(), passes);
  if (parsed.count("json") > 0) {
    print_json(errors, passed);
  } else {
    print_table(errors);
  }
  return passed ? 0 : kFailed;
}

}  // namespace inkline::tools
