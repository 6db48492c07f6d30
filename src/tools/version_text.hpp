#pragma once

#include <string>

#include <inkline/nn/model.hpp>

namespace inkline::tools {

/// What --version prints: the version of the program, name, checksum, size and alphabet of the
/// model, and what the model says of the data it learnt from and of its measured accuracy.
std::string version_text(const Model& model);

}  // namespace inkline::tools
