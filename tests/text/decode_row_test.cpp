#include <inkline/text/decode_row.hpp>

#include <cmath>
#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <inkline/base/error.hpp>
#include <inkline/base/random.hpp>
#include <inkline/text/train_language.hpp>

#include "support/noisy_row.hpp"

namespace {

using inkline::decode_row;
using inkline::decode_row_greedily;
using inkline::Error;
using inkline::RowDecodeParams;
using inkline::RowHelp;
using inkline::RowText;
using inkline::test::MadeRow;
using inkline::test::row_alphabet;
using inkline::test::RowNoise;

const std::vector<std::string> kAb{"", "a", "b"};

/// Each column a step: probabilities of blank, a, b.
MadeRow steps_of(const std::vector<std::vector<double>>& columns) {
  MadeRow row;
  row.classes = static_cast<int>(columns.front().size());
  for (const std::vector<double>& column : columns) {
    for (const double p : column) row.numbers.push_back(static_cast<float>(std::log(p)));
  }
  return row;
}

/// Keeps everything and asks nobody.
RowDecodeParams exhaustive() {
  RowDecodeParams params;
  params.width = 1000;
  params.least_probability = 0;
  params.certain_blank = 1;
  params.beam = 0;
  params.blank_excess = 0;
  return params;
}

/// Probability of every text by walking every alignment.
std::map<std::string, double> all_texts(const MadeRow& row) {
  std::map<std::string, double> texts;
  const int steps = row.scores().steps;
  const auto alignments = static_cast<int>(std::pow(3, steps));
  for (int number = 0; number < alignments; ++number) {
    std::string text;
    double log_probability = 0;
    int last = 0;
    for (int step = 0, rest = number; step < steps; ++step, rest /= 3) {
      const int c = rest % 3;
      log_probability += static_cast<double>(row.scores().at(step)[static_cast<std::size_t>(c)]);
      if (c != 0 && c != last) text += kAb[static_cast<std::size_t>(c)];
      last = c;
    }
    texts[text] += std::exp(log_probability);
  }
  return texts;
}

MadeRow random_row(int steps, std::uint64_t seed) {
  inkline::Random random(seed);
  std::vector<std::vector<double>> columns;
  for (int step = 0; step < steps; ++step) {
    std::vector<double> column{random.unit() + 0.01, random.unit() + 0.01, random.unit() + 0.01};
    const double sum = column[0] + column[1] + column[2];
    for (double& p : column) p /= sum;
    columns.push_back(column);
  }
  return steps_of(columns);
}

/// What people write in tests.
std::string some_text() {
  std::string text;
  for (const char* const line :
       {"the cat sat on the mat and the dog sat on the cat", "please buy milk and bread",
        "she sells sea shells on the sea shore", "when shall we three meet again",
        "the quick brown fox jumps over the lazy dog", "we shall meet on the sea shore",
        "the bread is on the mat", "please meet the cat and the dog"}) {
    text += line;
    text += '\n';
  }
  return text;
}

RowHelp with_language(int order = 5) {
  const std::vector<std::string> texts{some_text()};
  inkline::LanguageTrainParams params;
  params.order = order;
  params.least_count = 1;
  params.words_a_row = 0;
  RowHelp help;
  help.language = inkline::read_language(inkline::train_language(texts, params).file, "test");
  return help;
}

RowHelp with_words(const std::string& list) {
  RowHelp help;
  help.words = inkline::read_word_list(std::as_bytes(std::span(list)), "words");
  return help;
}

/// Characters of `text` that are not read, of rows that differ in their noise.
int mistakes(const std::string& text, const RowHelp& help, double clearness) {
  int wrong = 0;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const MadeRow row = RowNoise({.clearness = clearness}, seed).row_of(text);
    const std::string read = decode_row(row.scores(), row_alphabet(), help).text();
    for (std::size_t i = 0; i < text.size(); ++i) {
      wrong += i >= read.size() || read[i] != text[i] ? 1 : 0;
    }
  }
  return wrong;
}

