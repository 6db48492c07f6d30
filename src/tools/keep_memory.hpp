#pragma once

namespace inkline::tools {

/// Freed memory stays with the program, for the next picture of the same size. Pages of a document
/// pass through some thirty pictures of a few megabytes each, and glibc hands such blocks back to
/// the system at once: getting them anew, page by page, took a tenth of the time before the first
/// character is classified.
void keep_memory();

}  // namespace inkline::tools
