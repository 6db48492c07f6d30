#pragma once

#include <inkline/base/page.hpp>
#include <inkline/image/decode.hpp>
#include <inkline/image/steps.hpp>
#include <inkline/reader/read_page.hpp>

#include "input_list.hpp"

namespace inkline::tools {

/// The bytes of one input, from its file or from standard input, decoded.
/// @throws Error  Fault::input, "NAME: reason"
Picture decode_input(const Input& input);

/// The bytes of one input, from its file or from standard input, decoded and read. Boxes are in
/// pixels of the full picture even where it was decoded at reduced size.
/// @throws Error  Fault::input, "NAME: reason"
Page read_input(const Input& input, const Readers& readers, const StepSink& steps = {},
                const ReadParams& params = {});

/// The page as seen in a picture of another size: every box is scaled to it.
Page scaled_page(Page page, int width, int height);

}  // namespace inkline::tools