TEST_SUITE("decode row") {
  TEST_CASE("repeats are one character, unless a blank stands between") {
    const MadeRow row = steps_of(
        {{0.1, 0.8, 0.1}, {0.1, 0.8, 0.1}, {0.9, 0.05, 0.05}, {0.1, 0.8, 0.1}, {0.1, 0.1, 0.8}});
    CHECK(decode_row(row.scores(), kAb).text() == "aab");
    CHECK(decode_row_greedily(row.scores(), kAb).text() == "aab");
  }

  TEST_CASE("all alignments of a text count, not the best alone") {
    // The best path is two blanks (0.36); "a" has 0.16 + 0.24 + 0.24.
    const MadeRow row = steps_of({{0.6, 0.4, 1e-9}, {0.6, 0.4, 1e-9}});
    CHECK(decode_row_greedily(row.scores(), kAb).text().empty());
    const RowText read = decode_row(row.scores(), kAb, {}, exhaustive());
    CHECK(read.text() == "a");
    CHECK(std::exp(read.ink_score) == doctest::Approx(0.64));
    CHECK(std::exp(read.score) == doctest::Approx(0.64));
  }

  TEST_CASE("the search finds what trying every text finds") {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      CAPTURE(seed);
      const MadeRow row = random_row(7, seed);
      std::pair<std::string, double> best;
      for (const auto& [text, probability] : all_texts(row)) {
        if (probability > best.second) best = {text, probability};
      }
      const RowText read = decode_row(row.scores(), kAb, {}, exhaustive());
      CHECK(read.text() == best.first);
      CHECK(std::exp(read.ink_score) == doctest::Approx(best.second).epsilon(1e-4));
      CHECK(std::exp(read.score) == doctest::Approx(best.second).epsilon(1e-4));
    }
  }

  TEST_CASE("the row's letters decide where the reader of rows is in doubt, and only there") {
    const auto row_with = [](double a) {
      return steps_of({{0.98, 0.01, 0.01}, {0.02, a, 0.98 - a}, {0.98, 0.01, 0.01}});
    };
    inkline::RowLattice letters;
    letters.pieces = 1;
    letters.gaps.resize(1);
    letters.arcs = {{0, 1, {{1, std::log(0.01F)}, {2, std::log(0.99F)}}}};
    RowDecodeParams params = exhaustive();
    params.letters_weight = 0.3;
    CHECK(decode_row(row_with(0.6).scores(), kAb).text() == "a");
    CHECK(decode_row(row_with(0.6).scores(), kAb, {}, params, letters).text() == "b");
    CHECK(decode_row(row_with(0.97).scores(), kAb, {}, params, letters).text() == "a");
    params.letters_weight = 0;
    CHECK(decode_row(row_with(0.6).scores(), kAb, {}, params, letters).text() == "a");
  }

  TEST_CASE("a text that does not fit the row's letters is not forbidden") {
    const MadeRow row = steps_of({{0.01, 0.98, 0.01}, {0.98, 0.01, 0.01}, {0.01, 0.98, 0.01}});
    inkline::RowLattice letters;
    letters.pieces = 1;
    letters.gaps.resize(1);
    letters.arcs = {{0, 1, {{2, 0}}}};
    CHECK(decode_row(row.scores(), kAb, {}, exhaustive(), letters).text() == "aa");
  }

  TEST_CASE("letters of another alphabet are refused") {
    inkline::RowLattice letters;
    letters.pieces = 1;
    letters.gaps.resize(1);
    letters.arcs = {{0, 1, {{7, 0}}}};
    CHECK_THROWS_AS(decode_row(random_row(3, 1).scores(), kAb, {}, {}, letters), Error);
  }

  TEST_CASE("digits stand beside digits in codes") {
    const RowHelp help = with_language();
    MadeRow row = RowNoise({.clearness = 12, .spread = 0}, 1).row_of("KX-40O");
    const RowText clear = decode_row(row.scores(), row_alphabet(), help);
    REQUIRE(clear.text() == "KX-40O");
    // Where the ink cannot tell O from 0, the run goes on.
    const auto o = static_cast<std::size_t>('O' - ' ' + 1);
    const auto zero = static_cast<std::size_t>('0' - ' ' + 1);
    for (int step = clear.characters[5].first_step; step <= clear.characters[5].last_step; ++step) {
      float* const column = row.numbers.data() + step * row.classes;
      column[zero] = column[o];
    }
    CHECK(decode_row(row.scores(), row_alphabet(), help).text() == "KX-400");
  }

  TEST_CASE("no steps and steps without ink are no text") {
    CHECK(decode_row({3, 0, {}}, kAb).characters.empty());
    CHECK(decode_row_greedily({3, 0, {}}, kAb).characters.empty());
    const MadeRow row = steps_of({{0.9999, 5e-5, 5e-5}, {0.9999, 5e-5, 5e-5}});
    CHECK(decode_row(row.scores(), kAb).characters.empty());
    CHECK(decode_row_greedily(row.scores(), kAb).characters.empty());
  }

  TEST_CASE("every character has its steps, in order, and a confidence") {
    const std::string text = "please buy milk, 2 l";
    const MadeRow row = RowNoise({.clearness = 9, .spread = 0.5}, 3).row_of(text);
    for (const RowText& read : {decode_row(row.scores(), row_alphabet()),
                                decode_row_greedily(row.scores(), row_alphabet())}) {
      REQUIRE(read.text() == text);
      int last = -1;
      for (const inkline::RowCharacter& character : read.characters) {
        CHECK(character.first_step > last);
        CHECK(character.last_step >= character.first_step);
        CHECK(character.confidence > 0.5F);
        CHECK(character.confidence <= 1.0F);
        REQUIRE(!character.guesses.empty());
        CHECK(character.guesses.front().text == character.text);
        CHECK(character.guesses.size() <= 5);
        last = character.last_step;
      }
      CHECK(last < row.scores().steps);
    }
  }

  TEST_CASE("what the network holds too likely for blank is taken from it") {
    const MadeRow row = steps_of({{0.6, 0.35, 0.05}, {0.9, 0.05, 0.05}});
    RowDecodeParams params = exhaustive();
    CHECK(decode_row(row.scores(), kAb, {}, params).text().empty());
    params.blank_excess = 1;
    const RowText read = decode_row(row.scores(), kAb, {}, params);
    CHECK(read.text() == "a");
    CHECK(read.characters[0].confidence < 0.9F);
  }

  TEST_CASE("a character that could be another one is doubtful and names it") {
    const MadeRow row = steps_of({{0.98, 0.01, 0.01}, {0.02, 0.55, 0.43}, {0.98, 0.01, 0.01}});
    const RowText read = decode_row(row.scores(), kAb, {}, exhaustive());
    REQUIRE(read.text() == "a");
    CHECK(read.characters[0].first_step == 1);
    CHECK(read.characters[0].last_step == 1);
    CHECK(read.characters[0].confidence == doctest::Approx(0.55).epsilon(0.03));
    REQUIRE(read.characters[0].guesses.size() == 2);
    CHECK(read.characters[0].guesses[1].text == "b");
    CHECK(read.characters[0].guesses[1].confidence == doctest::Approx(0.43).epsilon(0.03));
  }

  TEST_CASE("what the ink says by itself is told beside the confidence") {
    const MadeRow open = steps_of({{0.98, 0.01, 0.01}, {0.02, 0.55, 0.43}, {0.98, 0.01, 0.01}});
    RowDecodeParams params = exhaustive();
    params.temperature = 1;
    const RowText alone = decode_row(open.scores(), kAb, {}, params);
    CHECK(alone.characters[0].by_ink == doctest::Approx(alone.characters[0].confidence));

    const RowHelp words = with_words("b 1\n");
    const RowText helped = decode_row(open.scores(), kAb, words, params);
    REQUIRE(helped.text() == "b");
    CHECK(helped.characters[0].by_ink == doctest::Approx(0.43).epsilon(0.03));
    CHECK(helped.characters[0].confidence > 0.5F);
  }

  TEST_CASE("a higher temperature makes the same reading less sure of itself") {
    const MadeRow row = steps_of({{0.9, 0.05, 0.05}, {0.02, 0.9, 0.08}, {0.9, 0.05, 0.05}});
    RowDecodeParams params = exhaustive();
    params.temperature = 1;
    const RowText sure = inkline::decode_row(row.scores(), kAb, {}, params);
    params.temperature = 2;
    const RowText doubtful = inkline::decode_row(row.scores(), kAb, {}, params);
    REQUIRE(sure.text() == "a");
    REQUIRE(doubtful.text() == "a");
    const auto ratio = [](const RowText& text) {
      const auto& guesses = text.characters[0].guesses;
      return static_cast<double>(guesses[0].confidence) /
             static_cast<double>(guesses[1].confidence);
    };
    CHECK(ratio(doubtful) == doctest::Approx(std::sqrt(ratio(sure))));
    CHECK(doubtful.characters[0].confidence < sure.characters[0].confidence);
    params.temperature = 0;
    CHECK_THROWS_AS(inkline::decode_row(row.scores(), kAb, {}, params), Error);
  }

  TEST_CASE("only what may be chosen is searched for") {
    // Taking b away from "ab" would leave "a"; the search finds the second a.
    const MadeRow row = steps_of({{0.1, 0.8, 0.1}, {0.8, 0.1, 0.1}, {0.1, 0.3, 0.6}});
    CHECK(decode_row(row.scores(), kAb).text() == "ab");
    CHECK(decode_row(row.scores(), kAb, {.language = {}, .words = {}, .only = {"a"}}).text() ==
          "aa");
  }

  TEST_CASE("spaces stand between words only") {
    const std::vector<std::string> alphabet{"", " ", "b"};
    const MadeRow row = steps_of({{0.1, 0.8, 0.1},
                                  {0.1, 0.1, 0.8},
                                  {0.1, 0.8, 0.1},
                                  {0.8, 0.1, 0.1},
                                  {0.1, 0.8, 0.1},
                                  {0.1, 0.1, 0.8},
                                  {0.1, 0.8, 0.1}});
    CHECK(decode_row(row.scores(), alphabet).text() == "b b");
    CHECK(decode_row_greedily(row.scores(), alphabet).text() == "b b");
  }

  TEST_CASE("the language helps prose, CAPITALS and Titles, and leaves codes alone") {
    const RowHelp language = with_language();
    const std::string prose = "the dog sat on the sea shore";
    CHECK(mistakes(prose, language, 4) * 2 < mistakes(prose, {}, 4));
    const std::string capitals = "THE DOG SAT ON THE SEA SHORE";
    CHECK(mistakes(capitals, language, 4) * 2 < mistakes(capitals, {}, 4));
    const std::string title = "The Dog Sat On The Sea Shore";
    CHECK(mistakes(title, language, 4) * 2 < mistakes(title, {}, 4));
    for (const char* const code : {"A7K-204 QX93", "0171 555 3862", "$12.95", "14/03/1987"}) {
      CAPTURE(code);
      CHECK(mistakes(code, language, 5) <= mistakes(code, {}, 5) * 1.05);
    }
  }

  TEST_CASE("words of a list are likelier, whatever their case and the marks around them") {
    const RowHelp words = with_words("zyzzyva 3\nquokka\n");
    for (const char* const row : {"zyzzyva quokka", "Zyzzyva, Quokka.", "ZYZZYVA (QUOKKA)"}) {
      CAPTURE(row);
      CHECK(mistakes(row, words, 4) * 3 < mistakes(row, {}, 4) * 2);
    }
    CHECK(mistakes("A7K-204", words, 5) <= mistakes("A7K-204", {}, 5));
  }

  TEST_CASE("the language's own words help where no others are given") {
    const RowHelp with = with_language(1);  // single characters: it knows words by their list alone
    CHECK(!with.language.words().is_empty());
    const RowDecodeParams without_words{.word_list_share = 0};
    const auto wrong = [&](const RowDecodeParams& params) {
      int mistakes_made = 0;
      for (std::uint64_t seed = 0; seed < 40; ++seed) {
        const std::string text = "meet the dog on the shore";
        const MadeRow row = RowNoise({.clearness = 3}, seed).row_of(text);
        const std::string read = decode_row(row.scores(), row_alphabet(), with, params).text();
        mistakes_made += read == text ? 0 : 1;
      }
      return mistakes_made;
    };
    CHECK(wrong({}) < wrong(without_words));
  }

  TEST_CASE("without weight the language says nothing") {
    RowDecodeParams silent;
    silent.language_weight = 0;
    silent.character_bonus = 0;
    const MadeRow row = RowNoise({}, 5).row_of("please meet the cat");
    CHECK(decode_row(row.scores(), row_alphabet(), with_language(), silent).text() ==
          decode_row(row.scores(), row_alphabet(), {}, silent).text());
  }

  TEST_CASE("rows of any length keep finite scores") {
    std::string text;
    for (int i = 0; i < 40; ++i) text += "the cat sat on the mat ";
    const MadeRow row = RowNoise({}, 6).row_of(text);
    const RowText read = decode_row(row.scores(), row_alphabet(), with_language());
    CHECK(read.characters.size() > 700);
    CHECK(std::isfinite(read.score));
    CHECK(std::isfinite(read.ink_score));
  }

  TEST_CASE("bad settings and sizes that do not match are refused by name") {
    const MadeRow row = steps_of({{0.1, 0.8, 0.1}});
    RowDecodeParams params;
    params.width = 0;
    CHECK_THROWS_WITH_AS(decode_row(row.scores(), kAb, {}, params),
                         doctest::Contains("decode.width"), Error);
    CHECK_THROWS_AS(decode_row(row.scores(), std::vector<std::string>{"", "a"}), Error);
    CHECK_THROWS_AS(decode_row(row.scores(), std::vector<std::string>{"a", "b", "c"}), Error);
  }
}

}  // namespace
