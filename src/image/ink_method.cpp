#include <inkline/image/ink_method.hpp>

#include <algorithm>
#include <array>
#include <cassert>

#include <inkline/base/error.hpp>

namespace inkline {
namespace {

constexpr std::array kMethods{
    NamedInkMethod{InkMethod::edges, "edges", "local, from the edges of strokes; our own"},
    NamedInkMethod{InkMethod::isodata, "isodata", "global, Ridler and Calvard 1978"},
    NamedInkMethod{InkMethod::li, "li", "global, least cross entropy, Li and Tam 1998"},
    NamedInkMethod{InkMethod::mean, "mean", "global, the mean shade"},
    NamedInkMethod{InkMethod::minimum, "minimum",
                   "global, the valley between two peaks, Prewitt and Mendelsohn 1966"},
    NamedInkMethod{InkMethod::otsu, "otsu", "global, most variance between ink and paper, 1979"},
    NamedInkMethod{InkMethod::triangle, "triangle", "global, Zack, Rogers and Latt 1977"},
    NamedInkMethod{InkMethod::yen, "yen", "global, most correlation, Yen, Chang and Chang 1995"},
    NamedInkMethod{InkMethod::niblack, "niblack", "local, mean and deviation, 1986"},
    NamedInkMethod{InkMethod::sauvola, "sauvola", "local, Sauvola and Pietikainen 2000"},
    NamedInkMethod{InkMethod::wolf, "wolf", "local, Wolf and Jolion 2004"},
    NamedInkMethod{InkMethod::su, "su", "local, from contrast and edges, Su, Lu and Tan 2013"},
    NamedInkMethod{InkMethod::howe, "howe", "least energy, slow, Howe 2011"},
};

}  // namespace

std::span<const NamedInkMethod> ink_methods() {
  return kMethods;
}

InkMethod ink_method(std::string_view name) {
  const auto found = std::find_if(kMethods.begin(), kMethods.end(),
                                  [&](const NamedInkMethod& known) { return known.name == name; });
  require_setting(found != kMethods.end(), "no method to tell ink from paper is called '" +
                                               std::string(name) + "', but " + ink_method_names() +
                                               " are");
  return found->method;
}

std::string_view name_of(InkMethod method) {
  const auto found =
      std::find_if(kMethods.begin(), kMethods.end(),
                   [&](const NamedInkMethod& known) { return known.method == method; });
  assert(found != kMethods.end());
  return found->name;
}

std::string ink_method_names() {
  std::string names;
  for (const NamedInkMethod& known : kMethods) {
    names += (names.empty() ? "" : ", ") + std::string(known.name);
  }
  return names;
}

}  // namespace inkline
