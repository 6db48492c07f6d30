#include <inkline/features/line_recogniser.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include <inkline/base/error.hpp>
#include <inkline/features/recogniser.hpp>

namespace inkline {
namespace {

constexpr const char* kKindSetting = "kind";
constexpr const char* kLineKind = "lines";
constexpr const char* kStepSetting = "strip_step";
constexpr const char* kConfidenceSetting = "confidences";
constexpr Eigen::Index kStepsAtOnce = 4096;  // bounds the memory of a page
constexpr int kMostSampleSteps = 512;

struct StripSetting {
  const char* key;
  double StripParams::*field;
};

constexpr std::array kStripSettings{
    StripSetting{"strip_spread", &StripParams::spread},
    StripSetting{"strip_stroke", &StripParams::stroke},
    StripSetting{"strip_margin", &StripParams::margin},
    StripSetting{"strip_usual_slope", &StripParams::usual_slope},
    StripSetting{"strip_usual_slant", &StripParams::usual_slant},
    StripSetting{"strip_most_enlarged", &StripParams::most_enlarged}};

std::string text_of(double value) {
  std::array<char, 32> text{};
  const auto [end, fault] = std::to_chars(text.data(), text.data() + text.size(), value);
  return {text.data(), fault == std::errc{} ? end : text.data()};
}

double number_from(const std::string& text, const char* key, const std::string& name) {
  double value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size()) {
    throw Error(Fault::input,
                name + ": the setting '" + key + "' must be a number, got '" + text + "'");
  }
  return value;
}

StripParams strip_of(const Model& model, const std::string& name) {
  StripParams strip;
  for (const StripSetting& setting : kStripSettings) {
    strip.*setting.field = number_from(setting_of(model, setting.key, name), setting.key, name);
  }
  try {
    strip.check();
  } catch (const Error& error) {
    throw Error(Fault::input, name + ": " + error.what());
  }
  return strip;
}

ConfidenceMap confidences_of(const Model& model, const std::string& name) {
  const auto setting = model.settings.find(kConfidenceSetting);
  return setting == model.settings.end() ? ConfidenceMap{}
                                         : confidence_map_from(setting->second, name);
}

int blank_of(const Model& model, const std::string& name) {
  const auto& alphabet = model.alphabet;
  if (std::count(alphabet.begin(), alphabet.end(), "") != 1) {
    throw Error(Fault::input, name + ": the alphabet must have one blank");
  }
  return static_cast<int>(std::find(alphabet.begin(), alphabet.end(), "") - alphabet.begin());
}

void check_kind(const Model& model, const std::string& name) {
  if (setting_of(model, kKindSetting, name) != kLineKind) {
    throw Error(Fault::input, name + ": is no model that reads rows");
  }
  if (setting_of(model, kStepSetting, name) != std::to_string(kStripStep)) {
    throw Error(Fault::input, name + ": takes steps of another length");
  }
  if (model.network.inputs() != kStripFeatures) {
    throw Error(Fault::input, name + ": the network has " + std::to_string(model.network.inputs()) +
                                  " inputs, a step is described by " +
                                  std::to_string(kStripFeatures));
  }
}

/// Plain shapes that exercise every feature: bars, a wave, shades.
std::vector<cv::Mat1b> sample_strips() {
  cv::Mat1b bars(kStripHeight, 48, uchar{0});
  for (int x = 6; x < 40; x += 9) bars(cv::Rect(x, 8 + x / 5, 3, 16)).setTo(255);
  cv::Mat1b wave(kStripHeight, 80, uchar{0});
  for (int x = 0; x < wave.cols; ++x) {
    const double middle = 15.5 + 8 * std::sin(0.25 * x);
    for (int y = 0; y < kStripHeight; ++y) {
      wave(y, x) = cv::saturate_cast<uchar>(255 * (2.0 - std::abs(y - middle)));
    }
  }
  cv::Mat1b shades(kStripHeight, 24, uchar{0});
  shades(cv::Rect(3, 10, 18, 4)).setTo(120);
  shades(cv::Rect(9, 4, 4, 24)).setTo(255);
  return {bars, wave, shades};
}

std::vector<std::uint8_t> bytes_of(const cv::Mat1b& strip) {
  std::vector<std::uint8_t> bytes;
  for (int y = 0; y < strip.rows; ++y) {
    bytes.insert(bytes.end(), strip.ptr(y), strip.ptr(y) + strip.cols);
  }
  return bytes;
}

RowStrip strip_from(const std::vector<std::uint8_t>& bytes, const std::string& name) {
  const std::size_t cols = bytes.size() / kStripHeight;
  if (cols == 0 || bytes.size() != cols * kStripHeight ||
      cols > std::size_t{kMostSampleSteps} * kStripStep) {
    throw Error(Fault::input, name + ": holds a sample of another kind");
  }
  RowStrip row;
  row.ink.create(kStripHeight, static_cast<int>(cols));
  std::copy(bytes.begin(), bytes.end(), row.ink.begin());
  return row;
}

/// Mean probability of every class over the steps of a row: all steps take part in it.
Vector mean_probabilities(const Matrix& log_probabilities) {
  return log_probabilities.array().exp().matrix().rowwise().mean();
}

void verify_samples(const LineRecogniser& recogniser, const std::string& name) {
  for (const ModelSample& sample : recogniser.model.samples) {
    const std::array rows{strip_from(sample.input, name)};
    const Vector got = mean_probabilities(line_log_probabilities(recogniser, rows).front());
    for (std::size_t k = 0; k < sample.probabilities.size(); ++k) {
      // Written so that a NaN on either side fails.
      if (!(std::abs(got(static_cast<Eigen::Index>(k)) - sample.probabilities[k]) <=
            kSampleTolerance)) {
        throw Error(Fault::input, name + ": does not answer its own samples as when it was made");
      }
    }
  }
}

void log_softmax_columns(Matrix& logits) {
  for (Eigen::Index i = 0; i < logits.cols(); ++i) {
    auto column = logits.col(i).array();
    column -= column.maxCoeff();
    column -= std::log(column.exp().sum());
  }
}

/// Some neighbouring rows that are read at once.
struct Pack {
  std::size_t begin = 0;
  std::vector<int> steps;  ///< of every row
  Eigen::Index n = 0;      ///< steps in all
};

/// As many rows from `begin` on as fit into kStepsAtOnce, at least one.
Pack next_pack(std::span<const RowStrip> rows, std::size_t begin) {
  Pack pack{begin, {}, 0};
  for (std::size_t i = begin; i < rows.size(); ++i) {
    const int steps = rows[i].ink.empty() ? 0 : strip_steps(rows[i].ink.cols);
    if (!pack.steps.empty() && pack.n + steps > kStepsAtOnce) break;
    pack.steps.push_back(steps);
    pack.n += steps;
  }
  return pack;
}

Matrix describe(std::span<const RowStrip> rows, const Pack& pack) {
  Matrix columns(kStripFeatures, pack.n);
  Eigen::Index at = 0;
  for (std::size_t i = 0; i < pack.steps.size(); ++i) {
    if (pack.steps[i] == 0) continue;
    describe_strip(rows[pack.begin + i].ink, columns.middleCols(at, pack.steps[i]));
    at += pack.steps[i];
  }
  return columns;
}

}  // namespace

