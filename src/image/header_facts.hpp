#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace inkline {

/// What the header of a picture says before anything is allocated.
struct HeaderFacts {
  long long width = 0;
  long long height = 0;
  long long white = 0;  ///< the sample value of full light; 0 means the largest of its type
};

/// Reads the header of the formats that OpenCV decodes for us: BMP, PNM with PAM and PFM, JPEG
/// 2000, Sun raster, Radiance and OpenEXR. Nothing when the bytes are of none of them, or end
/// within the header.
std::optional<HeaderFacts> header_facts(std::span<const std::byte> file);

}  // namespace inkline
