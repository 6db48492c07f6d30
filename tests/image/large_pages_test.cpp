#include "large_pages.hpp"

#include <doctest/doctest.h>

namespace {

TEST_SUITE("large_pages") {
  TEST_CASE("the hint leaves what is in a picture as it is, and may be given for any") {
    for (const int side : {0, 1, 900, 3000}) {
      CAPTURE(side);
      const cv::Mat3b picture(side, side, cv::Vec3b(1, 2, 3));
      inkline::use_large_pages(picture);
      int changed = 0;
      for (const cv::Vec3b& pixel : picture) changed += pixel == cv::Vec3b(1, 2, 3) ? 0 : 1;
      CHECK(changed == 0);
    }
    inkline::use_large_pages({});
  }
}

}  // namespace
