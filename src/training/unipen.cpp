#include <inkline/training/unipen.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <cmath>
#include <exception>
#include <fstream>
#include <map>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include <inkline/base/error.hpp>

#include "files_below.hpp"

namespace inkline {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxFileBytes = 64U << 20U;
constexpr std::size_t kMaxPoints = 20'000'000;  // of one data file with its includes
constexpr std::size_t kMaxIncludes = 1000;      // of one data file, nested ones too
constexpr int kMaxIncludeDepth = 16;
constexpr std::size_t kMaxLabelBytes = 4096;
constexpr std::size_t kMaxColumns = 16;
constexpr double kMaxCoordinate = 1e7;

/// The whole file, or nothing when it cannot be read or is too large to be one of the release.
std::optional<std::string> read_text(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return {};
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  const std::streamoff size = file ? static_cast<std::streamoff>(file.tellg()) : -1;
  if (size < 0 || static_cast<std::size_t>(size) > kMaxFileBytes) return {};
  std::string text(static_cast<std::size_t>(size), '\0');
  file.seekg(0);
  file.read(text.data(), size);
  if (file.gcount() != size) return {};
  return text;
}

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// Takes the next run of non-blanks off the front of `text`; empty at its end.
std::string_view take_word(std::string_view& text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  std::size_t length = 0;
  while (length < text.size() && !is_blank(text[length])) ++length;
  const std::string_view word = text.substr(0, length);
  text.remove_prefix(length);
  return word;
}

/// Takes the next line, without its end, off the front of `text`.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

template <class Number>
std::optional<Number> number_from(std::string_view word) {
  Number number{};
  const char* end = word.data() + word.size();
  const auto result = std::from_chars(word.data(), end, number);
  if (word.empty() || result.ec != std::errc{} || result.ptr != end) return {};
  return number;
}

/// A path of an .INCLUDE line that stays inside the include folder.
bool stays_inside(const fs::path& path) {
  return !path.empty() && path.is_relative() &&
         std::none_of(path.begin(), path.end(), [](const fs::path& part) { return part == ".."; });
}

/// A run of points between two lifts of the pen, or the way of the lifted pen.
struct Component {
  bool down = false;
  std::size_t begin = 0;  // of its points in Tablet::points; none are kept of a lifted pen
  std::size_t end = 0;
  std::size_t writer = 0;  // in Tablet::writers
};

/// Everything written on the tablet according to a chain of include files.
struct Tablet {
  std::vector<InkPoint> points;
  std::vector<Component> components;
  std::vector<std::string> writers{""};  // as .WRITER_ID names them; first before any did
  std::size_t missing_includes = 0;
  bool ink_missing = false;  // components cannot be counted since an include is not there
};

/// Reads include files one after another; keeps what they say for those that follow.
class TabletReader {
 public:
  explicit TabletReader(fs::path root) : root_(std::move(root)) {}

  void include(std::string_view name) {
    const fs::path path{std::string(name)};
    if (++includes_ > kMaxIncludes || depth_ >= kMaxIncludeDepth || !stays_inside(path)) {
      note_missing(path);
      return;
    }
    const std::optional<std::string> text = read_text(root_ / path);
    if (!text) {
      note_missing(path);
      return;
    }
    ++depth_;
    read(*text);
    --depth_;
  }

  Tablet finish() { return std::move(tablet_); }

 private:
  enum class Block { other, pen_down, pen_up };

  /// Word lists and headers hold no ink: the rest can be counted without them.
  void note_missing(const fs::path& path) {
    ++tablet_.missing_includes;
    if (path.extension() != ".lex" && path.extension() != ".doc") tablet_.ink_missing = true;
  }

  void read(std::string_view text) {
    Block block = Block::other;
    while (!text.empty()) {
      const std::string_view line = take_line(text);
      if (!line.empty() && line.front() == '.') {
        end_component(block);
        block = read_keyword(line.substr(1));
      } else if (block != Block::other) {
        read_points(line, block);
      }
    }
    end_component(block);
  }

