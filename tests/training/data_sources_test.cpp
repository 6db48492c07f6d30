#include <inkline/training/data_sources.hpp>

#include <algorithm>
#include <string>

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>

#include "support/scratch_folder.hpp"

namespace {

using inkline::DataOptions;
using inkline::DataSet;
using inkline::DrawnGlyph;
using inkline::test::ScratchFolder;

/// A release with one writer and ten zigzags a letter from A to H, and one German letter.
void write_release(const ScratchFolder& folder) {
  std::string ink = ".WRITER_ID ann\n";
  std::string segments = ".INCLUDE abc/one.dat\n";
  int component = 0;
  for (const char letter : std::string("ABCDEFGH\xE4")) {
    for (int copy = 0; copy < 10; ++copy) {
      ink += ".PEN_DOWN\n0 0\n30 100\n50 0\n" + std::to_string(60 + copy) + " 90\n80 " +
             std::to_string(letter - 'A') + "\n.PEN_UP\n";
      segments += ".SEGMENT CHARACTER " + std::to_string(component++) + " ? \"" + letter + "\"\n";
    }
  }
  folder.write("include/abc/one.dat", ink);
  folder.write("data/1b/abc/one.dat", segments);
}

bool same(const DrawnGlyph& a, const DrawnGlyph& b) {
  return cv::countNonZero(a.glyph != b.glyph) == 0 && a.context.height == b.context.height;
}

TEST_SUITE("data sources") {
  TEST_CASE("unipen: gives the printable characters, then reject samples of the same writers") {
    const ScratchFolder folder;
    write_release(folder);
    const DataSet data = inkline::open_data_set("unipen:" + folder.path().string(),
                                                DataOptions{.reject_share = 0.5, .threads = 1});
    REQUIRE(data.items.size() > 90);
    REQUIRE(data.items.size() < 150);
    for (std::size_t i = 0; i < data.items.size(); ++i) {
      CHECK(data.items[i].writer == "abc/ann");
      CHECK(data.items[i].label == (i < 80 ? std::string(1, static_cast<char>('A' + i / 10)) : ""));
    }
    REQUIRE(data.notes.size() == 1);
    CHECK(data.notes[0].starts_with("10 segments left out"));
  }

  TEST_CASE("unipen: draws the same glyph for the same seed, and never an empty one") {
    const ScratchFolder folder;
    write_release(folder);
    const DataSet data = inkline::open_data_set("unipen:" + folder.path().string(),
                                                DataOptions{.reject_share = 1, .threads = 1});
    int known = 0;
    for (std::size_t i = 0; i < data.items.size(); ++i) {
      const DrawnGlyph glyph = data.draw(i, 11);
      CHECK(same(glyph, data.draw(i, 11)));
      CHECK(glyph.glyph.size() == cv::Size(32, 32));
      CHECK(cv::countNonZero(glyph.glyph) > 0);
      if (glyph.context.size_known) ++known;
    }
    CHECK_FALSE(same(data.draw(0, 11), data.draw(0, 12)));
    CHECK_FALSE(same(data.draw(0, 11), data.draw(1, 11)));
    CHECK(known > 20);
  }

  TEST_CASE("unipen: has no context when none is wanted") {
    const ScratchFolder folder;
    write_release(folder);
    const DataSet data =
        inkline::open_data_set("unipen:" + folder.path().string(),
                               DataOptions{.context = inkline::ContextMode::never, .threads = 1});
    for (std::size_t i = 0; i < data.items.size(); ++i) {
      CHECK_FALSE(data.draw(i, 1).context.size_known);
    }
  }

  TEST_CASE("a name without a kind, or of an unknown kind, is a usage error") {
    for (const char* name : {"", "unipen", "unipen:", "emnist:x", ":x"}) {
      CAPTURE(name);
      try {
        inkline::open_data_set(name);
        FAIL("was opened");
      } catch (const inkline::Error& error) {
        CHECK(error.fault() == inkline::Fault::usage);
      }
    }
  }
}

}  // namespace
