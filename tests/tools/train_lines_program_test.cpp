#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "support/child_process.hpp"
#include "support/scratch_folder.hpp"

namespace {

namespace fs = std::filesystem;
using inkline::test::ProgramResult;
using inkline::test::ScratchFolder;

ProgramResult train_lines(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {INKLINE_OCR_TOOLS, "train-lines"});
  return inkline::test::run_program(arguments);
}

/// A zigzag of four letters, 100 high and 60 wide each, from x on.
std::string zigzag(int x) {
  std::string ink = ".PEN_DOWN\n";
  for (int i = 0; i < 4; ++i) {
    const int left = x + 60 * i;
    ink += std::to_string(left) + " 0\n" + std::to_string(left + 30) + " 100\n" +
           std::to_string(left + 45) + " 0\n";
  }
  return ink + ".PEN_UP\n";
}

/// A UNIPEN release of a few writers with ten words each; some of them are there to validate.
struct Release {
  ScratchFolder folder;

  Release() {
    for (int writer = 0; writer < 40; ++writer) {
      const std::string file = "abc/w" + std::to_string(writer) + ".dat";
      std::string ink = ".WRITER_ID w" + std::to_string(writer) + "\n";
      std::string words = ".INCLUDE " + file + "\n";
      for (int i = 0; i < 10; ++i) {
        ink += zigzag(1000 * i);
        words += ".SEGMENT WORD " + std::to_string(i) + " ? \"WOR" +
                 std::string(1, static_cast<char>('A' + i)) + "\"\n";
      }
      folder.write("include/" + file, ink);
      folder.write("data/7/" + file, words);
    }
  }

  std::string at(const std::string& name) const { return (folder.path() / name).string(); }

  ProgramResult train(std::vector<std::string> arguments) const {
    const std::vector<std::string> small{"--data",        "unipen:" + folder.path().string(),
                                         "--joined",      "20",
                                         "--capitals",    "0",
                                         "--mixed",       "0",
                                         "--layers",      "8@-3:3:2",
                                         "--batch-steps", "300",
                                         "--threads",     "2",
                                         "--output",      at("r.model")};
    arguments.insert(arguments.begin(), small.begin(), small.end());
    return train_lines(arguments);
  }
};

