#pragma once

#include <string>

#include <inkline/nn/model.hpp>

namespace inkline::tools {

/// Name and version of the program, one line.
std::string program_version();

/// Name, checksum and alphabet of a model, and what it says of the data it learnt from and
/// of its measured accuracy.
std::string model_version(const Model& model);

}  // namespace inkline::tools
