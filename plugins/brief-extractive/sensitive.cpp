// SPDX-License-Identifier: MIT
// Numbers are judged by check digits, words by the words around them; both on offsets, so that masking keeps
// lengths.
#include "sensitive.h"

#include <algorithm>
#include <array>

#include "check_digits.h"
#include "text.h"

namespace baton::brief {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }
bool upper(char c) { return c >= 'A' && c <= 'Z'; }
bool lower(char c) { return c >= 'a' && c <= 'z'; }
bool word_char(char c) { return digit(c) || upper(c) || lower(c) || static_cast<unsigned char>(c) >= 0x80; }

bool starts_with(std::string_view text, std::string_view prefix) {
  return !text.empty() && text.front() == prefix.front() && text.substr(0, prefix.size()) == prefix;
}

struct Masker {
  std::string_view in;
  Masked out;

  void hide(std::size_t begin, std::size_t end, std::size_t keep_digits = 0) {
    std::size_t kept = 0;
    bool hidden = false;
    for (std::size_t i = end; i > begin; --i) {
      char& c = out.text[i - 1];
      if (digit(c) && kept < keep_digits) {
        ++kept;
      } else if (c != ' ' && c != '*') {
        c = '*';
        hidden = true;
      }
    }
    if (hidden) ++out.count;
  }
};

// The digits from `begin` on, with single spaces, dots or dashes between them: as people type card numbers.
// Answers where the longest card among them ends, or 0.
std::size_t card_end(std::string_view in, std::size_t begin) {
  std::string digits;
  std::size_t found = 0;
  for (std::size_t i = begin; i < in.size() && digits.size() < 19; ++i) {
    const bool next_is_digit = i + 1 < in.size() && digit(in[i + 1]);
    if (digit(in[i])) {
      digits.push_back(in[i]);
      if (!next_is_digit && is_card(digits)) found = i + 1;
    } else if (!next_is_digit || (in[i] != ' ' && in[i] != '-' && in[i] != '.')) {
      break;
    }
  }
  return found;
}

void mask_cards(Masker& masker) {
  const std::string_view in = masker.in;
  for (std::size_t i = 0; i < in.size(); ++i) {
    if (!digit(in[i]) || (i > 0 && word_char(in[i - 1]))) continue;
    const std::size_t end = card_end(in, i);
    if (end == 0) continue;
    masker.hide(i, end, 4);
    i = end - 1;
  }
}

void mask_ibans(Masker& masker) {
  const std::string_view in = masker.in;
  for (std::size_t i = 0; i + 15 <= in.size(); ++i) {
    const auto letter = [](char c) { return upper(c) || lower(c); };
    if (!letter(in[i]) || !letter(in[i + 1]) || !digit(in[i + 2]) || !digit(in[i + 3])) continue;
    if (i > 0 && word_char(in[i - 1])) continue;
    std::string compact;
    std::size_t found = 0;
    for (std::size_t j = i; j < in.size() && compact.size() < 34; ++j) {
      if (in[j] == ' ' && j > i && in[j - 1] != ' ') continue;
      if (!digit(in[j]) && !letter(in[j])) break;
      compact.push_back(in[j]);
      const bool ends = j + 1 == in.size() || !(digit(in[j + 1]) || letter(in[j + 1]));
      if (ends && is_iban(compact)) found = j + 1;
    }
    if (found > 0) masker.hide(i, found);
  }
}

void mask_national_ids(Masker& masker) {
  const std::string_view in = masker.in;
  for (std::size_t i = 0; i < in.size();) {
    if (!word_char(in[i])) {
      ++i;
      continue;
    }
    std::size_t j = i;
    while (j < in.size() && (word_char(in[j]) ||
                             ((in[j] == '-' || in[j] == '.') && j + 1 < in.size() && word_char(in[j + 1]))))
      ++j;
    if (is_national_id(in.substr(i, j - i))) masker.hide(i, j);
    i = j;
  }
}

// Words after which a secret stands. `word`: anything may be the secret; `code`: digits.
struct Key {
  std::string_view words;
  Expected kind;
};

