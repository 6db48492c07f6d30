#include "train_report.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <sstream>

namespace inkline::tools {
namespace {

std::string fixed(double value, int digits) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", digits, value);
  return text.data();
}

std::string brief(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.2g", value);
  return text.data();
}

}  // namespace

std::string shown_percent(double share) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.2f %%", 100 * share);
  return text.data();
}

std::string duration_text(double seconds) {
  const long whole = std::lround(std::max(seconds, 0.0));
  const long minutes = whole / 60;
  if (minutes >= 60) {
    return std::to_string(minutes / 60) + " h " + std::to_string(minutes % 60) + " min";
  }
  if (minutes > 0) return std::to_string(minutes) + " min " + std::to_string(whole % 60) + " s";
  return std::to_string(whole) + " s";
}

std::string progress_line(std::span<const EpochReport> history, int epochs) {
  if (history.empty()) return "";
  const EpochReport& last = history.back();
  double seconds = 0;
  for (const EpochReport& report : history) seconds += report.seconds;
  const double left = seconds / static_cast<double>(history.size()) * (epochs - last.epoch);
  return "epoch " + std::to_string(last.epoch) + "/" + std::to_string(epochs) +  //
         "  loss " + fixed(last.training_loss, 4) +                              //
         "  right " + shown_percent(last.training_accuracy) +                    //
         "  | validation loss " + fixed(last.validation_loss, 4) +               //
         "  right " + shown_percent(last.validation_accuracy) +                  //
         "  top five " + shown_percent(last.validation_top_five) +               //
         (last.best ? " *" : "  ") +                                             //
         " | rate " + brief(last.rate) +                                         //
         "  " + fixed(last.seconds, 1) + " s, " + fixed(last.drawing_seconds, 1) +
         " of it drawing" + "  " + duration_text(left) + " left";
}

std::string curves_csv(std::span<const EpochReport> history) {
  std::ostringstream csv;
  csv.precision(9);
  csv << "epoch,rate,training_loss,training_accuracy,validation_loss,validation_accuracy,"
         "validation_top_five,seconds,drawing_seconds,best\n";
  for (const EpochReport& r : history) {
    csv << r.epoch << ',' << r.rate << ',' << r.training_loss << ',' << r.training_accuracy << ','
        << r.validation_loss << ',' << r.validation_accuracy << ',' << r.validation_top_five << ','
        << r.seconds << ',' << r.drawing_seconds << ',' << (r.best ? 1 : 0) << '\n';
  }
  return csv.str();
}

}  // namespace inkline::tools
