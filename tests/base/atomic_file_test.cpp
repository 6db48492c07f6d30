#include <inkline/base/atomic_file.hpp>

#include <csignal>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>

#include "support/scratch_folder.hpp"

namespace {

namespace fs = std::filesystem;
using inkline::write_file_atomically;
using inkline::test::ScratchFolder;

std::string content_of(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

TEST_SUITE("writing a file atomically") {
  TEST_CASE("the content arrives, replaces what was there, and leaves nothing beside it") {
    const ScratchFolder folder;
    const fs::path path = folder.path() / "page.txt";
    write_file_atomically(path, "first");
    CHECK(content_of(path) == "first");
    write_file_atomically(path, "");
    CHECK(content_of(path).empty());
    CHECK(folder.count() == 1);
  }

  TEST_CASE("a new file may be read by others as the umask says, an old one keeps its mode") {
    const ScratchFolder folder;
    const fs::path path = folder.path() / "page.txt";
    const mode_t before = umask(022);
    write_file_atomically(path, "first");
    umask(before);
    CHECK(fs::status(path).permissions() == fs::perms{0644});
    fs::permissions(path, fs::perms{0600});
    write_file_atomically(path, "second");
    CHECK(fs::status(path).permissions() == fs::perms{0600});
  }

  TEST_CASE("a link stays a link and the file behind it is replaced") {
    const ScratchFolder folder;
    const fs::path path = folder.path() / "page.txt";
    const fs::path link = folder.path() / "link.txt";
    write_file_atomically(path, "first");
    fs::create_symlink("page.txt", link);
    write_file_atomically(link, "second");
    CHECK(fs::is_symlink(link));
    CHECK(content_of(path) == "second");
  }

  TEST_CASE("a name as long as names can be is no problem") {
    const ScratchFolder folder;
    write_file_atomically(folder.path() / std::string(255, 'n'), "text");
    CHECK(folder.count() == 1);
  }

  TEST_CASE("a full disk is told with the path and the reason") {
    CHECK_THROWS_WITH_AS(write_file_atomically("/dev/full", "text"),
                         "/dev/full: cannot write: No space left on device", inkline::Error);
  }

  TEST_CASE("when writing fails half way, the old content stays and nothing is left beside it") {
    const ScratchFolder folder;
    const fs::path path = folder.path() / "page.txt";
    write_file_atomically(path, "old");
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const auto ignored = signal(SIGXFSZ, SIG_IGN);
    const rlimit small{1000, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    CHECK_THROWS_WITH_AS(write_file_atomically(path, std::string(5000, 'x')),
                         doctest::Contains("page.txt: cannot write: File too large"),
                         inkline::Error);
    setrlimit(RLIMIT_FSIZE, &before);
    signal(SIGXFSZ, ignored);
    CHECK(content_of(path) == "old");
    CHECK(folder.count() == 1);
  }

  TEST_CASE("a missing folder and a folder in the file's place are refused by name") {
    const ScratchFolder folder;
    CHECK_THROWS_WITH_AS(write_file_atomically(folder.path() / "none" / "page.txt", "text"),
                         doctest::Contains("none/page.txt: cannot write: No such file"),
                         inkline::Error);
    CHECK_THROWS_WITH_AS(write_file_atomically(folder.path(), "text"),
                         doctest::Contains("it is a folder"), inkline::Error);
    CHECK(folder.count() == 0);
  }

  TEST_CASE("a file that is open under a name of the system is added to, not replaced") {
    const ScratchFolder folder;
    const fs::path path = folder.path() / "page.txt";
    write_file_atomically(path, "before ");
    const int number = open(path.c_str(), O_WRONLY | O_CLOEXEC);
    write_file_atomically("/dev/fd/" + std::to_string(number), "after");
    close(number);
    CHECK(content_of(path) == "before after");
  }

  TEST_CASE("a fifo is written to, not replaced") {
    const ScratchFolder folder;
    const fs::path path = folder.path() / "fifo";
    REQUIRE(mkfifo(path.c_str(), 0600) == 0);
    std::string received;
    std::thread reader([&] { received = content_of(path); });
    write_file_atomically(path, "through the pipe");
    reader.join();
    CHECK(received == "through the pipe");
    CHECK(fs::is_fifo(path));
  }
}

}  // namespace
