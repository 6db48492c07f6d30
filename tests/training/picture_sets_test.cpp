#include <inkline/training/picture_sets.hpp>

#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <inkline/base/error.hpp>
#include <inkline/base/random.hpp>
#include <inkline/image/encode.hpp>
#include <inkline/training/data_sources.hpp>
#include <inkline/training/picture_glyph.hpp>

#include "support/ink_art.hpp"
#include "support/scratch_folder.hpp"

namespace {

using inkline::DataSet;
using inkline::Error;
using inkline::Polarity;
using inkline::test::ScratchFolder;

/// An L: tall, and heavier at the bottom and on the left.
constexpr std::string_view kLetter =
    "........\n"
    "..#.....\n"
    "..#.....\n"
    "..#.....\n"
    "..#.....\n"
    "..#.....\n"
    "..####..\n"
    "........\n";

cv::Mat1b letter(uchar paper, uchar ink) {
  return inkline::test::page_from(kLetter, paper, ink);
}

/// Ink at the left edge from top to bottom, none at the top right.
bool is_upright_l(const cv::Mat1b& glyph) {
  const cv::Rect bounds = cv::boundingRect(glyph);
  const int x = bounds.x + 2;
  const int right = bounds.br().x - 2;
  return bounds.height > bounds.width && glyph(bounds.y + 3, x) > 128 &&
         glyph(bounds.br().y - 3, x) > 128 && glyph(bounds.br().y - 3, right) > 128 &&
         glyph(bounds.y + 3, right) < 128;
}

std::string big_endian(std::uint32_t number) {
  std::string bytes;
  for (const int shift : {24, 16, 8, 0}) bytes += static_cast<char>(number >> shift & 255U);
  return bytes;
}

std::string idx_images(std::uint32_t count, const std::vector<cv::Mat1b>& pictures) {
  std::string bytes = big_endian(0x803) + big_endian(count) + big_endian(8) + big_endian(8);
  for (const cv::Mat1b& picture : pictures) {
    for (const uchar shade : picture) bytes += static_cast<char>(shade);
  }
  return bytes;
}

std::string idx_labels(const std::string& labels) {
  return big_endian(0x801) + big_endian(static_cast<std::uint32_t>(labels.size())) + labels;
}

void write_gzipped(const std::filesystem::path& path, const std::string& bytes) {
  const gzFile file = gzopen(path.c_str(), "wb");
  gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size()));
  gzclose(file);
}

DataSet open_idx(const ScratchFolder& folder, const std::string& mapping = "") {
  const std::string base = folder.path().string();
  return inkline::open_data_set("idx:" + base + "/images," + base + "/labels" +
                                (mapping.empty() ? "" : "," + base + "/" + mapping));
}

std::string little_endian(std::uint32_t number) {
  std::string bytes = big_endian(number);
  std::reverse(bytes.begin(), bytes.end());
  return bytes;
}

/// A data element of a MATLAB file: its type, size, bytes, and zeros up to the next multiple of 8.
std::string mat_element(std::uint32_t type, std::string bytes) {
  const std::string tag =
      little_endian(type) + little_endian(static_cast<std::uint32_t>(bytes.size()));
  bytes.resize((bytes.size() + 7) / 8 * 8, '\0');
  return tag + bytes;
}

/// A matrix of two rows.
std::string mat_matrix(const std::string& name, const std::vector<double>& values) {
  const auto cols = static_cast<std::uint32_t>(values.size() / 2);
  std::string numbers(values.size() * sizeof(double), '\0');
  std::memcpy(numbers.data(), values.data(), numbers.size());
  return mat_element(14, mat_element(6, little_endian(6) + little_endian(0)) +
                             mat_element(5, little_endian(2) + little_endian(cols)) +
                             mat_element(1, name) + mat_element(9, numbers));
}