constexpr Key kKeys[] = {
    {"password", Expected::secret_word},
    {"passwort", Expected::secret_word},
    {"kennwort", Expected::secret_word},
    {"contraseña", Expected::secret_word},
    {"mot de passe", Expected::secret_word},
    {"senha", Expected::secret_word},
    {"passphrase", Expected::secret_word},
    {"passcode", Expected::secret_code},
    {"pin", Expected::secret_code},
    {"pin code", Expected::secret_code},
    {"cvv", Expected::secret_code},
    {"cvc", Expected::secret_code},
    {"otp", Expected::secret_code},
    {"tan", Expected::secret_code},
    {"verification code", Expected::secret_code},
    {"security code", Expected::secret_code},
    {"one-time code", Expected::secret_code},
    {"one time code", Expected::secret_code},
    {"one-time password", Expected::secret_code},
    {"login code", Expected::secret_code},
    {"access code", Expected::secret_code},
    {"authentication code", Expected::secret_code},
    {"sms code", Expected::secret_code},
    {"2fa code", Expected::secret_code},
    {"confirmation pin", Expected::secret_code},
    {"einmalcode", Expected::secret_code},
    {"bestätigungscode", Expected::secret_code},
    {"sicherheitscode", Expected::secret_code},
    {"geheimzahl", Expected::secret_code},
    {"código de verificación", Expected::secret_code},
    {"código de seguridad", Expected::secret_code},
    {"code de vérification", Expected::secret_code},
    {"code de sécurité", Expected::secret_code},
    {"code secret", Expected::secret_code},
    {"código de verificação", Expected::secret_code},
    {"código de segurança", Expected::secret_code},
    {"social security number", Expected::secret_code},
    {"ssn", Expected::secret_code},
};

// Most messages name no secret at all and need not be split into words for it.
bool names_secret(std::string_view folded) {
  static const std::array<bool, 256> begins_key = [] {
    std::array<bool, 256> begins{};
    for (const Key& key : kKeys) begins[static_cast<unsigned char>(key.words.front())] = true;
    return begins;
  }();
  for (std::size_t i = 0; i < folded.size(); ++i) {
    if (!begins_key[static_cast<unsigned char>(folded[i])] || (i > 0 && word_char(folded[i - 1]))) continue;
    const std::string_view rest = folded.substr(i);
    if (std::any_of(std::begin(kKeys), std::end(kKeys),
                    [&](const Key& key) { return starts_with(rest, key.words); }))
      return true;
  }
  return false;
}

// The key that stands at token i of the text, and how many tokens it takes.
const Key* key_at(const Text& text, std::size_t i, std::size_t& tokens) {
  const std::string_view rest = std::string_view(text.folded).substr(text.tokens[i].begin);
  const Key* best = nullptr;
  for (const Key& key : kKeys) {
    if (!starts_with(rest, key.words)) continue;
    if (rest.size() > key.words.size() && word_char(rest[key.words.size()])) continue;
    if (best == nullptr || key.words.size() > best->words.size()) best = &key;
  }
  if (best == nullptr) return nullptr;
  tokens = 1 + static_cast<std::size_t>(std::count(best->words.begin(), best->words.end(), ' '));
  return i + tokens <= text.tokens.size() ? best : nullptr;
}

bool is_connector(std::string_view word) {
  constexpr std::string_view kWords =
      " is was are it's its = number no nr code lautet ist war es era est était é foi als ";
  return kWords.find(" " + std::string(word) + " ") != std::string_view::npos;
}

std::size_t digits_in(std::string_view word) {
  return static_cast<std::size_t>(std::count_if(word.begin(), word.end(), digit));
}

bool is_code(std::string_view word) { return digits_in(word) >= 3 && digits_in(word) <= 12; }

// A word nobody writes in a sentence: letters with digits, or a capital inside.
bool is_password_like(std::string_view word) {
  if (word.size() < 4) return false;
  const std::size_t digits = digits_in(word);
  const bool inner_capital =
      std::any_of(word.begin() + 1, word.end(), upper) && std::any_of(word.begin(), word.end(), lower);
  return (digits > 0 && digits < word.size()) || (digits == word.size()) || inner_capital;
}

// The secret as typed: up to the next white space, so that signs inside it go too.
std::size_t until_space(std::string_view in, std::size_t i) {
  while (i < in.size() && in[i] != ' ' && in[i] != '\n') ++i;
  return i;
}

void hide_secret(Masker& masker, std::size_t begin, std::size_t end) {
  while (end > begin && std::string_view(".,;!?\")").find(masker.in[end - 1]) != std::string_view::npos)
    --end;
  if (begin >= end) return;
  masker.out.secrets.emplace_back(masker.in.substr(begin, end - begin));
  masker.hide(begin, end);
}

// "the PIN, it was either 3100 or 0314": short numbers further on in the sentence, up to one that is named
// otherwise.
void mask_guesses(Masker& masker, const Text& text, std::size_t from) {
  constexpr std::size_t kReachWords = 8;
  for (std::size_t i = from; i < text.tokens.size() && i < from + kReachWords; ++i) {
    if (text.tokens[i].sentence != text.tokens[from].sentence) return;
    const std::string_view word = text.word(i);
    if (word == "number" || word == "id" || word == "order" || word == "account") return;
    if (text.tokens[i].has(kAllDigits) && word.size() >= 3 && word.size() <= 6 &&
        masker.out.text[text.tokens[i].begin] != '*') {
      hide_secret(masker, text.tokens[i].begin, text.tokens[i].end);
    }
  }
}

