#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <opencv2/imgcodecs.hpp>

#include "support/child_process.hpp"
#include "support/pictures.hpp"
#include "support/scratch_folder.hpp"
#include "support/test_pages.hpp"

namespace {

namespace fs = std::filesystem;
using inkline::test::page_with;
using inkline::test::page_with_faint_end;
using inkline::test::ProgramResult;
using inkline::test::ScratchFolder;
using inkline::test::write_text;

ProgramResult tools(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), INKLINE_OCR_TOOLS);
  return inkline::test::run_program(arguments);
}

/// Two pages of which a model that takes every letter for an A reads five of six letters.
struct Measured {
  ScratchFolder folder;

  Measured() {
    inkline::test::write_constant_model(at("a.model"), "A");
    put("print/one", "AAAA");
    put("joined/two", "AB");
    write_text(at("pages/index.tsv"),
               "set\tfile\twriting\tlayout\n"
               "print\tone.png\tprint\trows\njoined\ttwo.png\tjoined\tfree\n");
  }

  std::string at(const std::string& name) const { return (folder.path() / name).string(); }

  void put(const std::string& name, const std::string& text) const {
    const fs::path picture = at("pages/" + name + ".png");
    fs::create_directories(picture.parent_path());
    inkline::test::write_bytes(picture, inkline::test::encoded(".png", page_with(text)));
    write_text(at("pages/" + name + ".gt.txt"), text + "\n");
  }

  ProgramResult evaluate(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"evaluate", at("pages"), "--model", at("a.model")});
    return tools(arguments);
  }
};