TEST_SUITE("ocr-tools train-lines") {
  TEST_CASE("a run leaves a model, curves and a checkpoint, and can be resumed") {
    const Release release;
    const ProgramResult result =
        release.train({"--epochs", "2", "--log", release.at("r.csv"), "--json"});
    CAPTURE(result.err);
    REQUIRE(result.status == 0);
    const auto json = nlohmann::json::parse(result.out);
    CHECK(json["epochs"] == 2);
    CHECK(json["end"] == "all epochs done");
    CHECK(json["validation_errors"].contains("written"));
    CHECK(json["bytes"] == fs::file_size(release.at("r.model")));
    CHECK(fs::exists(release.at("r.csv")));
    CHECK(result.err.find("epoch 2/2") != std::string::npos);

    const ProgramResult again =
        release.train({"--epochs", "2", "--resume", release.at("r.model.checkpoint")});
    CHECK(again.status == 0);
    CHECK(again.err.find("resuming after epoch 2") != std::string::npos);
    const ProgramResult other =
        release.train({"--epochs", "3", "--resume", release.at("r.model.checkpoint")});
    CHECK(other.status == 1);
    CHECK(other.err.find("'epochs = 2' instead of 'epochs = 3'") != std::string::npos);
  }

  TEST_CASE(
      "a broader network begins with what a narrow one has learnt; a narrower one is refused") {
    const Release release;
    REQUIRE(release.train({"--epochs", "1"}).status == 0);
    const auto go_on = [&](const std::string& layers) {
      return release.train({"--epochs", "1", "--start", release.at("r.model"), "--output",
                            release.at("s.model"), "--layers", layers, "--json"});
    };
    const ProgramResult broader = go_on("12@-3:3:2");
    CAPTURE(broader.err);
    REQUIRE(broader.status == 0);
    const auto json = nlohmann::json::parse(broader.out);
    CHECK(json["parameters"] == 12 * (80 * 4 + 1) + 96 * (12 + 1));
    const ProgramResult narrower = go_on("6@-3:3:2");
    CHECK(narrower.status == 1);
    CHECK(narrower.err.find("cannot be grown from") != std::string::npos);
  }

  TEST_CASE("test-lines reads rows of writers that were not trained on, again and again the same") {
    const Release release;
    REQUIRE(release.train({"--epochs", "1"}).status == 0);
    const auto test = [&](std::vector<std::string> more) {
      std::vector<std::string> arguments{
          INKLINE_OCR_TOOLS, "test-lines",
          "--data",          "unipen:" + release.folder.path().string(),
          "--model",         release.at("r.model"),
          "--language",      "none",
          "--rows",          "12",
          "--threads",       "1"};
      arguments.insert(arguments.end(), more.begin(), more.end());
      return inkline::test::run_program(arguments);
    };
    const ProgramResult result = test({"--sets", "words", "--json"});
    CAPTURE(result.err);
    REQUIRE(result.status == 0);
    const auto json = nlohmann::json::parse(result.out);
    REQUIRE(json["sets"].size() == 1);
    CHECK(json["sets"][0]["rows"] == 12);
    CHECK(json["sets"][0]["characters"] == 48);
    CHECK(json["sets"][0]["greedy"]["cer"] > 0);
    CHECK(json["reliability"].size() == 10);
    CHECK(json["language"] == "none");
    CHECK(test({"--sets", "words", "--json"}).out == result.out);

    const ProgramResult text = test({"--sets", "words", "--samples", "2"});
    CHECK(text.out.find("expected calibration error") != std::string::npos);
    CHECK(text.out.find("words truth    WOR") != std::string::npos);
    CHECK(text.out.find("as the search has them") != std::string::npos);

    const std::string diagram = release.at("diagram.png");
    CHECK(test({"--sets", "words", "--diagram", diagram}).status == 0);
    CHECK(fs::file_size(diagram) > 1000);
    CHECK(test({"--sets", "words", "--diagram", "/nowhere/d.png"}).status == 2);
    const std::string fitted = release.at("fitted.model");
    const ProgramResult few =
        test({"--split", "validation", "--sets", "words", "--fit-calibration", fitted});
    CHECK(few.status == 2);  // twelve words are no ground for confidence
    CHECK(few.err.find("at least 500 characters") != std::string::npos);
    CHECK(!fs::exists(fitted));
    CHECK(test({"--sets", "words", "--fit-calibration", fitted}).status == 1);
    CHECK(test({"--sets", "codes"}).status == 2);
    CHECK(test({"--sets", "poems"}).status == 1);
    CHECK(test({"--split", "train"}).status == 1);
    CHECK(test({"--drawing", "fine"}).status == 1);
  }

  TEST_CASE("a run that may take no time stops at once and leaves a model all the same") {
    const Release release;
    const ProgramResult result = release.train({"--epochs", "1000", "--stop-after", "1e-9"});
    CAPTURE(result.err);
    CHECK(result.status == 0);
    CHECK(result.err.find("stopped") != std::string::npos);
    CHECK(fs::exists(release.at("r.model")));
  }

  TEST_CASE("a command line that makes no sense has status 1 and names what is wrong") {
    struct Wrong {
      std::vector<std::string> arguments;
      std::string named;
    };
    for (const Wrong& wrong :
         {Wrong{{"--output", "x"}, "--data"}, Wrong{{"--data", "unipen:."}, "--output"},
          Wrong{{"--data", "x:.", "--output", "x", "extra"}, "extra"},
          Wrong{{"--data", "x:.", "--output", "x", "--layers", "9@"}, "9@"},
          Wrong{{"--data", "x:.", "--output", "x", "--batch-steps", "1"}, "train.batch_steps"},
          Wrong{{"--data", "x:.", "--output", "x", "--longest-gradient", "-1"},
                "optimiser.longest"},
          Wrong{{"--data", "x:.", "--output", "x", "--validation-rows", "0"}, "--validation-rows"},
          Wrong{{"--data", "x:.", "--output", "x", "--stop-after", "-1"}, "--stop-after"},
          Wrong{{"--data", "x:.", "--output", "x"}, "x:."}}) {
      const ProgramResult result = train_lines(wrong.arguments);
      CAPTURE(result.err);
      CHECK(result.status == 1);
      CHECK(result.out.empty());
      CHECK(result.err.find(wrong.named) != std::string::npos);
    }
  }

  TEST_CASE("what cannot be read or written has status 2") {
    CHECK(train_lines({"--data", "unipen:/nowhere", "--output", "x"}).status == 2);
    CHECK(train_lines({"--data", "unipen:/nowhere", "--output", "/nowhere/x"}).status == 2);
    const Release release;
    release.folder.write("other", "no checkpoint");
    const ProgramResult result = release.train({"--resume", release.at("other")});
    CHECK(result.status == 2);
    CHECK(result.err.find("is not a checkpoint") != std::string::npos);
  }
}

}  // namespace
