#include <inkline/base/read_file.hpp>

#include <sstream>
#include <string>

#include <unistd.h>

#include <doctest/doctest.h>

#include <inkline/base/atomic_file.hpp>
#include <inkline/base/error.hpp>

#include "support/scratch_folder.hpp"

namespace {

namespace fs = std::filesystem;
using inkline::read_file;
using inkline::read_stream;
using inkline::test::ScratchFolder;

std::string text_of(const std::vector<std::byte>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

TEST_SUITE("reading a file") {
  TEST_CASE("all bytes come back, from none to more than one chunk") {
    const ScratchFolder folder;
    for (const std::size_t size : {0U, 1U, 300'000U}) {
      const std::string text(size, 'a');
      inkline::write_file_atomically(folder.path() / "text", text);
      CHECK(text_of(read_file(folder.path() / "text")) == text);
      std::istringstream stream(text);
      CHECK(text_of(read_stream(stream, "-")) == text);
    }
  }

  TEST_CASE("a file as large as the limit is read and one byte more is refused") {
    const ScratchFolder folder;
    inkline::write_file_atomically(folder.path() / "text", "12345");
    CHECK(read_file(folder.path() / "text", 5).size() == 5);
    CHECK_THROWS_WITH_AS(read_file(folder.path() / "text", 4),
                         doctest::Contains("text: larger than 4 bytes"), inkline::Error);
    std::istringstream stream("12345");
    CHECK_THROWS_WITH_AS(read_stream(stream, "-", 4), doctest::Contains("-: larger than 4 bytes"),
                         inkline::Error);
  }

  TEST_CASE("what has no end is read up to the limit, and no size in advance is no problem") {
    CHECK_THROWS_WITH_AS(read_file("/dev/zero", 100'000), doctest::Contains("/dev/zero: larger"),
                         inkline::Error);
    CHECK_FALSE(read_file("/proc/self/status").empty());
  }

  TEST_CASE("missing files and folders are named with the reason") {
    const ScratchFolder folder;
    CHECK_THROWS_WITH_AS(read_file(folder.path() / "none.jpg"),
                         doctest::Contains("none.jpg: No such file or directory"), inkline::Error);
    CHECK_THROWS_WITH_AS(read_file(folder.path()), doctest::Contains(": it is a folder"),
                         inkline::Error);
  }

  TEST_CASE("a file we may not read is refused" * doctest::skip(geteuid() == 0)) {
    const ScratchFolder folder;
    inkline::write_file_atomically(folder.path() / "secret", "12345");
    fs::permissions(folder.path() / "secret", fs::perms::none);
    CHECK_THROWS_WITH_AS(read_file(folder.path() / "secret"),
                         doctest::Contains("secret: Permission denied"), inkline::Error);
  }
}

}  // namespace
