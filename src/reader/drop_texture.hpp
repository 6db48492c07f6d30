#pragma once

#include <span>
#include <vector>

#include <inkline/base/page.hpp>
#include <inkline/reader/read_page.hpp>

namespace inkline {

/// Whether a sample of a page's rows is none of writing, or nothing at all.
bool is_texture(std::span<const Line> lines, const TextureParams& params);

/// Leaves out what was read into cloth, grain, gravel and specks. Of writing the mean confidence of
/// all characters is high even where single rows are doubtful; texture read as text is doubtful in
/// nearly every row, or the same few characters over and over. On such a page only rows stay that
/// are sure by themselves.
std::vector<Line> drop_texture(std::vector<Line> lines, const TextureParams& params);

}  // namespace inkline
