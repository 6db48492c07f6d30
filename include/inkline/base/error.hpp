#pragma once

#include <stdexcept>
#include <string>

namespace inkline {

/// Whose fault a failure is; the value is the exit status of the tools.
enum class Fault {
  usage = 1,   ///< a bad flag or setting
  input = 2,   ///< a picture, model, data set or output path that cannot be used
  defect = 3,  ///< a broken promise inside the program
};

/// The one exception of the library. The message is one line that names the file or setting and
/// the reason.
class Error : public std::runtime_error {
 public:
  Error(Fault fault, const std::string& message);
  Fault fault() const noexcept { return fault_; }

 private:
  Fault fault_;
};

/// Throws Error(Fault::usage) with `message` unless `holds`; what check() of the params structs
/// is made of.
void require_setting(bool holds, const std::string& message);

}  // namespace inkline