  Block read_keyword(std::string_view line) {
    const std::string_view word = take_word(line);
    if (word == "PEN_DOWN" || word == "PEN_UP") {
      const Block block = word == "PEN_DOWN" ? Block::pen_down : Block::pen_up;
      component_ = {block == Block::pen_down, tablet_.points.size(), 0, 0};
      has_points_ = false;
      read_points(line, block);
      return block;
    }
    if (word == "INCLUDE") include(trimmed(line));
    if (word == "COORD") read_columns(line);
    if (word == "WRITER_ID") tablet_.writers.emplace_back(trimmed(line));
    if (word == "X_POINTS_PER_INCH" || word == "X_POINTS_PER_MM")
      read_resolution(line, x_per_unit_);
    if (word == "Y_POINTS_PER_INCH" || word == "Y_POINTS_PER_MM")
      read_resolution(line, y_per_unit_);
    return Block::other;
  }

  void read_columns(std::string_view line) {
    std::size_t columns = 0;
    std::optional<std::size_t> x;
    std::optional<std::size_t> y;
    for (std::string_view name = take_word(line); !name.empty(); name = take_word(line)) {
      if (name == "X") x = columns;
      if (name == "Y") y = columns;
      ++columns;
    }
    if (!x || !y || columns > kMaxColumns) return;
    x_column_ = *x;
    y_column_ = *y;
    columns_ = columns;
  }

  static void read_resolution(std::string_view line, double& resolution) {
    const std::optional<double> value = number_from<double>(take_word(line));
    if (value && *value > 1e-3 && *value < 1e6) resolution = *value;
  }

  /// A line holds one point, or several in a row.
  void read_points(std::string_view line, Block block) {
    std::array<double, kMaxColumns> values{};
    std::size_t count = 0;
    for (std::string_view word = take_word(line); !word.empty(); word = take_word(line)) {
      const std::optional<double> value = number_from<double>(word);
      if (!value || !(std::abs(*value) <= kMaxCoordinate)) return;
      values[count++] = *value;
      if (count < columns_) continue;
      add_point(values, block);
      count = 0;
    }
    // Some files leave columns out at the end of a line; the place of the pen is enough.
    if (count > std::max(x_column_, y_column_)) add_point(values, block);
  }

  void add_point(const std::array<double, kMaxColumns>& values, Block block) {
    has_points_ = true;
    if (block != Block::pen_down || tablet_.points.size() >= kMaxPoints) return;
    const double x = values[x_column_];
    const double y = -values[y_column_] * x_per_unit_ / y_per_unit_;
    tablet_.points.push_back({static_cast<float>(x), static_cast<float>(y)});
  }

  void end_component(Block block) {
    if (block == Block::other || !has_points_) return;
    component_.end = tablet_.points.size();
    component_.writer = tablet_.writers.size() - 1;
    tablet_.components.push_back(component_);
    has_points_ = false;
  }

