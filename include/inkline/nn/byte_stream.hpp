#pragma once

// Where it was before other layers than nn wrote files.
#include <inkline/base/byte_stream.hpp>
