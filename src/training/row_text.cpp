#include "row_text.hpp"

#include <algorithm>
#include <cctype>
#include <set>
#include <string_view>

namespace inkline {
namespace {

constexpr std::size_t kNoLetter = 26;
constexpr std::string_view kCapitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kSmall = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kMarks = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
constexpr std::string_view kPrintable =
    "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz"
    "{|}~";

char pick(std::string_view set, Random& random) {
  return set[random.index(set.size())];
}

/// One after another: unlike the operands of +, the parts are made in the order they stand in.
std::string joined(std::initializer_list<std::string> parts) {
  std::string text;
  for (const std::string& part : parts) text += part;
  return text;
}

std::string pick_one(std::initializer_list<std::string_view> options, Random& random) {
  return std::string(options.begin()[random.index(options.size())]);
}

int between(int low, int high, Random& random) {
  return low + static_cast<int>(random.index(static_cast<std::size_t>(high - low + 1)));
}

std::string number(int low, int high, Random& random) {
  return std::to_string(between(low, high, random));
}

std::string digits(int count, Random& random) {
  std::string text;
  for (int i = 0; i < count; ++i) text += pick(kDigits, random);
  return text;
}

std::string letters(int count, Random& random) {
  std::string text;
  for (int i = 0; i < count; ++i) text += pick(kCapitals, random);
  return text;
}

std::string two_digits(int low, int high, Random& random) {
  const int value = between(low, high, random);
  return joined({value < 10 ? "0" : "", std::to_string(value)});
}

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

std::string title(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

/// A word that nobody wrote, whose letters follow one another as in words that somebody did.
std::string invented_word(const Vocabulary& vocabulary, Random& random) {
  constexpr std::size_t longest = 12;
  std::string word;
  std::size_t before = kNoLetter;
  std::size_t last = kNoLetter;
  while (word.size() < longest) {
    const std::array<std::uint32_t, 27>& counts = vocabulary.follows[27 * before + last];
    std::uint64_t sum = 0;
    for (const std::uint32_t count : counts) sum += count;
    if (sum == 0) break;
    auto left = static_cast<std::int64_t>(random.index(sum));
    std::size_t next = 0;
    while ((left -= counts[next]) >= 0) ++next;
    if (next == kNoLetter) break;
    word += static_cast<char>('a' + next);
    before = last;
    last = next;
  }
  return word;
}

std::string small_word(const Vocabulary& vocabulary, Random& random) {
  if (vocabulary.words.empty()) {
    std::string word = letters(between(2, 8, random), random);
    for (char& c : word) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return word;
  }
  if (random.chance(0.3)) {
    const std::string word = invented_word(vocabulary, random);
    if (word.size() >= 2) return word;
  }
  return vocabulary.words[random.index(vocabulary.words.size())];
}

std::string capital_word(const Vocabulary& vocabulary, Random& random) {
  return upper(small_word(vocabulary, random));
}

std::string grouped(int value) {
  std::string text = std::to_string(value);
  for (int place = static_cast<int>(text.size()) - 3; place > 0; place -= 3) {
    text.insert(static_cast<std::size_t>(place), 1, ',');
  }
  return text;
}

std::string price(Random& random) {
  const std::string value = random.chance(0.7)
                                ? joined({number(0, 999, random), ".", digits(2, random)})
                                : grouped(between(1000, 999999, random));
  return random.chance(0.5) ? joined({"$", value}) : value;
}

std::string date(Random& random) {
  const std::string day = random.chance(0.5) ? number(1, 31, random) : two_digits(1, 31, random);
  const std::string month = two_digits(1, 12, random);
  const std::string year = number(1950, 2049, random);
  const std::string mark = pick_one({"/", ".", "-"}, random);
  switch (random.index(3)) {
    case 0:
      return joined({day, mark, month, mark, year});
    case 1:
      return joined({day, mark, month, mark, year.substr(2)});
    default:
      return joined({year, "-", month, "-", two_digits(1, 31, random)});
  }
}

std::string phone(Random& random) {
  switch (random.index(5)) {
    case 0:
      return joined({"(", digits(3, random), ") ", digits(3, random), "-", digits(4, random)});
    case 1:
      return joined({digits(3, random), "-", digits(3, random), "-", digits(4, random)});
    case 2:
      return joined({"+", number(1, 99, random), " ", digits(2, random), " ", digits(4, random),
                     " ", digits(3, random)});
    case 3:
      return joined({"0", digits(3, random), " ", digits(6, random)});
    default:
      return joined({digits(5, random), " ", digits(5, random)});
  }
}

std::string sum_text(Random& random) {
  const std::string mark = pick_one({"+", "-", "*", "/", "x"}, random);
  const std::string gap = random.chance(0.6) ? " " : "";
  return joined({number(0, 999, random), gap, mark, gap, number(0, 99, random), gap, "=", gap,
                 number(0, 9999, random)});
}

std::string numbers(Random& random) {
  switch (random.index(9)) {
    case 0:
      return date(random);
    case 1:
      return joined({two_digits(0, 23, random), ":", two_digits(0, 59, random)});
    case 2:
      return price(random);
    case 3:
      return phone(random);
    case 4:
      return sum_text(random);
    case 5:
      return joined({number(0, 100, random),
                     random.chance(0.5) ? joined({".", digits(1, random)}) : std::string(), "%"});
    case 6: {
      std::string text = digits(between(1, 5, random), random);
      for (int more = between(1, 5, random); more > 0; --more) {
        text += joined({" ", digits(between(1, 5, random), random)});
      }
      return text;
    }
    case 7:
      return joined({number(0, 99, random), ".", digits(between(1, 4, random), random)});
    default:
      return digits(between(1, 12, random), random);
  }
}

std::string capital_words(const Vocabulary& vocabulary, Random& random) {
  std::string text = capital_word(vocabulary, random);
  for (int more = between(0, 5, random); more > 0; --more) {
    if (random.chance(0.08)) text += pick_one({",", ".", ":", "-", "/", " &", "'S", ";"}, random);
    text += ' ';
    text += random.chance(0.06) ? number(0, 99, random) : capital_word(vocabulary, random);
  }
  if (random.chance(0.12)) text += pick_one({".", "!", "?", ":", "..."}, random);
  return text;
}

std::string capital_name(const Vocabulary& vocabulary, Random& random) {
  switch (random.index(4)) {
    case 0:
      return joined({letters(1, random), ". ", capital_word(vocabulary, random)});
    case 1:
      return joined({capital_word(vocabulary, random), ", ", capital_word(vocabulary, random)});
    case 2:
      return joined({capital_word(vocabulary, random), "-", capital_word(vocabulary, random)});
    default:
      return joined(
          {pick_one({"MR ", "MRS. ", "DR. ", "MS "}, random), capital_word(vocabulary, random)});
  }
}

std::string capital_item(const Vocabulary& vocabulary, Random& random) {
  const std::string word = capital_word(vocabulary, random);
  switch (random.index(5)) {
    case 0:
      return joined({word, " ", number(1, 50, random), " X"});
    case 1:
      return joined({number(1, 50, random), " X ", word});
    case 2:
      return joined({word, " ", price(random)});
    case 3:
      return joined({number(1, 20, random), ". ", word});
    default:
      return joined({number(1, 900, random), " ",
                     pick_one({"KG ", "G ", "ML ", "M ", "PCS "}, random), word});
  }
}

/// An alphabet or the digits in a row, whole or from somewhere on.
std::string sequence(std::string_view whole, Random& random) {
  const std::size_t begin = random.chance(0.5) ? 0 : random.index(whole.size() - 4);
  const std::size_t length = 4 + random.index(whole.size() - begin - 3);
  const bool spaced = random.chance(0.3);
  std::string text;
  for (const char c : whole.substr(begin, length)) {
    if (spaced && !text.empty()) text += ' ';
    text += c;
  }
  return text;
}

/// Marks alone, side by side or apart.
std::string marks(Random& random) {
  const bool spaced = random.chance(0.6);
  std::string text;
  for (int more = between(3, 14, random); more > 0; --more) {
    if (spaced && !text.empty()) text += ' ';
    text += pick(kMarks, random);
  }
  return text;
}

std::string any_symbols(Random& random) {
  std::string text;
  for (int more = between(2, 10, random); more > 0; --more) {
    text += pick(kPrintable, random);
    if (more > 1 && random.chance(0.15)) text += ' ';
  }
  return text;
}

std::string small_words(const Vocabulary& vocabulary, int count, Random& random) {
  std::string text = small_word(vocabulary, random);
  for (int more = count - 1; more > 0; --more)
    text += joined({" ", small_word(vocabulary, random)});
  return text;
}

std::string sentence(const Vocabulary& vocabulary, Random& random) {
  std::string text = title(small_word(vocabulary, random));
  for (int more = between(1, 7, random); more > 0; --more) {
    if (random.chance(0.12)) text += pick_one({",", ",", ";", ":", " -"}, random);
    text += ' ';
    const double kind = random.unit();
    if (kind < 0.08) {
      text += title(small_word(vocabulary, random));
    } else if (kind < 0.11) {
      text += joined({"\"", small_word(vocabulary, random), "\""});
    } else if (kind < 0.14) {
      text += joined({"(", small_word(vocabulary, random), ")"});
    } else if (kind < 0.17) {
      text += joined({small_word(vocabulary, random), pick_one({"'s", "n't", "'ll"}, random)});
    } else if (kind < 0.2) {
      text += joined({small_word(vocabulary, random), "-", small_word(vocabulary, random)});
    } else if (kind < 0.24) {
      text += number(0, 2100, random);
    } else {
      text += small_word(vocabulary, random);
    }
  }
  return joined({text, pick_one({".", ".", "!", "?", "", ":"}, random)});
}

std::string net_address(const Vocabulary& vocabulary, Random& random) {
  const std::string place =
      joined({small_word(vocabulary, random),
              pick_one({".com", ".org", ".net", ".de", ".co.uk", ".edu"}, random)});
  switch (random.index(4)) {
    case 0:
      return joined({"www.", place});
    case 1:
      return joined({"http://", place, "/", small_word(vocabulary, random)});
    default:
      return joined({small_word(vocabulary, random), pick_one({".", "_", "", "-"}, random),
                     random.chance(0.3) ? number(0, 99, random) : small_word(vocabulary, random),
                     "@", place});
  }
}

/// What programmers write: `name_of(value: type)`, `a[i] = {1, 2}`.
std::string program_text(const Vocabulary& vocabulary, Random& random) {
  const auto name = [&] {
    std::string text = small_word(vocabulary, random);
    if (random.chance(0.5)) text += joined({"_", small_word(vocabulary, random)});
    return text;
  };
  switch (random.index(5)) {
    case 0:
      return joined({name(), "(", random.chance(0.6) ? name() : "", ")",
                     random.chance(0.5) ? joined({": ", name()}) : ""});
    case 1:
      return joined({name(), ": ", name(), pick_one({"", ",", ";", ")"}, random)});
    case 2:
      return joined({name(), "[", number(0, 99, random), "] = ", number(0, 999, random)});
    case 3:
      return joined({name(), pick_one({" = ", " += ", " == ", " -> ", " < "}, random), name(),
                     pick_one({"", ";"}, random)});
    default:
      return joined({"{", name(), ", ", number(0, 99, random), "}"});
  }
}

std::string street_address(const Vocabulary& vocabulary, Random& random) {
  const std::string street =
      joined({title(small_word(vocabulary, random)),
              pick_one({" St.", " Street", " Road", " Ave", " Lane", " Way"}, random)});
  if (random.chance(0.5)) return joined({number(1, 999, random), " ", street});
  return joined({street, " ", number(1, 99, random), ", ", digits(5, random), " ",
                 title(small_word(vocabulary, random))});
}

std::string full_name(const Vocabulary& vocabulary, Random& random) {
  std::string text = random.chance(0.3) ? pick_one({"Mr. ", "Dr. ", "Mrs "}, random) : "";
  text += joined({title(small_word(vocabulary, random)), " "});
  if (random.chance(0.3)) text += joined({letters(1, random), ". "});
  return joined({text, title(small_word(vocabulary, random))});
}

std::string labelled_value(const Vocabulary& vocabulary, Random& random) {
  return joined({title(small_word(vocabulary, random)), ": ",
                 random.chance(0.5) ? numbers(random) : small_words(vocabulary, 2, random)});
}

}  // namespace

Vocabulary vocabulary_of(std::span<const std::string> texts) {
  std::set<std::string> words;
  for (const std::string& text : texts) {
    std::string word;
    for (std::size_t i = 0; i <= text.size(); ++i) {
      const char c = i < text.size() ? text[i] : ' ';
      const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (is_letter) word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      if (is_letter) continue;
      if (word.size() >= 2) words.insert(word);
      word.clear();
    }
  }
  Vocabulary vocabulary{{words.begin(), words.end()}, {}};
  vocabulary.follows.resize(std::size_t{27} * 27);
  for (const std::string& word : vocabulary.words) {
    std::size_t before = kNoLetter;
    std::size_t last = kNoLetter;
    for (const char c : word) {
      const auto next = static_cast<std::size_t>(c - 'a');
      ++vocabulary.follows[27 * before + last][next];
      before = last;
      last = next;
    }
    ++vocabulary.follows[27 * before + last][kNoLetter];
  }
  return vocabulary;
}

std::string code_text(Random& random) {
  const std::string mark = pick_one({"-", "-", "-", "/", ".", "", " "}, random);
  std::string text;
  for (int groups = between(2, 3, random); groups > 0; --groups) {
    if (!text.empty()) text += mark;
    const double letter_share = random.chance(0.4) ? 0 : random.uniform(0.2, 1);
    for (int more = between(1, 4, random); more > 0; --more) {
      text += pick(random.chance(letter_share) ? kCapitals : kDigits, random);
    }
  }
  return text;
}

namespace {

/// What a list puts before its items.
std::string bullet(Random& random) {
  if (random.chance(0.92)) return "";
  switch (random.index(4)) {
    case 0:
      return joined({number(1, 20, random), pick_one({".", ")"}, random), " "});
    case 1:
      return pick_one({"* ", "+ ", "> ", "-> "}, random);
    default:
      return "- ";
  }
}

std::string capitals_row(const Vocabulary& vocabulary, Random& random) {
  const double kind = random.unit();
  if (kind < 0.22) return code_text(random);
  if (kind < 0.55) return capital_words(vocabulary, random);
  if (kind < 0.62) return capital_name(vocabulary, random);
  if (kind < 0.70) return capital_item(vocabulary, random);
  if (kind < 0.85) return numbers(random);
  if (kind < 0.89) return letters(between(1, 9, random), random);
  if (kind < 0.92) return marks(random);
  if (kind < 0.95) return upper(program_text(vocabulary, random));
  return sequence(random.chance(0.7) ? kCapitals : kDigits, random);
}

std::string mixed_row(const Vocabulary& vocabulary, Random& random) {
  const double kind = random.unit();
  if (kind < 0.41) return sentence(vocabulary, random);
  if (kind < 0.61) return small_words(vocabulary, between(1, 6, random), random);
  if (kind < 0.68) return full_name(vocabulary, random);
  if (kind < 0.75) return net_address(vocabulary, random);
  if (kind < 0.81) return street_address(vocabulary, random);
  if (kind < 0.87) return labelled_value(vocabulary, random);
  if (kind < 0.91) return program_text(vocabulary, random);
  if (kind < 0.94) return marks(random);
  if (kind < 0.96) return sequence(kSmall, random);
  return any_symbols(random);
}

}  // namespace

std::string capitals_text(const Vocabulary& vocabulary, Random& random) {
  return joined({bullet(random), capitals_row(vocabulary, random)});
}

std::string mixed_text(const Vocabulary& vocabulary, Random& random) {
  return joined({bullet(random), mixed_row(vocabulary, random)});
}

}  // namespace inkline
