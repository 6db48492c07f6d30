#include "ocr_settings.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <inkline/base/error.hpp>
#include <inkline/image/decode.hpp>
#include <inkline/text/mark_crossed_out.hpp>

#include "options.hpp"

namespace inkline::tools {
namespace {

cxxopts::Options option_table() {
  cxxopts::Options options("ocr");
  options.add_options()                                                                      //
      ("o,output", "", cxxopts::value<std::string>())                                        //
      ("f,format", "", cxxopts::value<std::string>()->default_value("txt"))                  //
      ("steps", "", cxxopts::value<std::string>())                                           //
      ("rotate", "", cxxopts::value<std::string>()->default_value("auto"))                   //
      ("skew", "", cxxopts::value<std::string>()->default_value("auto"))                     //
      ("crossed-out", "", cxxopts::value<std::string>()->default_value("skip"))              //
      ("reject", "", cxxopts::value<double>()->default_value("0"))                           //
      ("reject-mark", "", cxxopts::value<std::string>()->default_value(DoubtParams{}.mark))  //
      ("r,recursive", "")                                                                    //
      ("h,help", "")                                                                         //
      ("V,version", "");
  add_reading_options(options);
  return options;
}

std::optional<std::filesystem::path> path_option(const cxxopts::ParseResult& parsed,
                                                 const std::string& name) {
  if (parsed.count(name) == 0) return std::nullopt;
  require_setting(parsed.count(name) == 1, "--" + name + " was given twice");
  const std::string path = parsed[name].as<std::string>();
  require_setting(!path.empty(), "--" + name + " needs a path that is not empty");
  return path;
}

std::vector<const PageFormat*> formats_from(const std::string& list) {
  std::vector<const PageFormat*> formats;
  for (const std::string& name : split_at_commas(list)) {
    const PageFormat* const format = &page_format(name);
    if (std::find(formats.begin(), formats.end(), format) == formats.end()) {
      formats.push_back(format);
    }
  }
  require_setting(!formats.empty(), "--format names no format");
  return formats;
}

std::optional<int> turn_from(const std::string& text) {
  if (text == "auto") return std::nullopt;
  require_setting(text == "0" || text == "90" || text == "180" || text == "270",
                  "--rotate must be auto, 0, 90, 180 or 270, got '" + text + "'");
  return std::stoi(text);
}

std::optional<double> skew_from(const std::string& text) {
  if (text == "auto") return std::nullopt;
  const std::string message = "--skew must be auto or -45 to 45, got '" + text + "'";
  double degrees = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, degrees);
  require_setting(error == std::errc{} && stop == end && std::abs(degrees) <= 45, message);
  return degrees;
}

OcrSettings::CrossedOutWords crossed_out_from(const std::string& text) {
  using Words = OcrSettings::CrossedOutWords;
  if (text == "mark") return Words::mark;
  if (text == "keep") return Words::keep;
  require_setting(text == "skip", "--crossed-out must be skip, mark or keep, got '" + text + "'");
  return Words::skip;
}

void check(const OcrSettings& settings) {
  require_setting(!settings.arguments.empty(), "no input was given");
  require_setting(std::find(settings.arguments.begin(), settings.arguments.end(), "") ==
                      settings.arguments.end(),
                  "an input has an empty name");
  require_setting(settings.formats.size() == 1 || settings.output.has_value(),
                  "several formats need --output, since standard output takes one");
}

std::string format_list() {
  std::string list;
  for (const PageFormat& format : page_formats()) {
    std::string name(format.name);
    name.resize(std::max<std::size_t>(name.size(), 8), ' ');
    list += "      " + name + std::string(format.summary) + '\n';
  }
  return list;
}

std::string default_format() {
  return std::string(page_formats().front().name);
}

std::string megapixels(long long pixels) {
  return std::to_string(pixels / 1'000'000);
}

}  // namespace

OcrSettings parse_ocr(int argc, const char* const* argv) {
  const cxxopts::ParseResult parsed = option_table().parse(argc, argv);
  OcrSettings settings;
  if (parsed.count("help") > 0) return settings.task = OcrSettings::Task::help, settings;
  if (parsed.count("version") > 0) settings.task = OcrSettings::Task::version;
  settings.arguments = parsed.unmatched();
  settings.recursive = parsed.count("recursive") > 0;
  settings.output = path_option(parsed, "output");
  settings.reading = reading_settings(parsed);
  settings.steps = path_option(parsed, "steps");
  settings.turn.degrees = turn_from(parsed["rotate"].as<std::string>());
  settings.straighten.degrees = skew_from(parsed["skew"].as<std::string>());
  settings.crossed_out = crossed_out_from(parsed["crossed-out"].as<std::string>());
  settings.doubt = {parsed["reject"].as<double>(), parsed["reject-mark"].as<std::string>()};
  settings.doubt.check();
  settings.formats = formats_from(parsed["format"].as<std::string>());
  if (settings.task == OcrSettings::Task::read) check(settings);
  return settings;
}