std::string mat_compressed(const std::string& element) {
  uLongf size = compressBound(static_cast<uLong>(element.size()));
  std::vector<Bytef> input(element.begin(), element.end());
  std::vector<Bytef> output(size);
  compress(output.data(), &size, input.data(), static_cast<uLong>(input.size()));
  return little_endian(15) + little_endian(static_cast<std::uint32_t>(size)) +
         std::string(output.begin(), output.begin() + static_cast<std::ptrdiff_t>(size));
}

/// Two letters of 8 x 8, paper 1 and ink 0, classes B and Z of 26.
std::string mat_file(bool compressed) {
  std::vector<double> data(2 * std::size_t{64});
  std::vector<double> labels(2 * std::size_t{26}, 0.0);
  const cv::Mat1b picture = letter(1, 0);
  for (std::size_t i = 0; i < 64; ++i) {
    const double value = picture(static_cast<int>(i % 8), static_cast<int>(i / 8));
    data[2 * i] = data[2 * i + 1] = value;
  }
  labels[2 * std::size_t{1}] = 1;
  labels[2 * std::size_t{25} + 1] = 1;
  std::string bytes(124, ' ');
  bytes += little_endian(0x4D490100U);
  for (const std::string& matrix :
       {mat_matrix("valid_data", data), mat_matrix("valid_labels", labels)}) {
    bytes += compressed ? mat_compressed(matrix) : matrix;
  }
  return bytes;
}