TEST_SUITE("ocr-tools") {
  TEST_CASE("help lists the commands, and each has a page of its own") {
    const ProgramResult help = tools({"--help"});
    CHECK(help.status == 0);
    for (const char* const command :
         {"test", "evaluate", "binarise", "thresholds", "evaluate-binarise"}) {
      CAPTURE(command);
      CHECK(help.out.find(command) != std::string::npos);
      const ProgramResult page = tools({command, "--help"});
      CHECK(page.status == 0);
      CHECK(page.out.find("--json") != std::string::npos);
      CHECK(page.err.empty());
    }
  }

  TEST_CASE("a command line that makes no sense has status 1") {
    for (const std::vector<std::string>& arguments :
         std::vector<std::vector<std::string>>{{},
                                               {"dance"},
                                               {"test"},
                                               {"evaluate"},
                                               {"evaluate", "a", "b"},
                                               {"evaluate", ".", "--row-order", "up"},
                                               {"evaluate", ".", "--resamples", "3"},
                                               {"evaluate", ".", "--threshold", "otto"},
                                               {"test", "--data", "x:y", "--top", "0"},
                                               {"test", "--data", "x:y", "--alphabet", "Z-A"}}) {
      const ProgramResult result = tools(arguments);
      CAPTURE(result.err);
      CHECK(result.status == 1);
      CHECK(result.out.empty());
      CHECK(!result.err.empty());
    }
  }

  TEST_CASE("train-language writes a language of texts and folders, measured on another text") {
    const ScratchFolder folder;
    const auto at = [&](const std::string& name) { return (folder.path() / name).string(); };
    fs::create_directories(at("texts"));
    write_text(at("texts/one"), "the cat sat on the mat\n");
    write_text(at("two"), "the dog sat on the cat\n");
    const ProgramResult result =
        tools({"train-language", at("texts"), at("two"), "--least-count", "1", "--test", at("two"),
               "-o", at("my.language"), "--json"});
    CHECK(result.status == 0);
    const nlohmann::json report = nlohmann::json::parse(result.out);
    CHECK(report["name"] == "my");
    CHECK(report["bytes"] == fs::file_size(at("my.language")));
    CHECK(report["characters"] == 46);
    CHECK(report["test_bits_per_character"] < 2.5);

    CHECK(tools({"train-language", at("two")}).status == 1);
    CHECK(tools({"train-language", at("none"), "-o", at("x")}).status == 2);
    CHECK(tools({"train-language", at("two"), "--order", "9", "-o", at("x")}).status == 1);
    CHECK(!fs::exists(at("x")));
  }

  TEST_CASE("evaluate scores each page and all of them") {
    const Measured measured;
    const ProgramResult result = measured.evaluate({"--json"});
    CAPTURE(result.err);
    REQUIRE(result.status == 0);
    const auto json = nlohmann::json::parse(result.out);
    REQUIRE(json["pages"].size() == 2);
    CHECK(json["pages"][0]["name"] == "joined/two");
    CHECK(json["pages"][0]["row_order"] == "free");
    CHECK(json["pages"][0]["characters"]["rate"] == doctest::Approx(0.5));
    CHECK(json["pages"][1]["characters"]["rate"] == 0);
    CHECK(json["total"]["characters"]["micro"] == doctest::Approx(1.0 / 6));
    CHECK(json["total"]["characters"]["macro"] == doctest::Approx(0.25));
    CHECK(json["total"]["rows_found"] == 2);
    CHECK(measured.evaluate({}).out.find("CER micro    16.67 %") != std::string::npos);
  }

  TEST_CASE("evaluate takes a part of the pages by name or by the table") {
    const Measured measured;
    const auto pages = [&](const std::vector<std::string>& arguments) {
      std::vector<std::string> all = arguments;
      all.emplace_back("--json");
      return nlohmann::json::parse(measured.evaluate(all).out)["pages"].size();
    };
    CHECK(pages({"--where", "writing=print"}) == 1);
    CHECK(pages({"--where", "writing=print|joined"}) == 2);
    CHECK(pages({"--only", "joined/*"}) == 1);
    CHECK(measured.evaluate({"--where", "writing=none"}).status == 2);
  }

  TEST_CASE("evaluate reads with the way to tell ink from paper that is asked for") {
    const Measured measured;
    inkline::test::write_bytes(measured.at("pages/print/one.png"),
                               inkline::test::encoded(".png", page_with_faint_end("XYX", "Z")));
    const auto deletions = [&](std::vector<std::string> arguments) {
      arguments.insert(arguments.end(), {"--only", "print/one", "--json"});
      const ProgramResult result = measured.evaluate(arguments);
      CHECK(result.status == 0);
      return nlohmann::json::parse(result.out)["total"]["characters"]["deletions"].get<int>();
    };
    CHECK(deletions({"--threshold", "mean"}) == 0);
    CHECK(deletions({"--threshold", "mean", "--skew", "0.1"}) == 0);
    CHECK(deletions({"--threshold", "li"}) == 1);
    CHECK(deletions({"--threshold", "li", "--skew", "0.1"}) == 1);
  }

  TEST_CASE("a page that cannot be read counts as nothing read, and the status says so") {
    const Measured measured;
    write_text(measured.at("pages/bad.jpg"), "no picture");
    write_text(measured.at("pages/bad.gt.txt"), "AAAA\n");
    const ProgramResult result = measured.evaluate({"--json"});
    CHECK(result.status == 4);
    const auto json = nlohmann::json::parse(result.out);
    CHECK(json["total"]["failed"] == 1);
    CHECK(json["total"]["characters"]["micro"] == doctest::Approx(0.5));
  }

  TEST_CASE("texts of another program are scored in place of our own") {
    const Measured measured;
    fs::create_directories(measured.at("texts/print"));
    write_text(measured.at("texts/print/one.txt"), "aaa\n");
    const ProgramResult strict =
        measured.evaluate({"--only", "print/*", "--readings", measured.at("texts"), "--json"});
    CHECK(nlohmann::json::parse(strict.out)["total"]["characters"]["micro"] == 1);
    const ProgramResult folded =
        measured.evaluate({"--only", "print/*", "--readings", measured.at("texts"), "--json",
                           "--letters-and-digits"});
    CHECK(nlohmann::json::parse(folded.out)["total"]["characters"]["micro"] == 0.25);
  }

  TEST_CASE("binarise writes black ink on white in the size of the picture") {
    const Measured measured;
    const std::string folder = measured.at("masks");
    const ProgramResult result = tools({"binarise", measured.at("pages"), "-r", "-o", folder});
    CAPTURE(result.err);
    REQUIRE(result.status == 0);
    CHECK(result.out.empty());
    const cv::Mat picture = cv::imread(measured.at("pages/print/one.png"), cv::IMREAD_GRAYSCALE);
    const cv::Mat mask = cv::imread(folder + "/print/one.png", cv::IMREAD_UNCHANGED);
    REQUIRE(mask.type() == CV_8UC1);
    REQUIRE(mask.size() == picture.size());
    CHECK(cv::countNonZero((mask != 0) & (mask != 255)) == 0);
    CHECK(cv::countNonZero((mask == 0) != (picture < 128)) < 0.02 * cv::countNonZero(mask == 0));
  }

  TEST_CASE("binarise goes on after a bad input, and never replaces a picture it reads") {
    const Measured measured;
    write_text(measured.at("bad.jpg"), "no picture");
    const ProgramResult some = tools({"binarise", measured.at("bad.jpg"), "--json",
                                      measured.at("pages/print/one.png"), "-o", measured.at("m")});
    CHECK(some.status == 4);
    const auto json = nlohmann::json::parse(some.out);
    CHECK(json["masks"].size() == 1);
    CHECK(json["failed"] == 1);
    CHECK(tools({"binarise", measured.at("bad.jpg"), "-o", measured.at("m")}).status == 2);
    CHECK(tools({"binarise", measured.at("pages/print/one.png"), "-o", measured.at("pages/print")})
              .status == 1);
    CHECK(tools({"binarise", measured.at("pages/print/one.png")}).status == 1);
  }

  TEST_CASE("thresholds shows a picture and its ink by eight methods on one sheet") {
    const Measured measured;
    const std::string page = measured.at("pages/print/one.png");
    const std::string file = measured.at("sheet.png");
    const ProgramResult result = tools({"thresholds", page, "-o", file, "--json"});
    CAPTURE(result.err);
    REQUIRE(result.status == 0);
    const auto json = nlohmann::json::parse(result.out);
    REQUIRE(json["thresholds"].size() == 8);
    CHECK(json["thresholds"][4]["method"] == "otsu");
    CHECK(json["thresholds"][4]["threshold"] > 20);
    CHECK(json["thresholds"][4]["threshold"] < 230);
    CHECK(json["thresholds"][7]["method"] == "edges");
    const cv::Mat sheet = cv::imread(file, cv::IMREAD_GRAYSCALE);
    CHECK(sheet.cols == json["width"]);
    CHECK(sheet.rows == json["height"]);
    // Each third of the sheet's height and width has a panel, black on white as the page is.
    const cv::Mat picture = cv::imread(page, cv::IMREAD_GRAYSCALE);
    const int ink = cv::countNonZero(picture < 128);
    for (int panel = 0; panel < 9; ++panel) {
      CAPTURE(panel);
      const cv::Size third(sheet.cols / 3, sheet.rows / 3);
      const cv::Mat cell = sheet({{panel % 3 * third.width, panel / 3 * third.height}, third});
      CHECK(cv::countNonZero(cell < 128) > 0.9 * ink);
      CHECK(cv::countNonZero(cell == 255) > 0.7 * static_cast<double>(picture.total()));
    }
  }

  TEST_CASE(
      "a sheet of a blank, a long and a tiny picture is made, and says that there is no ink") {
    const Measured measured;
    for (const cv::Size& size : {cv::Size(300, 200), cv::Size(1, 3000), cv::Size(1, 1)}) {
      CAPTURE(size.height);
      const cv::Mat1b blank(size, uchar{255});
      inkline::test::write_bytes(measured.at("p.png"), inkline::test::encoded(".png", blank));
      const ProgramResult result =
          tools({"thresholds", measured.at("p.png"), "-o", measured.at("s.png"), "--json"});
      REQUIRE(result.status == 0);
      const auto sheet = nlohmann::json::parse(result.out);
      for (const auto& entry : sheet["thresholds"]) {
        CHECK(entry["threshold"].is_null());
      }
      CHECK(cv::imread(measured.at("s.png")).cols <= 2400);
    }
  }

  TEST_CASE("a sheet that makes no sense or cannot be made is refused") {
    const Measured measured;
    const std::string page = measured.at("pages/print/one.png");
    const auto refused = [&](std::vector<std::string> arguments, int status) {
      arguments.insert(arguments.begin(), "thresholds");
      const ProgramResult result = tools(arguments);
      CAPTURE(result.err);
      CHECK(result.status == status);
      CHECK(result.out.empty());
      CHECK(result.err.starts_with("ocr-tools: "));
    };
    refused({page}, 1);
    refused({"-o", measured.at("s.png")}, 1);
    refused({page, page, "-o", measured.at("s.png")}, 1);
    refused({page, "-o", page}, 1);
    refused({measured.at("pages/print"), "-o", measured.at("s.png")}, 1);
    refused({page, "-o", measured.at("s.png"), "--light", "off"}, 1);
    refused({measured.at("none.png"), "-o", measured.at("s.png")}, 2);
    refused({measured.at("pages/print/one.gt.txt"), "-o", measured.at("s.png")}, 2);
    refused({page, "-o", measured.at("none/s.png")}, 2);
    CHECK(!fs::exists(measured.at("s.png")));
  }

  TEST_CASE("evaluate-binarise scores our masks or those of another program") {
    const Measured measured;
    const cv::Mat picture = page_with("AB");
    const auto put = [&](const std::string& name, const cv::Mat& mask) {
      fs::create_directories(fs::path(measured.at(name)).parent_path());
      inkline::test::write_bytes(measured.at(name), inkline::test::encoded(".png", mask));
    };
    put("dibco/one.png", picture);
    put("dibco/one_mask.png", picture);
    put("others/one.png", cv::Mat(picture.size(), CV_8UC1, cv::Scalar(255)));
    const auto f_measure = [&](std::vector<std::string> arguments) {
      arguments.insert(arguments.begin(), {"evaluate-binarise", measured.at("dibco"), "--json"});
      const ProgramResult result = tools(arguments);
      CHECK(result.status == 0);
      return nlohmann::json::parse(result.out)["mean"]["f_measure"].get<double>();
    };
    CHECK(f_measure({}) > 0.98);
    CHECK(f_measure({"--masks", measured.at("others")}) == 0);
    CHECK(tools({"evaluate-binarise", measured.at("dibco")}).out.find("mean") != std::string::npos);
    CHECK(tools({"evaluate-binarise", measured.at("dibco"), "--only", "two"}).status == 2);
    CHECK(
        tools({"evaluate-binarise", measured.at("dibco"), "--masks", measured.at("none")}).status ==
        2);
  }

  TEST_CASE("a folder without pages to measure by is refused in one line") {
    const ScratchFolder empty;
    for (const std::string& folder : {empty.path().string(), empty.path().string() + "/none"}) {
      const ProgramResult result = tools({"evaluate", folder});
      CHECK(result.status == 2);
      CHECK(std::count(result.err.begin(), result.err.end(), '\n') == 1);
    }
  }
}

}  // namespace