std::string ocr_help() {
  return R"(NAME
  ocr - read handwriting from pictures

SYNOPSIS
  ocr [options] INPUT...
  ocr --help | --version

DESCRIPTION
  Prints the text of each picture, a line for each row of writing. Nothing but
  text goes to standard output; messages and progress go to standard error. A
  blank page prints nothing.

  INPUT is one of
    a picture  JPEG, PNG, TIFF (first page), WebP, BMP or PNM and whatever else
               OpenCV reads, told by its content and not by its name; EXIF
               orientation is honoured. JPEGs above )" +
         megapixels(DecodeParams{}.max_pixels) + R"( megapixels are read at
               reduced size, other pictures of that size are refused.
    a folder   every picture directly in it, in natural order (page2 before
               page10). A file counts as a picture by its first bytes or by its
               extension. Hidden files and, without --recursive, sub-folders
               are passed over.
    -          a picture on standard input

OPTIONS
  -o, --output PATH   write files in place of standard output (see OUTPUT)
  -f, --format LIST   output formats, separated by commas; default )" +
         default_format() + R"(. Several
                      formats need --output.
)" + format_list() +
         reading_help() +
         R"(      --steps DIR     write numbered pictures of every stage into DIR, to see
                      why a page was misread; for a batch into a sub-folder of
                      DIR for each picture. Default: none
      --rotate TURN   turn the picture by 0, 90, 180 or 270 degrees clockwise before
                      it is read, after the EXIF orientation; auto finds the
                      turn from the writing. Boxes stay those of the picture as
                      it was given; JSON names the turn. Default: auto
      --skew DEGREES  turn it clockwise by this much more, -45 to 45, to make its
                      rows level; auto finds the angle from the writing, and
                      makes a rectangle of a sheet that is seen at an angle; 0
                      leaves the picture as it is. Boxes stay those of the
                      picture; JSON names angle and sheet. Default: auto
      --crossed-out WHAT  skip leaves crossed-out words out of the text, mark prints
                      )" +
         std::string(kCrossedOutMark) + R"( in their place, keep reads them like others, as
                      far as that goes. With skip and mark JSON lists their boxes.
                      Default: skip
      --reject P      print a mark in place of characters whose confidence is below
                      P, 0 to 1; JSON keeps what they may be. Default: 0 (none)
      --reject-mark TEXT  the mark; default )" +
         DoubtParams{}.mark + R"(
  -r, --recursive     read the sub-folders of a folder too (links to folders
                      are not followed); default: off
  -V, --version       print the versions of program and model, the data the
                      model learnt from and how well it reads
  -h, --help          print this page
  --                  what follows is an input even when it starts with -

OUTPUT
  Standard output takes one format. Pages of several inputs follow each other in
  their order: plain text with a form feed (\f, byte 12) between two pages, and
  JSON with one object a line. An input that cannot be read leaves its place
  between two form feeds empty; in JSON it has no line.

  --output PATH with a single picture: with one format PATH is the file; with
  several each format gets a file, PATH less the extension of a format plus its
  own. When PATH is a folder, or ends in a slash, the file is named in it as for
  a batch.

  --output PATH with a batch (several inputs, or a folder): PATH is a folder,
  made when it is missing. NAME.jpg becomes PATH/NAME.txt; pictures that differ
  in their extension only keep it (NAME.jpg.txt, NAME.png.txt), and pictures of
  one name from different folders are numbered (NAME.jpg-2.txt). Sub-folders are
  kept. Standard input becomes stdin.txt.

  A file is written as a whole or not at all. Existing files are replaced, but
  never the pictures that are read.

EXIT STATUS
  0  every input was read
  1  the command line makes no sense
  2  no input could be read, or the output could not be written
  3  a defect in the program
  4  some inputs could not be read or written, the others were

EXAMPLES
  ocr page.jpg
      print the text of one picture
  ocr scans/ -o text/
      read every picture in scans into text/NAME.txt
  ocr scans/ -o out/ -f txt,json
      the same, and a JSON file with boxes and confidences beside each
  ocr page.jpg -f json | jq -r '.lines[] | select(.confidence < 0.6) | .text'
      print the rows it is unsure of
  scanimage --format=png | ocr -
      read from the scanner
  ocr page.jpg --steps steps/
      write what each stage saw: light, ink, boxes, rows, words

SEE ALSO
  ocr-tools --help, to train a model and to measure how well it reads
)";
}

}  // namespace inkline::tools