TEST_SUITE("picture sets") {
  TEST_CASE("polarity is found from the border and the ink comes out as ink") {
    CHECK(inkline::light_ink_vote(letter(0, 255)) == 1);
    CHECK(inkline::light_ink_vote(letter(200, 90)) == -1);
    CHECK(inkline::light_ink_vote(cv::Mat1b(8, 8, uchar{7})) == 0);
    for (const Polarity polarity : {Polarity::dark_ink, Polarity::light_ink}) {
      const bool dark = polarity == Polarity::dark_ink;
      const cv::Mat1b grey = dark ? letter(200, 90) : letter(0, 255);
      CHECK(is_upright_l(inkline::crop_glyph(inkline::ink_of_picture(grey, polarity))));
      CHECK(cv::countNonZero(inkline::ink_of_picture(cv::Mat1b(8, 8, uchar{7}), polarity)) == 0);
      CHECK(inkline::ink_of_picture({}, polarity).empty());
    }
  }

  TEST_CASE("idx: reads digits of either polarity, gzipped or plain") {
    const ScratchFolder folder;
    bool light = false;
    SUBCASE("light on dark, gzipped") {
      light = true;
    }
    SUBCASE("dark on light, plain") {
      light = false;
    }
    const std::vector<cv::Mat1b> pictures(3, light ? letter(0, 255) : letter(255, 0));
    if (light) {
      write_gzipped(folder.path() / "images", idx_images(3, pictures));
      write_gzipped(folder.path() / "labels", idx_labels(std::string("\0\7\x09", 3)));
    } else {
      folder.write("images", idx_images(3, pictures));
      folder.write("labels", idx_labels(std::string("\0\7\x09", 3)));
    }
    const DataSet data = open_idx(folder);
    REQUIRE(data.items.size() == 3);
    CHECK(data.items[1].label == "7");
    CHECK(is_upright_l(data.draw(2, 1).glyph));
    CHECK_FALSE(data.draw(2, 1).context.size_known);
  }

  TEST_CASE("idx: with EMNIST's mapping labels are characters and pictures are turned upright") {
    const ScratchFolder folder;
    folder.write("images",
                 idx_images(2, {cv::Mat1b(letter(0, 255).t()), cv::Mat1b(letter(0, 255).t())}));
    folder.write("labels", idx_labels("\x0A\x24"));
    folder.write("mapping.txt", "10 65\r\n36 97 65\n");
    const DataSet data = open_idx(folder, "mapping.txt");
    REQUIRE(data.items.size() == 2);
    CHECK(data.items[0].label == "A");
    CHECK(data.items[1].label == "a");
    CHECK(is_upright_l(data.draw(0, 1).glyph));
    CHECK_THROWS_WITH_AS(open_idx(folder), doctest::Contains("has a label"), Error);
    folder.write("mapping.txt", "nothing\n");
    CHECK_THROWS_WITH_AS(open_idx(folder, "mapping.txt"), doctest::Contains("mapping"), Error);
  }

  TEST_CASE("idx: files that are cut short, lie about their size or do not fit are refused") {
    const ScratchFolder folder;
    const std::string images = idx_images(2, {letter(0, 255), letter(0, 255)});
    const std::string labels = idx_labels("\x01\x02");
    folder.write("labels", labels);
    for (std::size_t length = 0; length < images.size(); length += 9) {
      folder.write("images", images.substr(0, length));
      CHECK_THROWS_AS(open_idx(folder), Error);
    }
    folder.write("images", idx_images(0xFFFFFFFF, {letter(0, 255)}));
    CHECK_THROWS_WITH_AS(open_idx(folder), doctest::Contains("too many"), Error);
    folder.write("images", idx_images(4'000'000, {letter(0, 255)}));
    CHECK_THROWS_WITH_AS(open_idx(folder), doctest::Contains("cut short"), Error);
    folder.write("images", idx_images(1, {letter(0, 255)}));
    CHECK_THROWS_WITH_AS(open_idx(folder), doctest::Contains("2 labels for 1"), Error);
    CHECK_THROWS_WITH_AS(inkline::open_data_set("idx:/nowhere,/nowhere"),
                         doctest::Contains("no such file"), Error);
    CHECK_THROWS_WITH_AS(inkline::open_data_set("idx:one"), doctest::Contains("LABELS"), Error);
  }

  TEST_CASE("mat: reads pictures by columns and classes by one-hot rows") {
    const ScratchFolder folder;
    for (const bool compressed : {false, true}) {
      folder.write("a.mat", mat_file(compressed));
      const DataSet data = inkline::open_data_set("mat:" + (folder.path() / "a.mat").string());
      REQUIRE(data.items.size() == 2);
      CHECK(data.items[0].label == "B");
      CHECK(data.items[1].label == "Z");
      CHECK(is_upright_l(data.draw(0, 1).glyph));
    }
  }

  TEST_CASE("mat: all but matrices of real numbers is refused, and so are sizes that lie") {
    struct Damage {
      std::size_t offset;
      char byte;
      const char* reason;
    };
    const ScratchFolder folder;
    const std::string name = "mat:" + (folder.path() / "a.mat").string();
    for (const Damage& damage : {
             Damage{125, 2, "no MATLAB file of version 5"},  // 7.3, which is HDF5
             Damage{128, 13, "damaged"},                     // no matrix
             Damage{135, 127, "damaged"},                    // size of the variable
             Damage{144, 1, "something other"},              // cells
             Damage{144, 2, "something other"},              // structure
             Damage{144, 4, "something other"},              // characters
             Damage{144, 5, "something other"},              // sparse
             Damage{145, 8, "something other"},              // complex
             Damage{156, 12, "something other"},             // three dimensions
             Damage{160, 3, "damaged"},                      // rows
             Damage{163, 127, "damaged"},                    // rows, so many that bytes overflow
             Damage{175, 127, "damaged"},                    // length of the name
             Damage{192, 16, "damaged"},                     // numbers stored as text
             Damage{197, 3, "damaged"},                      // size of the numbers
         }) {
      CAPTURE(damage.offset);
      CAPTURE(int{damage.byte});
      std::string bytes = mat_file(false);
      bytes[damage.offset] = damage.byte;
      folder.write("a.mat", bytes);
      CHECK_THROWS_WITH_AS(inkline::open_data_set(name), doctest::Contains(damage.reason), Error);
    }
    std::string bytes = mat_file(true);
    bytes.back() ^= 1;  // the checksum of the second variable
    folder.write("a.mat", bytes);
    CHECK_THROWS_WITH_AS(inkline::open_data_set(name), doctest::Contains("damaged"), Error);
  }

  TEST_CASE("mat: a missing, cut or damaged file is refused or read, and never harms") {
    const ScratchFolder folder;
    const std::string name = "mat:" + (folder.path() / "a.mat").string();
    CHECK_THROWS_WITH_AS(inkline::open_data_set(name), doctest::Contains("a.mat"), Error);
    bool compressed = false;
    SUBCASE("plain") {
      compressed = false;
    }
    SUBCASE("compressed") {
      compressed = true;
    }
    const std::string bytes = mat_file(compressed);
    folder.write("a.mat", bytes);
    REQUIRE(inkline::open_data_set(name).items.size() == 2);
    for (std::size_t length = 0; length < bytes.size(); length += 61) {
      folder.write("a.mat", bytes.substr(0, length));
      CHECK_THROWS_AS(inkline::open_data_set(name), Error);
    }
    inkline::Random random(5);
    for (int round = 0; round < 200; ++round) {
      std::string damaged = bytes;
      for (int i = 0; i < 3; ++i) {
        damaged[random.index(round % 2 == 0 ? std::min<std::size_t>(300, bytes.size())
                                            : bytes.size())] = static_cast<char>(random.next());
      }
      folder.write("a.mat", damaged);
      try {
        const std::size_t items = inkline::open_data_set(name).items.size();
        CHECK(items <= 2);
      } catch (const Error& error) {
        CHECK(error.fault() == inkline::Fault::input);
      }
    }
  }

  TEST_CASE("folder: sub-folders are classes, deeper ones have a writer, strangers are counted") {
    const ScratchFolder folder;
    const auto write = [&](const std::string& name, const cv::Mat1b& picture) {
      std::filesystem::create_directories((folder.path() / name).parent_path());
      inkline::write_png(folder.path() / name, picture);
    };
    write("L/1.png", letter(255, 0));
    write("L/2.png", letter(0, 255));
    write("ann/set/U+00E4/1.png", letter(255, 0));
    write("notes of mine/1.png", letter(255, 0));
    folder.write("L/readme.txt", "no picture");
    const DataSet data = inkline::open_data_set("folder:" + folder.path().string());
    REQUIRE(data.items.size() == 3);
    CHECK(data.items[0].label == "L");
    CHECK(data.items[0].writer.empty());
    CHECK(data.items[2].label == "\xC3\xA4");
    CHECK(data.items[2].writer == "ann");
    CHECK(is_upright_l(data.draw(0, 1).glyph));
    CHECK(is_upright_l(data.draw(1, 1).glyph));
    CHECK(data.notes.size() == 2);
  }

  TEST_CASE("folder: names stand for classes as documented") {
    using inkline::class_of_folder;
    CHECK(class_of_folder("A") == "A");
    CHECK(class_of_folder("7") == "7");
    CHECK(class_of_folder("\xC3\xA4") == "\xC3\xA4");
    CHECK(class_of_folder("U+0041") == "A");
    CHECK(class_of_folder("upper_A") == "A");
    CHECK(class_of_folder("lower_a") == "a");
    CHECK(class_of_folder("4a") == "J");
    CHECK(class_of_folder("character03") == "c");
    CHECK(class_of_folder("reject") == "");
    for (const char* name : {"", "letters", "U+", "U+D800", "U+110000", "U+XY", "character27",
                             "character00", "upper_", "upper_AB", "\xFF", "zz"}) {
      CAPTURE(name);
      CHECK_FALSE(class_of_folder(name).has_value());
    }
  }

  TEST_CASE("folder: a missing or empty one is refused") {
    const ScratchFolder folder;
    CHECK_THROWS_WITH_AS(inkline::open_data_set("folder:/nowhere"),
                         doctest::Contains("no such folder"), Error);
    CHECK_THROWS_WITH_AS(inkline::open_data_set("folder:" + folder.path().string()),
                         doctest::Contains("no sub-folder"), Error);
  }
}

}  // namespace