  fs::path root_;
  Tablet tablet_;
  std::size_t includes_ = 0;
  int depth_ = 0;
  std::size_t columns_ = 2;
  std::size_t x_column_ = 0;
  std::size_t y_column_ = 1;
  double x_per_unit_ = 1;
  double y_per_unit_ = 1;
  Component component_;
  bool has_points_ = false;
};

/// One end of a range in a delineation: a component and perhaps a point of it.
struct RangeEnd {
  std::size_t component = 0;
  std::optional<std::size_t> point;
};

std::optional<RangeEnd> range_end_from(std::string_view text) {
  const std::size_t colon = text.find(':');
  const std::optional<std::size_t> component = number_from<std::size_t>(text.substr(0, colon));
  if (!component) return {};
  if (colon == std::string_view::npos) return RangeEnd{*component, {}};
  const std::optional<std::size_t> point = number_from<std::size_t>(text.substr(colon + 1));
  if (!point) return {};
  return RangeEnd{*component, point};
}

/// Adds the pen-down ink between two ends, both included; false when they are not on the tablet.
bool add_range(const Tablet& tablet, const RangeEnd& first, const RangeEnd& last, Ink& ink) {
  if (first.component > last.component || last.component >= tablet.components.size()) return false;
  for (std::size_t i = first.component; i <= last.component; ++i) {
    const Component& component = tablet.components[i];
    if (!component.down) continue;
    const std::size_t points = component.end - component.begin;
    std::size_t begin = 0;
    std::size_t end = points;
    if (i == first.component && first.point) begin = std::min(*first.point, points);
    if (i == last.component && last.point && *last.point < points) end = *last.point + 1;
    for (std::size_t p = begin; p < end; ++p) {
      ink.points.push_back(tablet.points[component.begin + p]);
    }
    ink.end_stroke();
  }
  return true;
}

/// Ink of a delineation such as `3`, `3-5`, `3:0-5:17` or a list of these with commas; empty when
/// it cannot be resolved.
Ink ink_of(const Tablet& tablet, std::string_view delineation) {
  Ink ink;
  while (!delineation.empty()) {
    const std::size_t comma = std::min(delineation.find(','), delineation.size());
    const std::string_view part = delineation.substr(0, comma);
    delineation.remove_prefix(std::min(comma + 1, delineation.size()));
    const std::size_t dash = part.find('-');
    const std::optional<RangeEnd> first = range_end_from(part.substr(0, dash));
    const std::optional<RangeEnd> last =
        dash == std::string_view::npos
            ? (first ? std::optional(RangeEnd{first->component, {}}) : std::nullopt)
            : range_end_from(part.substr(dash + 1));
    if (!first || !last || !add_range(tablet, *first, *last, ink)) return {};
    if (ink.points.size() > kMaxPoints) return {};
  }
  return ink;
}

std::size_t first_component(std::string_view delineation) {
  const std::string_view digits = delineation.substr(0, delineation.find_first_of(":-,"));
  return number_from<std::size_t>(digits).value_or(0);
}

/// A .SEGMENT line before its ink is looked up.
struct SegmentLine {
  std::string category;
  std::string delineation;
  std::string label;  // Latin-1, escaped
  bool is_bad = false;
};

/// The part between the first quote and the next one without a backslash before it.
std::optional<std::string_view> quoted_part(std::string_view text) {
  const std::size_t begin = text.find('"');
  if (begin == std::string_view::npos) return {};
  for (std::size_t i = begin + 1; i < text.size() && i < begin + kMaxLabelBytes; ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '"') {
      return text.substr(begin + 1, i - begin - 1);
    }
  }
  return {};
}

/// Files of data/ with the same includes in the same order: the ink is read once for all.
struct Job {
  std::string contributor;
  std::vector<std::string> includes;
  std::vector<SegmentLine> segments;
};

/// What one file under data/ says.
struct DataFile {
  std::vector<std::string> includes;
  std::vector<SegmentLine> segments;
  std::size_t broken_lines = 0;
};

DataFile parse_data_file(std::string_view text, const std::string& category) {
  DataFile file;
  while (!text.empty()) {
    const std::string_view rest = text;
    std::string_view line = take_line(text);
    if (line.empty() || line.front() != '.') continue;
    const std::string_view keyword = take_word(line);
    if (keyword == ".INCLUDE" && file.includes.size() < kMaxIncludes) {
      file.includes.emplace_back(trimmed(line));
    }
    if (keyword != ".SEGMENT") continue;
    take_word(line);  // the level: a category has one only
    const std::string_view delineation = take_word(line);
    const bool is_bad = std::string_view(line).substr(0, 5).find("BAD") != std::string_view::npos;
    // Labels of long texts may run over the end of the line: look for the quotes in what follows.
    const auto here = static_cast<std::size_t>(line.data() - rest.data());
    const std::optional<std::string_view> label = quoted_part(rest.substr(here));
    if (label) {
      file.segments.push_back({category, std::string(delineation), std::string(*label), is_bad});
    } else {
      ++file.broken_lines;
    }
  }
  return file;
}

/// "kai" of data/1c/kai/kai2/yklyu5.dat.
std::string contributor_of(const fs::path& file, const fs::path& category_folder) {
  return file.lexically_relative(category_folder).begin()->string();
}

