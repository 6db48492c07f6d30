#include <inkline/training/line_data.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include <inkline/base/error.hpp>
#include <inkline/base/random.hpp>

namespace inkline {
namespace {

constexpr std::uint64_t kChoiceSeed = 0xC401CE;  // of validation rows: the same in every run

struct NamedKind {
  LineKind kind;
  const char* name;
};

constexpr std::array kKinds{
    NamedKind{LineKind::written, "written"}, NamedKind{LineKind::joined, "joined"},
    NamedKind{LineKind::capitals, "capitals"}, NamedKind{LineKind::mixed, "mixed"}};

/// `count` of the rows, in random order.
std::vector<std::size_t> some_of(std::vector<std::size_t> rows, std::size_t count) {
  Random random(kChoiceSeed);
  count = std::min(count, rows.size());
  for (std::size_t i = 0; i < count; ++i) {
    std::swap(rows[i], rows[i + random.index(rows.size() - i)]);
  }
  rows.resize(count);
  return rows;
}

std::vector<LineGroup> groups_of(const LineSet& set, const std::vector<std::size_t>& rows,
                                 std::size_t count) {
  std::vector<LineGroup> groups;
  for (const NamedKind& kind : kKinds) {
    std::vector<std::size_t> of_kind;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(of_kind),
                 [&](std::size_t row) { return set.items[row].kind == kind.kind; });
    if (!of_kind.empty()) groups.push_back({kind.name, some_of(std::move(of_kind), count)});
  }
  return groups;
}

/// Classes of single-byte characters; -1 for those that are not in the alphabet.
using ClassTable = std::array<int, 256>;

ClassTable class_table(const std::vector<std::string>& alphabet) {
  ClassTable table;
  table.fill(-1);
  for (std::size_t i = 0; i < alphabet.size(); ++i) {
    if (alphabet[i].size() == 1) {
      table[static_cast<unsigned char>(alphabet[i].front())] = static_cast<int>(i);
    }
  }
  return table;
}

DescribedLine describe_line(const DrawnLine& drawn, const StripParams& strip,
                            const ClassTable& classes) {
  DescribedLine line;
  for (const char c : drawn.text) {
    const int label = classes[static_cast<unsigned char>(c)];
    line.foreign = line.foreign || label < 0;
    line.labels.push_back(label);
  }
  StripParams as_drawn = strip;
  as_drawn.stroke = 0;  // pens of all widths teach more than one does
  const RowStrip row = normalise_row(drawn.ink, as_drawn);
  line.columns.resize(kStripFeatures, row.ink.empty() ? 0 : strip_steps(row.ink.cols));
  if (line.columns.cols() > 0) describe_strip(row.ink, line.columns);
  return line;
}

}  // namespace

std::vector<std::string> line_alphabet() {
  std::vector<std::string> alphabet;
  for (char c = ' '; c <= '~'; ++c) alphabet.emplace_back(1, c);
  alphabet.emplace_back();
  return alphabet;
}

int blank_of(const std::vector<std::string>& alphabet) {
  require_setting(std::count(alphabet.begin(), alphabet.end(), "") == 1,
                  "alphabet must have one blank");
  return static_cast<int>(std::find(alphabet.begin(), alphabet.end(), "") - alphabet.begin());
}

LineData lines_to_train(const LineSet& set, const LineDrawParams& drawing, double neat_share,
                        std::size_t validation_rows) {
  drawing.check();
  require_setting(neat_share >= 0 && neat_share <= 1,
                  "neat_share must be 0 to 1, got " + std::to_string(neat_share));
  const std::vector<std::size_t> training = items_of(set, Part::train);
  LineData data;
  data.name = set.name;
  if (neat_share > 0) data.name += ", neat share " + std::to_string(neat_share);
  data.alphabet = line_alphabet();
  data.training_rows = training.size();
  data.plan = [set, training](std::uint64_t seed) { return plan_line_epoch(set, training, seed); };
  data.validation = groups_of(set, items_of(set, Part::validation), validation_rows);
  data.draw = [set, drawing, neat_share](std::size_t row, std::uint64_t seed) {
    Random random(seed);
    const bool neat = neat_share > 0 && random.chance(neat_share);
    return draw_line(set, row, neat ? moderate_line_drawing() : drawing, random);
  };
  if (training.empty()) throw Error(Fault::input, set.name + ": holds nothing to train on");
  if (data.validation.empty()) {
    throw Error(Fault::input, set.name + ": holds no writer to validate on");
  }
  return data;
}

std::vector<DescribedLine> describe_lines(const LineData& data, std::span<const std::size_t> rows,
                                          const StripParams& strip, std::uint64_t seed,
                                          std::size_t first, WorkerPool& pool) {
  constexpr std::size_t group = 4;  // rows a thread takes at once
  const ClassTable classes = class_table(data.alphabet);
  std::vector<DescribedLine> lines(rows.size());
  pool.run(static_cast<int>((rows.size() + group - 1) / group), [&](int index) {
    const std::size_t begin = static_cast<std::size_t>(index) * group;
    for (std::size_t i = begin; i < std::min(begin + group, rows.size()); ++i) {
      lines[i] = describe_line(data.draw(rows[i], derived_seed(seed, first + i)), strip, classes);
    }
  });
  return lines;
}

void pack_lines(std::span<const DescribedLine* const> lines, PackedLines& packed) {
  packed.steps.clear();
  packed.labels.clear();
  Eigen::Index n = 0;
  for (const DescribedLine* const line : lines) {
    n += line->columns.cols();
    packed.steps.push_back(static_cast<int>(line->columns.cols()));
    packed.labels.push_back(&line->labels);
  }
  packed.columns.resize(kStripFeatures, n);
  Eigen::Index at = 0;
  for (const DescribedLine* const line : lines) {
    packed.columns.middleCols(at, line->columns.cols()) = line->columns;
    at += line->columns.cols();
  }
}

}  // namespace inkline
