#include <inkline/text/language_model.hpp>

#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <inkline/base/byte_stream.hpp>
#include <inkline/base/error.hpp>
#include <inkline/base/random.hpp>
#include <inkline/text/train_language.hpp>

namespace {

using inkline::Error;
using inkline::LanguageModel;
using inkline::LanguageTrainParams;
using inkline::read_language;
using inkline::train_language;
using Bytes = std::vector<std::byte>;

/// Words of a made-up tongue; what follows what depends on the seed.
std::string made_up_text(int rows, std::uint64_t seed = 1) {
  const std::vector<std::string> words{"the", "then", "other", "Cat", "hat", "at", "24", "cafés"};
  inkline::Random random(seed);
  std::string text;
  for (int row = 0; row < rows; ++row) {
    for (int word = 0; word < 5; ++word) text += words[random.index(words.size())] + ' ';
    text += '\n';
  }
  return text;
}

Bytes file_of(const std::string& text, LanguageTrainParams params = {}) {
  return train_language(std::vector<std::string>{text}, params).file;
}

LanguageModel model_of(const std::string& text, const LanguageTrainParams& params = {}) {
  return read_language(file_of(text, params), "test");
}

LanguageModel::State after(const LanguageModel& model, const std::string& text) {
  LanguageModel::State state = model.row_start();
  for (const char c : text) state = model.after(state, model.symbol_of(std::string(1, c)));
  return state;
}

/// Of all that can come next.
double sum_of_probabilities(const LanguageModel& model, const LanguageModel::State& state) {
  double sum = static_cast<double>(model.end_probability(state));
  for (const std::string& character : model.characters()) {
    sum += static_cast<double>(model.probability(state, model.symbol_of(character)));
  }
  return sum;
}

/// Of a word among all of a list.
float share_of(const inkline::WordList& list, const std::string& word) {
  float share = 1;
  std::uint32_t node = inkline::WordList::kRoot;
  for (const char c : word) {
    node = list.after(node, list.symbol_of(std::string(1, c)));
    if (node == inkline::WordList::kNone) return 0;
    share *= list.probability(node);
  }
  return share * list.end_probability(node);
}

/// With a checksum that fits, so that what is behind it is looked at.
Bytes sealed(Bytes bytes) {
  bytes.erase(bytes.end() - 4, bytes.end());
  inkline::ByteWriter end;
  end.u32(inkline::checksum_of(bytes));
  for (const std::byte byte : end.written()) bytes.push_back(byte);
  return bytes;
}

TEST_SUITE("language model") {
  TEST_CASE("what came often is likely, after the characters that it came after") {
    const LanguageModel model = model_of(made_up_text(300));
    const auto probability = [&](const std::string& before, const std::string& next) {
      return model.probability(after(model, before), model.symbol_of(next));
    };
    CHECK(probability("other ha", "t") > 0.9F);
    CHECK(probability("th", "e") > 0.9F);
    CHECK(probability("ot", "h") > 0.9F);
    CHECK(probability("other ha", "e") < 0.05F);
    CHECK(model.log_probability("the cat") > model.log_probability("teh tca"));
  }

  TEST_CASE("probabilities add up to one after anything") {
    for (const std::size_t most_bytes : {std::size_t{10'000}, std::size_t{1'000'000}}) {
      LanguageTrainParams params;
      params.most_bytes = most_bytes;
      const LanguageModel model = model_of(made_up_text(500), params);
      for (const std::string before : {"", "t", "the ", "other ha", "444", "2c2c2c", "at the "}) {
        CAPTURE(before);
        // Every cost is rounded to a sixteenth.
        CHECK(sum_of_probabilities(model, after(model, before)) ==
              doctest::Approx(1.0).epsilon(0.04));
      }
    }
  }

  TEST_CASE("a character that it does not know is unlikely and forgets what was before") {
    const LanguageModel model = model_of(made_up_text(100));
    CHECK(model.symbol_of("~") < 0);
    CHECK(model.symbol_of("é") >= 0);
    const LanguageModel::State state = after(model, "th");
    CHECK(model.probability(state, -1) < 1e-5F);
    CHECK(model.probability(state, -1) > 0.0F);
    CHECK(model.after(state, -1) == model.after(model.row_start(), -1));
  }

  TEST_CASE("copies answer alike, also when the first is gone") {
    LanguageModel copy;
    CHECK(copy.is_empty());
    double expected = 0;
    {
      const LanguageModel model = model_of(made_up_text(100));
      expected = model.log_probability("the other hat");
      copy = model;
    }
    CHECK(!copy.is_empty());
    CHECK(copy.log_probability("the other hat") == expected);
  }

  TEST_CASE("the file fits into the bytes that it may have, and holds what is worth most") {
    LanguageTrainParams params;
    const std::string text = made_up_text(2000);
    double last = 1e9;
    for (const std::size_t most_bytes :
         {std::size_t{10'000}, std::size_t{20'000}, std::size_t{1'000'000}}) {
      params.most_bytes = most_bytes;
      const Bytes file = file_of(text, params);
      CHECK(file.size() <= most_bytes);
      const double bits =
          inkline::bits_per_character(read_language(file, "test"), made_up_text(200, 2));
      CHECK(bits <= last);
      last = bits;
    }
    CHECK(last < 1.5);
  }

  TEST_CASE("the same text gives the same bytes, another seed breaks rows elsewhere") {
    LanguageTrainParams params;
    const std::string text = made_up_text(100);
    CHECK(file_of(text, params) == file_of(text, params));
    const Bytes before = file_of(text, params);
    params.seed = 2;
    CHECK(file_of(text, params) != before);
  }

  TEST_CASE("no text, too much of it, and settings out of bounds are refused") {
    CHECK_THROWS_WITH_AS(file_of(" \n\n"), doctest::Contains("no text"), Error);
    LanguageTrainParams params;
    params.most_text = 10;
    CHECK_THROWS_WITH_AS(file_of(made_up_text(5), params), doctest::Contains("more than 10"),
                         Error);
    params = {};
    params.order = 9;
    CHECK_THROWS_WITH_AS(file_of("a", params), doctest::Contains("train_language.order"), Error);
  }

  TEST_CASE("text that is no UTF-8, or of one character, is text") {
    CHECK(!model_of("\xFF\xFE a\xC3").is_empty());
    CHECK(model_of("a").order() == 8);
  }

  TEST_CASE("a file that is cut short or changed is refused, whatever was changed") {
    const Bytes file = file_of(made_up_text(50));
    for (std::size_t length = 0; length < file.size(); length += 1 + file.size() / 97) {
      CHECK_THROWS_AS(
          read_language(Bytes(file.begin(), file.begin() + std::ptrdiff_t(length)), "x"), Error);
    }
    inkline::Random random(5);
    for (int i = 0; i < 200; ++i) {
      Bytes changed = file;
      changed[random.index(file.size())] ^= std::byte{1};
      CHECK_THROWS_AS(read_language(changed, "x"), Error);
    }
  }

  TEST_CASE("a forged file is refused or answers; it never leaves its bytes") {
    const Bytes file = file_of(made_up_text(50));
    inkline::Random random(6);
    int accepted = 0;
    for (int i = 0; i < 500; ++i) {
      Bytes changed = file;
      for (std::size_t k = 0; k <= random.index(3); ++k) {
        changed[8 + random.index(file.size() - 8)] = static_cast<std::byte>(random.next() & 0xFFU);
      }
      try {
        const LanguageModel model = read_language(sealed(changed), "x");
        CHECK(std::isfinite(model.log_probability("the other cafés 24 ~~")));
        CHECK(std::isfinite(share_of(model.words(), "the")));
        ++accepted;
      } catch (const Error& error) {
        CHECK(error.fault() == inkline::Fault::input);
      }
    }
    CHECK(accepted > 0);
  }

  TEST_CASE("it lists frequent words, as they are written amid a sentence") {
    const LanguageModel model = model_of(
        "On Monday we met. We met again on Monday, NOT on \"Tuesday\".\n"
        "We did not buy 24 cat-toys; the cat-toys don't last, don't buy.\n");
    CHECK(share_of(model.words(), "we") > 0);
    CHECK(share_of(model.words(), "We") == 0);
    CHECK(share_of(model.words(), "Monday") > 0);
    CHECK(share_of(model.words(), "not") > 0);
    CHECK(share_of(model.words(), "cat-toys") > 0);
    CHECK(share_of(model.words(), "don't") ==
          doctest::Approx(share_of(model.words(), "buy")).epsilon(0.1));
    CHECK(share_of(model.words(), "Tuesday") == 0);  // came once
    CHECK(share_of(model.words(), "24") == 0);
  }

  TEST_CASE("a single letter is a word only where it stands often, as a and I do") {
    std::string text = "b c\nb c\n";
    for (int i = 0; i < 1000; ++i) text += "I saw a cat\n";
    const LanguageModel model = model_of(text);
    CHECK(share_of(model.words(), "a") > 0.1F);
    CHECK(share_of(model.words(), "I") > 0.1F);
    CHECK(share_of(model.words(), "b") == 0);
  }

  TEST_CASE("it lists no more words than asked for, the most frequent") {
    LanguageTrainParams params;
    params.most_words = 2;
    const LanguageModel model = model_of("an an an be cat cat cat cat be do do\n", params);
    CHECK(model.words().words() == 2);
    CHECK(share_of(model.words(), "cat") == doctest::Approx(4.0 / 7).epsilon(0.05));
    CHECK(share_of(model.words(), "be") == 0);
    params.most_words = 0;
    CHECK(model_of("a a\n", params).words().is_empty());
  }

  TEST_CASE("a model whose samples score otherwise is refused") {
    Bytes file = file_of(made_up_text(50));
    file[file.size() - 6] ^= std::byte{0x10};  // in the last sample's score
    CHECK_THROWS_WITH_AS(read_language(sealed(file), "x"), doctest::Contains("sample"), Error);
  }
}

}  // namespace