bool reads_rows(const Model& model) {
  const auto kind = model.settings.find(kKindSetting);
  return kind != model.settings.end() && kind->second == kLineKind;
}

LineRecogniser make_line_recogniser(Model model, const std::string& name) {
  check_kind(model, name);
  LineRecogniser recogniser;
  recogniser.strip = strip_of(model, name);
  recogniser.blank = blank_of(model, name);
  recogniser.confidences = confidences_of(model, name);
  recogniser.model = std::move(model);
  verify_samples(recogniser, name);
  return recogniser;
}

LineRecogniser load_line_recogniser(std::span<const std::byte> bytes, const std::string& name) {
  return make_line_recogniser(read_model(bytes, name), name);
}

std::map<std::string, std::string> settings_of(const ConfidenceMap& confidences) {
  return {{kConfidenceSetting, text_of(confidences)}};
}

void describe_line_model(const StripParams& strip, Model& model) {
  strip.check();
  model.settings[kKindSetting] = kLineKind;
  model.settings[kStepSetting] = std::to_string(kStripStep);
  for (const StripSetting& setting : kStripSettings) {
    model.settings[setting.key] = text_of(strip.*setting.field);
  }
  model.samples.clear();
  const LineRecogniser recogniser{model, strip, 0, {}};
  for (const cv::Mat1b& ink : sample_strips()) {
    std::array<RowStrip, 1> rows;
    rows.front().ink = ink;
    const Vector answer = mean_probabilities(line_log_probabilities(recogniser, rows).front());
    model.samples.push_back({bytes_of(ink), {answer.data(), answer.data() + answer.size()}});
  }
}

std::vector<Matrix> line_log_probabilities(const LineRecogniser& recogniser,
                                           std::span<const RowStrip> rows) {
  const Network& net = recogniser.model.network;
  std::vector<Matrix> answers;
  answers.reserve(rows.size());
  Tape tape;
  while (answers.size() < rows.size()) {
    const Pack pack = next_pack(rows, answers.size());
    Matrix logits(net.classes(), 0);
    if (pack.n > 0) {
      forward(net, describe(rows, pack), pack.steps, tape);
      logits = std::move(tape.output.back());
      log_softmax_columns(logits);
    }
    Eigen::Index at = 0;
    for (const int steps : pack.steps) {
      answers.emplace_back(logits.middleCols(at, steps));
      at += steps;
    }
  }
  return answers;
}

}  // namespace inkline
