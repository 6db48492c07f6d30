#pragma once

#include <vector>

#include <inkline/base/page.hpp>
#include <inkline/reader/read_page.hpp>

namespace inkline {

/// Leaves out what was read into cloth, grain, gravel and specks. Of writing the mean confidence of
/// all characters is high even where single rows are doubtful; texture read as text is doubtful in
/// nearly every row, or the same few characters over and over. On such a page only rows stay that
/// are sure by themselves.
std::vector<Line> drop_texture(std::vector<Line> lines, const TextureParams& params);

}  // namespace inkline
