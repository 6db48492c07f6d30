#include <algorithm>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <inkline/features/embedded_files.hpp>

#include "support/child_process.hpp"
#include "support/pictures.hpp"
#include "support/scratch_folder.hpp"
#include "support/test_pages.hpp"

namespace {

namespace fs = std::filesystem;
using inkline::test::content_of;
using inkline::test::encoded;
using inkline::test::page_with;
using inkline::test::page_with_faint_end;
using inkline::test::ProgramResult;
using inkline::test::ProgramStreams;
using inkline::test::ScratchFolder;
using inkline::test::write_bytes;
using inkline::test::write_text;

/// A folder with a model that takes every letter for an A, and with what a test puts there.
struct Desk {
  ScratchFolder folder;

  Desk() { inkline::test::write_constant_model(at("a.model"), "A"); }

  std::string at(const std::string& name) const { return (folder.path() / name).string(); }

  std::string put(const std::string& name, const cv::Mat& picture) const {
    fs::create_directories(fs::path(at(name)).parent_path());
    write_bytes(at(name), encoded(fs::path(name).extension().string(), picture));
    return at(name);
  }

  ProgramResult ocr(std::vector<std::string> arguments, const ProgramStreams& streams = {}) const {
    arguments.insert(arguments.begin(), {INKLINE_OCR, "--model", at("a.model")});
    return inkline::test::run_program(arguments, streams);
  }
};

long lines_in(const std::string& text) {
  return std::count(text.begin(), text.end(), '\n');
}

/// One input that cannot be read: one line that names it, nothing printed, status 2.
void check_refused(const ProgramResult& result, const std::string& name) {
  CAPTURE(result.err);
  CHECK(result.status == 2);
  CHECK(result.out.empty());
  CHECK(lines_in(result.err) == 1);
  CHECK(result.err.starts_with("ocr: " + name + ": "));
}

std::string noise_picture(const Desk& desk, int side) {
  cv::Mat1b noise(side, side);
  std::mt19937 generator(3);
  for (uchar& shade : noise) shade = static_cast<uchar>(generator() & 255U);
  return desk.put("noise.png", noise);
}

/// The first bytes of a PNG that claims a size; enough of one to be refused for it.
inkline::test::Bytes png_of_size(unsigned width, unsigned height) {
  inkline::test::Bytes png = encoded(".png", cv::Mat1b(2, 2, uchar{255}));
  inkline::test::Bytes size;
  inkline::test::append_number(size, width, 4, false);
  inkline::test::append_number(size, height, 4, false);
  std::copy(size.begin(), size.end(), png.begin() + 16);
  return png;
}

TEST_SUITE("ocr: what it prints") {
  TEST_CASE("the text of a picture goes to standard output and nothing else goes anywhere") {
    const Desk desk;
    const ProgramResult result = desk.ocr({desk.put("page.png", page_with("XYZ"))});
    CHECK(result.status == 0);
    CHECK(result.out == "AAA\n");
    CHECK(result.err.empty());
  }

  TEST_CASE("a picture comes through standard input as well") {
    const Desk desk;
    const ProgramResult result = desk.ocr({"-"}, {.in = desk.put("p.png", page_with("XY"))});
    CHECK(result.status == 0);
    CHECK(result.out == "AA\n");
    CHECK(desk.ocr({"-", "-"}).status == 1);
  }

  TEST_CASE("pages of several inputs are parted by form feeds, and a failed one keeps its place") {
    const Desk desk;
    const std::string one = desk.put("one.png", page_with("X"));
    const std::string two = desk.put("two.png", page_with("XY"));
    CHECK(desk.ocr({one, two}).out == "A\n\fAA\n");
    const ProgramResult result = desk.ocr({one, desk.at("missing.png"), two});
    CHECK(result.out == "A\n\f\fAA\n");
    CHECK(result.status == 4);
  }

  TEST_CASE("a folder is read in natural order, sub-folders only when asked for") {
    const Desk desk;
    desk.put("in/page10.png", page_with("XYZ"));
    desk.put("in/page2.png", page_with("XY"));
    desk.put("in/sub/page1.png", page_with("X"));
    desk.put("in/.hidden.png", page_with("XYZXYZ"));
    write_text(desk.at("in/notes.txt"), "no picture");
    CHECK(desk.ocr({desk.at("in")}).out == "AA\n\fAAA\n");
    CHECK(desk.ocr({"-r", desk.at("in")}).out == "AA\n\fAAA\n\fA\n");
  }

  TEST_CASE("JSON is one object, or one object a line for several inputs") {
    const Desk desk;
    const std::string page = desk.put("page.png", page_with("XY"));
    const auto json = nlohmann::json::parse(desk.ocr({page, "-f", "json"}).out);
    CHECK(json["width"] == 340);
    CHECK(json["height"] == 240);
    CHECK(json["lines"][0]["text"] == "AA");
    CHECK(json["lines"][0]["words"][0]["characters"].size() == 2);
    const ProgramResult two = desk.ocr({page, page, "-f", "json"});
    CHECK(lines_in(two.out) == 2);
    CHECK(nlohmann::json::parse(two.out.substr(0, two.out.find('\n')))["source"] == page);
  }

  TEST_CASE("characters that are not sure enough are marked in the text, and told of in JSON") {
    const Desk desk;
    const std::string page = desk.put("page.png", page_with({"AAA"}));
    const ProgramResult plain = desk.ocr({page, "--reject", "1", "--reject-mark", "#"});
    CHECK(plain.out.find('A') == std::string::npos);
    CHECK(plain.out.find('#') != std::string::npos);
    const auto json = nlohmann::json::parse(desk.ocr({page, "--reject", "1", "-f", "json"}).out);
    const auto& character = json["lines"][0]["words"][0]["characters"][0];
    CHECK(character["text"] == "A");
    CHECK(character.contains("alternatives"));
    CHECK(json["lines"][0]["text"].get<std::string>().starts_with("~"));
  }

  TEST_CASE("ink is told from paper as --threshold says, by default as by our own method") {
    const Desk desk;
    const std::string page = desk.put("page.png", page_with_faint_end("XY", "Z"));
    CHECK(desk.ocr({page, "--threshold", "mean"}).out == "AAA\n");
    CHECK(desk.ocr({page, "--threshold", "li"}).out == "AA\n");
    CHECK(desk.ocr({page, "--threshold", "edges"}).out == desk.ocr({page}).out);
  }

  TEST_CASE("a blank page prints nothing and is no failure") {
    const Desk desk;
    for (const uchar shade : {uchar{255}, uchar{128}, uchar{0}}) {
      CAPTURE(int{shade});
      const ProgramResult result = desk.ocr({desk.put("blank.png", cv::Mat1b(900, 700, shade))});
      CHECK(result.status == 0);
      CHECK(result.out.empty());
      CHECK(result.err.empty());
    }
  }

  TEST_CASE("version and help go to standard output, and help names every option") {
    const Desk desk;
    const ProgramResult version = desk.ocr({"--version"});
    CHECK(version.status == 0);
    CHECK(version.out.starts_with("ocr "));
    CHECK(version.out.find("model constant\n") != std::string::npos);
    CHECK(version.out.find("made by a test") != std::string::npos);
    const ProgramResult help = desk.ocr({"--help"});
    CHECK(help.status == 0);
    for (const char* const part :
         {"-o, --output", "-f, --format", "-m, --model", "--steps", "-r, --recursive", "--version",
          "--threshold", "sauvola", "EXIT STATUS", "EXAMPLES"}) {
      CAPTURE(part);
      CHECK(help.out.find(part) != std::string::npos);
    }
  }
}

TEST_SUITE("ocr: files it writes") {
  TEST_CASE("one picture goes to the file that is named, in each format to its own") {
    const Desk desk;
    const std::string page = desk.put("page.png", page_with("XY"));
    const ProgramResult one = desk.ocr({page, "-o", desk.at("text")});
    CHECK(one.status == 0);
    CHECK(one.out.empty());
    CHECK(content_of(desk.at("text")) == "AA\n");
    CHECK(desk.ocr({page, "-f", "txt,json", "-o", desk.at("both.txt")}).status == 0);
    CHECK(content_of(desk.at("both.txt")) == "AA\n");
    CHECK(nlohmann::json::parse(content_of(desk.at("both.json")))["lines"].size() == 1);
  }

  TEST_CASE("a batch goes to a folder that is made when missing, one name for each picture") {
    const Desk desk;
    desk.put("in/a.png", page_with("X"));
    desk.put("in/a.bmp", page_with("XY"));
    desk.put("in/b.c.png", page_with("XYZ"));
    desk.put("in/sub/d.png", page_with("X"));
    const ProgramResult result = desk.ocr({"-r", desk.at("in"), "-o", desk.at("out/deep")});
    CAPTURE(result.err);
    CHECK(result.status == 0);
    CHECK(content_of(desk.at("out/deep/a.png.txt")) == "A\n");
    CHECK(content_of(desk.at("out/deep/a.bmp.txt")) == "AA\n");
    CHECK(content_of(desk.at("out/deep/b.c.txt")) == "AAA\n");
    CHECK(content_of(desk.at("out/deep/sub/d.txt")) == "A\n");
  }

  TEST_CASE("pictures of one name from different folders do not overwrite each other") {
    const Desk desk;
    const std::string first = desk.put("x/p.png", page_with("X"));
    const std::string second = desk.put("y/p.png", page_with("XY"));
    CHECK(desk.ocr({first, second, "-o", desk.at("out")}).status == 0);
    CHECK(content_of(desk.at("out/p.png.txt")) == "A\n");
    CHECK(content_of(desk.at("out/p.png-2.txt")) == "AA\n");
  }

  TEST_CASE("a picture is never replaced by its text") {
    const Desk desk;
    const std::string page = desk.put("page.png", page_with("X"));
    const std::string before = content_of(page);
    const ProgramResult result = desk.ocr({page, "-o", page});
    CHECK(result.status == 1);
    CHECK(content_of(page) == before);
  }

  TEST_CASE("steps are written as numbered pictures, in a folder each for a batch") {
    const Desk desk;
    const std::string one = desk.put("one.png", page_with("X"));
    const std::string two = desk.put("two.png", page_with("XY"));
    CHECK(desk.ocr({one, "--steps", desk.at("steps")}).status == 0);
    const fs::directory_iterator steps(desk.at("steps"));
    CHECK(std::count_if(fs::begin(steps), fs::end(steps), [](const fs::directory_entry& entry) {
            return entry.path().extension() == ".png";
          }) >= 5);
    CHECK(desk.ocr({one, two, "--steps", desk.at("more")}).status == 0);
    CHECK(fs::is_directory(desk.at("more/one")));
    CHECK(fs::is_directory(desk.at("more/two")));
  }
}

TEST_SUITE("ocr: bad input") {
  TEST_CASE("a missing file") {
    const Desk desk;
    check_refused(desk.ocr({desk.at("missing.jpg")}), desk.at("missing.jpg"));
  }

  TEST_CASE("a folder without pictures") {
    const Desk desk;
    fs::create_directory(desk.at("empty"));
    write_text(desk.at("empty/notes.txt"), "no picture");
    check_refused(desk.ocr({desk.at("empty")}), desk.at("empty"));
  }

  TEST_CASE("a text file renamed .jpg") {
    const Desk desk;
    write_text(desk.at("letter.jpg"), "Dear Sir or Madam,\n");
    check_refused(desk.ocr({desk.at("letter.jpg")}), desk.at("letter.jpg"));
  }

  TEST_CASE("a truncated JPEG") {
    const Desk desk;
    const inkline::test::Bytes whole = encoded(".jpg", page_with("XYZ"));
    for (const double share : {0.01, 0.3, 0.6, 0.9}) {
      CAPTURE(share);
      const auto length = static_cast<std::size_t>(share * static_cast<double>(whole.size()));
      write_bytes(desk.at("cut.jpg"), std::span(whole).first(length));
      check_refused(desk.ocr({desk.at("cut.jpg")}), desk.at("cut.jpg"));
    }
  }

  TEST_CASE("a file of no bytes, and no bytes on standard input") {
    const Desk desk;
    write_text(desk.at("nothing.png"), "");
    check_refused(desk.ocr({desk.at("nothing.png")}), desk.at("nothing.png"));
    check_refused(desk.ocr({"-"}), "standard input");
  }

  TEST_CASE("a picture of one pixel is a blank page") {
    const Desk desk;
    const ProgramResult result = desk.ocr({desk.put("dot.png", cv::Mat1b(1, 1, uchar{0}))});
    CHECK(result.status == 0);
    CHECK(result.out.empty());
    CHECK(result.err.empty());
  }

  TEST_CASE("a picture of 30000 x 30000 pixels") {
    const Desk desk;
    write_bytes(desk.at("huge.png"), png_of_size(30000, 30000));
    const ProgramResult result = desk.ocr({desk.at("huge.png")});
    check_refused(result, desk.at("huge.png"));
    CHECK(result.seconds < 10);
  }

  TEST_CASE("a page of noise ends quickly and does not print pages of rubbish") {
    const Desk desk;
    if (inkline::embedded_model().empty()) {
      MESSAGE("SKIPPED: this build has no model");
      return;
    }
    const ProgramResult result =
        inkline::test::run_program({INKLINE_OCR, noise_picture(desk, 1500)}, {}, 60);
    CHECK(result.status == 0);
    CHECK(lines_in(result.out) <= 5);
    CHECK(result.seconds < 30);
  }

  TEST_CASE("an output folder that cannot be made") {
    const Desk desk;
    desk.put("in/a.png", page_with("X"));
    write_text(desk.at("file"), "in the way");
    // Below a file, where not even root can make a folder.
    const ProgramResult result = desk.ocr({desk.at("in"), "-o", desk.at("file/out")});
    check_refused(result, desk.at("file/out"));
    CHECK(content_of(desk.at("file")) == "in the way");
    check_refused(desk.ocr({desk.at("in"), "-o", desk.at("file")}), desk.at("file"));
    check_refused(desk.ocr({desk.at("in/a.png"), "-o", desk.at("no/such/out.txt")}),
                  desk.at("no/such/out.txt"));
  }

  TEST_CASE("a full disk, a reader that has gone and a closed standard output") {
    const Desk desk;
    const std::string page = desk.put("page.png", page_with("X"));
    check_refused(desk.ocr({page}, {.out = "/dev/full"}), "standard output");
    check_refused(desk.ocr({page}, {.pipe_out = true}), "standard output");
    check_refused(desk.ocr({page}, {.closed_out = true}), "standard output");
    check_refused(desk.ocr({page, "-o", "/dev/full"}), "/dev/full");
    CHECK(desk.ocr({"--help"}, {.out = "/dev/full"}).status == 2);
  }

  TEST_CASE("steps that cannot be written") {
    const Desk desk;
    write_text(desk.at("file"), "in the way");
    const ProgramResult result =
        desk.ocr({desk.put("page.png", page_with("X")), "--steps", desk.at("file")});
    CHECK(result.status == 2);
    CHECK(lines_in(result.err) == 1);
  }

  TEST_CASE("a batch reads what can be read, tells of the rest and ends with status 4") {
    const Desk desk;
    desk.put("in/good1.png", page_with("X"));
    desk.put("in/good2.png", page_with("XY"));
    write_text(desk.at("in/text.jpg"), "no picture");
    write_text(desk.at("in/zero.png"), "");
    const ProgramResult result =
        desk.ocr({desk.at("in"), desk.at("missing.png"), "-o", desk.at("out")});
    CHECK(result.status == 4);
    CHECK(content_of(desk.at("out/good1.txt")) == "A\n");
    CHECK(content_of(desk.at("out/good2.txt")) == "AA\n");
    CHECK(!fs::exists(desk.at("out/text.txt")));
    CHECK(!fs::exists(desk.at("out/zero.txt")));
    CHECK(lines_in(result.err) == 4);
    CHECK(result.err.find("3 of 5 inputs failed") != std::string::npos);
    CHECK(desk.ocr({desk.at("missing.png"), desk.at("gone.png")}).status == 2);
  }

  TEST_CASE("a missing or damaged model") {
    const Desk desk;
    const std::string page = desk.put("page.png", page_with("X"));
    check_refused(inkline::test::run_program({INKLINE_OCR, page, "-m", desk.at("none")}),
                  desk.at("none"));
    std::string bytes = content_of(desk.at("a.model"));
    write_text(desk.at("cut.model"), bytes.substr(0, bytes.size() / 2));
    check_refused(inkline::test::run_program({INKLINE_OCR, page, "-m", desk.at("cut.model")}),
                  desk.at("cut.model"));
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    write_text(desk.at("bad.model"), bytes);
    check_refused(
        inkline::test::run_program({INKLINE_OCR, "--version", "-m", desk.at("bad.model")}),
        desk.at("bad.model"));
    check_refused(inkline::test::run_program({INKLINE_OCR, page, "-m", desk.at("bad.model")}),
                  desk.at("bad.model"));
  }

  TEST_CASE("a language or a word list that is missing or damaged") {
    const Desk desk;
    const std::string page = desk.put("page.png", page_with("X"));
    write_text(desk.at("bad"), "no language\nand no list of words\n");
    for (const std::string option : {"--language", "--words"}) {
      CAPTURE(option);
      check_refused(desk.ocr({page, option, desk.at("none")}), desk.at("none"));
      check_refused(desk.ocr({page, option, desk.at("bad")}), desk.at("bad"));
    }
    CHECK(desk.ocr({page, "--language", "none"}).out == "A\n");
    CHECK(desk.ocr({page, "--language", "english"}).out == "A\n");
  }

  TEST_CASE("a way to tell ink from paper that does not exist") {
    const Desk desk;
    const ProgramResult result =
        desk.ocr({desk.put("p.png", page_with("X")), "--threshold", "otto"});
    CHECK(result.status == 1);
    CHECK(result.out.empty());
    CHECK(result.err.starts_with("ocr: no method to tell ink from paper is called 'otto'"));
    CHECK(result.err.find("edges, isodata, li, mean") < result.err.find('\n'));
  }

  TEST_CASE("a command line that makes no sense has status 1") {
    const Desk desk;
    const std::string page = desk.put("page.png", page_with("X"));
    for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
             {},
             {""},
             {"--frobnicate", page},
             {page, "-f", "doc"},
             {page, "-f", ","},
             {page, "-f", "txt,json"},
             {page, "-o"},
             {page, "-o", ""},
             {page, "-o", "a", "-o", "b"},
             {page, "--language", ""},
             {page, "--words", "a", "--words", "b"},
             {page, "--alphabet", "Z-A"},
             {page, "--threshold", ""},
             {page, "--threshold", "otsu", "--threshold", "li"}}) {
      const ProgramResult result = desk.ocr(arguments);
      CAPTURE(result.err);
      CHECK(result.status == 1);
      CHECK(result.out.empty());
      CHECK(result.err.ends_with("Try 'ocr --help'.\n"));
    }
  }
}

}  // namespace
