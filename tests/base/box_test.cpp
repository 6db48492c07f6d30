#include <inkline/base/box.hpp>

#include <doctest/doctest.h>

namespace {

using inkline::Box;

TEST_CASE("uniting boxes covers both, and an empty box adds nothing") {
  const Box a{2, 3, 4, 5};
  const Box b{10, 1, 1, 1};
  CHECK(inkline::united(a, b) == Box{2, 1, 9, 7});
  CHECK(inkline::united(b, a) == inkline::united(a, b));
  CHECK(inkline::united(a, Box{}) == a);
  CHECK(inkline::united(Box{}, a) == a);
}

TEST_CASE("overlap counts shared pixels and a gap is negative") {
  const Box a{0, 0, 10, 4};
  CHECK(inkline::horizontal_overlap(a, {6, 0, 10, 4}) == 4);
  CHECK(inkline::horizontal_overlap(a, {13, 0, 2, 4}) == -3);
  CHECK(inkline::vertical_overlap(a, {0, 2, 1, 9}) == 2);
}

}  // namespace