/// Gathers the files of all categories into jobs, in the order in which they are first met.
std::vector<Job> collect_jobs(const fs::path& data, std::span<const std::string> categories,
                              UnipenData& found) {
  std::vector<Job> jobs;
  std::map<std::pair<std::string, std::vector<std::string>>, std::size_t> job_of;
  for (const std::string& category : categories) {
    for (const fs::path& path : files_below(data / category)) {
      const std::optional<std::string> text = read_text(path);
      if (!text) continue;
      ++found.files;
      DataFile file = parse_data_file(*text, category);
      found.unresolved += file.broken_lines;
      if (file.segments.empty()) continue;
      const std::string contributor = contributor_of(path, data / category);
      const auto [place, is_new] =
          job_of.try_emplace(std::pair(contributor, file.includes), jobs.size());
      if (is_new) jobs.push_back({contributor, file.includes, {}});
      std::vector<SegmentLine>& segments = jobs[place->second].segments;
      segments.insert(segments.end(), std::make_move_iterator(file.segments.begin()),
                      std::make_move_iterator(file.segments.end()));
    }
  }
  return jobs;
}

/// Contributor kai labels what is no character by \@.
std::string label_of(const Job& job, const SegmentLine& line) {
  if (job.contributor == "kai" && line.label == "\\@") return "";
  return unipen_label(line.label);
}

UnipenData run_job(const Job& job, const fs::path& include_root) {
  TabletReader reader(include_root);
  for (const std::string& include : job.includes) reader.include(include);
  const Tablet tablet = reader.finish();

  UnipenData found;
  found.missing_includes = tablet.missing_includes;
  for (const SegmentLine& line : job.segments) {
    Ink ink = tablet.ink_missing ? Ink{} : ink_of(tablet, line.delineation);
    if (ink.empty()) {
      ++found.unresolved;
      continue;
    }
    const Component& first = tablet.components[first_component(line.delineation)];
    found.segments.push_back({label_of(job, line),
                              job.contributor + "/" + tablet.writers[first.writer], line.category,
                              std::move(ink), line.is_bad});
  }
  return found;
}

/// Runs all jobs on some threads; result i belongs to job i.
std::vector<UnipenData> run_jobs(const std::vector<Job>& jobs, const fs::path& include_root,
                                 std::size_t threads) {
  std::vector<UnipenData> results(jobs.size());
  std::vector<std::exception_ptr> failures(threads);
  std::atomic<std::size_t> next = 0;
  const auto work = [&](std::size_t thread) {
    try {
      for (std::size_t i = next++; i < jobs.size(); i = next++) {
        results[i] = run_job(jobs[i], include_root);
      }
    } catch (...) {
      failures[thread] = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> helpers;
    for (std::size_t t = 1; t < threads; ++t) helpers.emplace_back(work, t);
    work(0);
  }
  for (const std::exception_ptr& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
  return results;
}

void append(UnipenData&& part, UnipenData& whole) {
  whole.unresolved += part.unresolved;
  whole.missing_includes += part.missing_includes;
  std::move(part.segments.begin(), part.segments.end(), std::back_inserter(whole.segments));
}

}  // namespace

std::string unipen_label(std::string_view latin1) {
  std::string text;
  for (std::size_t i = 0; i < latin1.size(); ++i) {
    if (latin1[i] == '\\' && i + 1 < latin1.size()) ++i;
    const auto code = static_cast<unsigned char>(latin1[i]);
    if (code < 0x80) {
      text += static_cast<char>(code);
    } else {
      text += static_cast<char>(0xC0U | (code >> 6U));
      text += static_cast<char>(0x80U | (code & 0x3FU));
    }
  }
  return text;
}

UnipenData unipen_segments(const fs::path& directory, std::span<const std::string> categories,
                           int threads) {
  std::error_code error;
  for (const char* part : {"data", "include"}) {
    if (fs::is_directory(directory / part, error)) continue;
    throw Error(Fault::input,
                directory.string() + ": no folder '" + part + "', so it is no UNIPEN release");
  }
  UnipenData found;
  const std::vector<Job> jobs = collect_jobs(directory / "data", categories, found);
  if (found.files == 0) {
    throw Error(Fault::input, directory.string() + ": no files in the categories asked for");
  }
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t workers = threads > 0 ? static_cast<std::size_t>(threads) : cores;
  for (UnipenData& part :
       run_jobs(jobs, directory / "include", std::min(workers, std::size_t{64}))) {
    append(std::move(part), found);
  }
  return found;
}

}  // namespace inkline
