#include "version_text.hpp"

#include <array>
#include <cstdio>

namespace inkline::tools {
namespace {

std::string hexadecimal(std::uint32_t number) {
  std::array<char, 9> digits{};
  std::snprintf(digits.data(), digits.size(), "%08x", static_cast<unsigned>(number));
  return digits.data();
}

std::string joined(const std::vector<std::string>& alphabet) {
  std::string text;
  for (const std::string& character : alphabet) text += character;
  return text;
}

/// Every line of `text` behind two spaces.
std::string indented(const std::string& text) {
  std::string result;
  bool at_start = true;
  for (const char c : text) {
    if (at_start && c != '\n') result += "  ";
    result += c;
    at_start = c == '\n';
  }
  if (!at_start) result += '\n';
  return result;
}

}  // namespace

std::string program_version() {
  return "ocr " INKLINE_VERSION " (Inkline)\n";
}

std::string model_version(const Model& model) {
  std::string text = "model " + model.name + '\n';
  text += "  checksum    " + hexadecimal(model.checksum) + " (CRC-32 of the model file)\n";
  text += "  characters  " + joined(model.alphabet) + '\n';
  return text + indented(model.provenance);
}

}  // namespace inkline::tools
