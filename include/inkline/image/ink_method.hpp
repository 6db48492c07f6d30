#pragma once

#include <span>
#include <string>
#include <string_view>

namespace inkline {

/// A way to tell ink from paper on a page of even light.
enum class InkMethod {
  edges,     ///< our own: between ink and paper at the edges of strokes nearby
  isodata,   ///< one threshold for the page: Ridler, Calvard 1978
  li,        ///< ... Li, Tam 1998
  mean,      ///< ... Glasbey 1993
  minimum,   ///< ... Prewitt, Mendelsohn 1966
  otsu,      ///< ... Otsu 1979
  triangle,  ///< ... Zack, Rogers, Latt 1977
  yen,       ///< ... Yen, Chang, Chang 1995
  niblack,   ///< a threshold for each pixel from its neighbourhood: Niblack 1986
  sauvola,   ///< ... Sauvola, Pietikäinen 2000
  wolf,      ///< ... Wolf, Jolion 2004
  su,        ///< ... Su, Lu, Tan 2013
  howe,      ///< the labelling of least energy: Howe 2011
};

/// What users call a method, and one line about it.
struct NamedInkMethod {
  InkMethod method;
  std::string_view name;
  std::string_view summary;
};

/// All methods, the default first.
std::span<const NamedInkMethod> ink_methods();

/// The method of that name.
/// @throws Error  Fault::usage, naming the choices
InkMethod ink_method(std::string_view name);

/// The inverse of ink_method().
std::string_view name_of(InkMethod method);

/// "edges, isodata, li, ...", for messages and help.
std::string ink_method_names();

}  // namespace inkline
