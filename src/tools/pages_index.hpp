#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace inkline::tools {

/// What a table says of one picture, column by column.
using PageFacts = std::map<std::string, std::string>;

/// Facts by the picture's path in its normal form.
using PagesIndex = std::map<std::filesystem::path, PageFacts>;

/// Reads a table of pictures: tab-separated, the first line names the columns. The column `file`
/// holds the picture's path below the folder of the table, below its sub-folder `set` where there
/// is such a column.
/// @throws Error  Fault::input, "FILE: reason", when it is unreadable or has no column `file`
PagesIndex read_pages_index(const std::filesystem::path& file);

/// The facts of one picture; none when it is not in the table.
const PageFacts& facts_of(const PagesIndex& index, const std::filesystem::path& picture);

/// A condition on facts: the column must hold one of the values.
struct FactCondition {
  std::string column;
  std::vector<std::string> values;

  bool holds(const PageFacts& facts) const;
};

/// Reads `writing=print,layout=rows|form`: all conditions must hold, a bar stands between values.
/// @throws Error  Fault::usage when a part has no `=`
std::vector<FactCondition> fact_conditions(std::string_view list);

}  // namespace inkline::tools
