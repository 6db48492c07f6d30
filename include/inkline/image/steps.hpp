#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include <opencv2/core.hpp>

namespace inkline {

/// Takes the picture of one stage; an empty sink means that nobody looks.
using StepSink = std::function<void(const std::string& name, const cv::Mat& image)>;

/// A sink that writes DIR/01_NAME.png, DIR/02_NAME.png and so on. The folder is made when it is
/// missing, and an empty picture writes none. One sink serves one page, and one thread at a time.
/// Pictures are CV_8UC1 or CV_8UC3.
/// @throws Error  Fault::input, now or at a step, when the folder or a file cannot be written
StepSink write_steps_to(const std::filesystem::path& folder);

}  // namespace inkline
