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

/// Wall time of the epochs to come, if they take as long as those done.
template <class Report>
double seconds_left(std::span<const Report> history, int epochs) {
  return seconds_of(history) / static_cast<double>(history.size()) *
         (epochs - history.back().epoch);
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
  const double left = seconds_left(history, epochs);
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

std::string progress_line(std::span<const LineReport> history, std::span<const std::string> groups,
                          int epochs) {
  if (history.empty()) return "";
  const LineReport& last = history.back();
  std::string errors;
  for (std::size_t i = 0; i < std::min(groups.size(), last.group_errors.size()); ++i) {
    errors += "  " + groups[i] + ' ' + shown_percent(last.group_errors[i]);
  }
  return "epoch " + std::to_string(last.epoch) + "/" + std::to_string(epochs) +   //
         "  loss " + fixed(last.training_loss, 4) +                               //
         "  | errors " + shown_percent(last.error) + (last.best ? " *" : "  ") +  //
         errors +                                                                 //
         " | rate " + brief(last.rate) +                                          //
         "  gradient " + brief(last.gradient_length) +                            //
         "  skipped " + shown_percent(last.skipped_share) +                       //
         "  " + fixed(last.seconds, 1) + " s, " + fixed(last.drawing_seconds, 1) +
         " of it drawing, " + fixed(last.steps / std::max(last.seconds, 1e-3) / 1000, 1) +
         " thousand steps/s  " + duration_text(seconds_left(history, epochs)) + " left";
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

std::string curves_csv(std::span<const LineReport> history, std::span<const std::string> groups) {
  std::ostringstream csv;
  csv.precision(9);
  csv << "epoch,rate,training_loss,skipped_share,gradient_length,error";
  for (const std::string& group : groups) csv << ',' << group << "_error";
  csv << ",steps,seconds,drawing_seconds,best\n";
  for (const LineReport& r : history) {
    csv << r.epoch << ',' << r.rate << ',' << r.training_loss << ',' << r.skipped_share << ','
        << r.gradient_length << ',' << r.error;
    for (const double error : r.group_errors) csv << ',' << error;
    csv << ',' << r.steps << ',' << r.seconds << ',' << r.drawing_seconds << ',' << (r.best ? 1 : 0)
        << '\n';
  }
  return csv.str();
}

}  // namespace inkline::tools