// "my PIN is 1234", "password: hunter2", "verification code 123 456".
void mask_in_context(Masker& masker, const Text& text) {
  const std::size_t size = text.tokens.size();
  for (std::size_t i = 0; i < size; ++i) {
    std::size_t taken = 0;
    const Key* key = key_at(text, i, taken);
    if (key == nullptr) continue;
    std::size_t j = i + taken;
    bool connected = j < size && text.between(j - 1, j).find_first_of(":=\"'") != std::string_view::npos;
    while (j < size && j < i + taken + 3 && is_connector(text.word(j))) {
      connected = true;
      ++j;
    }
    if (j >= size) continue;
    const std::string_view word = text.word(j);
    const bool code = is_code(word);
    if (key->kind == Expected::secret_code ? code : (connected ? word.size() > 2 : is_password_like(word))) {
      std::size_t last = j;  // a code typed in groups
      while (code && last + 1 < size && text.tokens[last + 1].has(kAllDigits) &&
             text.between(last, last + 1) == " ")
        ++last;
      hide_secret(masker, text.tokens[j].begin, until_space(masker.in, text.tokens[last].begin));
    }
    if (key->kind == Expected::secret_code) mask_guesses(masker, text, j);
    i = j;
  }
}

// The answer to a question for a secret. With several numbers given in one breath, only those as short as a
// code go.
void mask_expected(Masker& masker, const Text& text, Expected expected) {
  const auto numbers = std::count_if(text.tokens.begin(), text.tokens.end(),
                                     [](const Token& token) { return token.has(kAllDigits); });
  const std::size_t code_max = numbers > 1 ? 6 : 8;
  for (std::size_t i = 0; i < text.tokens.size(); ++i) {
    const std::string_view word = text.word(i);
    const bool code = text.tokens[i].has(kAllDigits) && word.size() >= 3 && word.size() <= code_max;
    const bool secret_word = is_password_like(word) || (text.tokens.size() == 1 && word.size() > 2);
    if (expected == Expected::secret_code ? code : secret_word) {
      hide_secret(masker, text.tokens[i].begin, until_space(masker.in, text.tokens[i].begin));
    }
  }
}

Expected named_in(const Text& text) {
  Expected found = Expected::nothing;
  for (std::size_t i = 0; i < text.tokens.size(); ++i) {
    std::size_t taken = 0;
    const Key* key = key_at(text, i, taken);
    if (key != nullptr && found != Expected::secret_word) found = key->kind;
  }
  return found;
}

}  // namespace

Masked mask(std::string_view readable_text, Expected expected) {
  Masked masked;
  masked.text = readable_text;
  Masker masker{readable_text, std::move(masked)};
  if (std::any_of(readable_text.begin(), readable_text.end(), digit)) {
    mask_cards(masker);
    mask_ibans(masker);
    mask_national_ids(masker);
  }
  const bool named = names_secret(fold(readable_text));
  if (!named && expected == Expected::nothing) return std::move(masker.out);
  const Text text = analyse(std::string(readable_text));
  if (named) masker.out.names = named_in(text);
  mask_in_context(masker, text);
  if (expected != Expected::nothing) mask_expected(masker, text, expected);
  return std::move(masker.out);
}

std::vector<Mark> marks_in(std::string_view text) {
  constexpr std::size_t kKindMaxBytes = 40;  // what is longer is the customer's own aside
  std::vector<Mark> marks;
  for (std::size_t begin = text.find('['); begin != std::string_view::npos; begin = text.find('[', begin + 1)) {
    std::size_t end = begin + 1;
    const auto in_kind = [](char c) { return c == ' ' || c == '-' || (word_char(c) && !digit(c)); };
    while (end < text.size() && in_kind(text[end])) ++end;
    const bool closed = end < text.size() && text[end] == ']' && end > begin + 1;
    if (closed && end - begin <= kKindMaxBytes) marks.push_back({begin, end + 1});
  }
  return marks;
}

std::size_t mask_known(std::string& text, const std::vector<std::string>& secrets) {
  std::size_t count = 0;
  for (const std::string& secret : secrets) {
    if (secret.size() < 3) continue;
    for (std::size_t at = text.find(secret); at != std::string::npos;
         at = text.find(secret, at + secret.size())) {
      const std::size_t end = at + secret.size();
      if ((at > 0 && word_char(text[at - 1])) || (end < text.size() && word_char(text[end]))) continue;
      text.replace(at, secret.size(), secret.size(), '*');
      ++count;
    }
  }
  return count;
}

}  // namespace baton::brief
