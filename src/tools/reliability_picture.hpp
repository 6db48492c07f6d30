#pragma once

#include <span>

#include <opencv2/core.hpp>

#include <inkline/evaluation/calibration.hpp>

namespace inkline::tools {

/// Two diagrams side by side. Left, how often answers of each confidence are right (bars), against
/// how often they say they are (marks); on the diagonal both are the same; under each bar the
/// number of its answers. Right, the share of right answers among the surest, by how many are
/// given.
cv::Mat3b reliability_picture(std::span<const JudgedAnswer> answers);

}  // namespace inkline::tools
