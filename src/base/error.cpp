#include <inkline/base/error.hpp>

namespace inkline {

Error::Error(Fault fault, const std::string& message)
    : std::runtime_error(message), fault_(fault) {}

void require_setting(bool holds, const std::string& message) {
  if (!holds) throw Error(Fault::usage, message);
}

}  // namespace inkline
