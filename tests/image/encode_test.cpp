#include <inkline/image/encode.hpp>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>
#include <inkline/image/decode.hpp>
#include <inkline/image/steps.hpp>

#include "support/pictures.hpp"
#include "support/scratch_folder.hpp"

namespace {

using namespace inkline::test;

TEST_SUITE("encoding PNG") {
  TEST_CASE("a picture comes back as it was, also one that is part of another") {
    const cv::Mat card = colour_card(60, 40);
    for (const cv::Mat& picture : {card, grey_card(60, 40), cv::Mat(card(cv::Rect(7, 5, 20, 11))),
                                   cv::Mat(grey_card(1, 1))}) {
      const cv::Mat back = inkline::decode_picture(inkline::encode_png(picture), "a").pixels;
      CHECK(difference(back, picture) == 0);
    }
  }

  TEST_CASE("a full disk and a missing folder are told by path") {
    CHECK_THROWS_WITH_AS(inkline::write_png("/dev/full", grey_card(9, 9)),
                         "/dev/full: cannot write: No space left on device", inkline::Error);
    CHECK_THROWS_WITH_AS(inkline::write_png("/none/a.png", grey_card(9, 9)),
                         "/none/a.png: cannot write: No such file or directory", inkline::Error);
  }
}

TEST_SUITE("writing steps") {
  TEST_CASE("pictures are numbered in the order they come, in a folder made for them") {
    const ScratchFolder scratch;
    const auto folder = scratch.path() / "a" / "b";
    const inkline::StepSink steps = inkline::write_steps_to(folder);
    steps("grey", grey_card(9, 9));
    steps("nothing", cv::Mat());
    steps("overlay", colour_card(9, 9));
    CHECK(std::filesystem::exists(folder / "01_grey.png"));
    CHECK_FALSE(std::filesystem::exists(folder / "02_nothing.png"));
    CHECK(std::filesystem::exists(folder / "03_overlay.png"));
  }

  TEST_CASE("a folder that cannot be made is refused at once") {
    CHECK_THROWS_WITH_AS(inkline::write_steps_to("/dev/null/steps"),
                         doctest::Contains("/dev/null/steps: cannot make the folder"),
                         inkline::Error);
  }
}

}  // namespace
