#include "pages_index.hpp"

#include <algorithm>
#include <cstddef>

#include <inkline/base/error.hpp>
#include <inkline/base/read_file.hpp>

#include "options.hpp"

namespace inkline::tools {
namespace {

namespace fs = std::filesystem;

/// Empty fields count too.
std::vector<std::string> split_at(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::vector<std::string> lines_of(const fs::path& file) {
  const std::vector<std::byte> bytes = read_file(file);
  std::string text;
  for (const std::byte byte : bytes) {
    if (byte != std::byte{'\r'}) text += static_cast<char>(byte);
  }
  std::vector<std::string> lines = split_at(text, '\n');
  std::erase(lines, "");
  return lines;
}

PageFacts facts_from(const std::vector<std::string>& columns, const std::string& line) {
  const std::vector<std::string> values = split_at(line, '\t');
  PageFacts facts;
  for (std::size_t i = 0; i < std::min(columns.size(), values.size()); ++i) {
    facts[columns[i]] = values[i];
  }
  return facts;
}

fs::path normal_form(const fs::path& path) {
  std::error_code problem;
  const fs::path canonical = fs::weakly_canonical(path, problem);
  return problem ? path.lexically_normal() : canonical;
}

}  // namespace

PagesIndex read_pages_index(const fs::path& file) {
  const std::vector<std::string> lines = lines_of(file);
  const std::vector<std::string> columns =
      lines.empty() ? std::vector<std::string>{} : split_at(lines.front(), '\t');
  if (std::find(columns.begin(), columns.end(), "file") == columns.end()) {
    throw Error(Fault::input, file.string() + ": its first line names no column 'file'");
  }
  PagesIndex index;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    PageFacts facts = facts_from(columns, lines[i]);
    index.emplace(normal_form(file.parent_path() / facts["set"] / facts["file"]), facts);
  }
  return index;
}

const PageFacts& facts_of(const PagesIndex& index, const fs::path& picture) {
  static const PageFacts none;
  const auto entry = index.find(normal_form(picture));
  return entry == index.end() ? none : entry->second;
}

bool FactCondition::holds(const PageFacts& facts) const {
  const auto fact = facts.find(column);
  return fact != facts.end() &&
         std::find(values.begin(), values.end(), fact->second) != values.end();
}

std::vector<FactCondition> fact_conditions(std::string_view list) {
  std::vector<FactCondition> conditions;
  for (const std::string& part : split_at_commas(list)) {
    const std::size_t sign = part.find('=');
    require_setting(sign != std::string::npos && sign > 0,
                    "--where takes COLUMN=VALUE, got '" + part + "'");
    conditions.push_back({part.substr(0, sign), split_at(part.substr(sign + 1), '|')});
  }
  return conditions;
}

}  // namespace inkline::tools
