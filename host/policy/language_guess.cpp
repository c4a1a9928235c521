// SPDX-License-Identifier: MIT
#include "host/policy/language_guess.h"

#include <array>
#include <map>
#include <string>

#include "host/policy/folded_text.h"

namespace baton::policy {
namespace {

struct Known {
  std::string_view tag;
  std::string_view words;  // folded, blank between
  std::vector<std::string_view> asks;
};

const std::array<Known, 6>& known_languages() {
  static const std::array<Known, 6> languages{{
      {"en",
       "the and is are was were i my you your we it this that have has had do does did not with for from what "
       "when where why how can could would "
       "will please hello hi thanks im ive dont cant there they about been want need get got order still",
       {"(in|speak|speaking|write|talk|switch to|continue in) english [please]", "english please"}},
      {"es",
       "el los las una unos y es son fue mi mis su sus yo usted ustedes no que como cuando donde por para con sin "
       "pero porque quiero quisiera "
       "necesito tengo tiene esta estoy hola buenas gracias favor ayuda pedido cuenta del al muy ya hace desde "
       "todavia puedo puede me",
       {"(en|habla|hablar|hable|escriba|escribir|in|speak) (espanol|castellano|spanish)",
        "(espanol|spanish) (por favor|please)"}},
      {"pt",
       "o os as um uma e sao foi meu minha meus minhas voce voces eu nao que como quando onde por para com sem "
       "mas porque quero queria preciso "
       "tenho tem esta estou ola bom obrigado obrigada ajuda pedido conta do da dos das muito ja ainda posso pode "
       "na no isso",
       {"(em|fala|falar|fale|escreva|escrever|in|speak) (portugues|portuguese)",
        "(portugues|portuguese) (por favor|please)"}},
      {"de",
       "der die das den dem ein eine einen und ist sind war ich mein meine meinen sie wir ihr nicht kein keine "
       "mit fur von was wann wo warum wie kann "
       "konnen mochte habe hat haben bitte hallo danke noch schon auch aber weil auf zu im zur seit mir mich es",
       {"(auf|spreche|sprechen|schreiben|in|speak) (deutsch|german)", "(deutsch|german) (bitte|please)"}},
      {"fr",
       "le les un une des et est sont etait je mon ma mes vous nous votre vos ne pas que quoi comment quand ou "
       "pourquoi pour avec sans mais parce veux "
       "voudrais besoin ai a ont bonjour merci aide commande compte du au tres deja encore peux pouvez depuis "
       "suis j l d c qu n m s",
       {"(en|parle|parler|parlez|ecrire|ecrivez|in|speak) (francais|french)",
        "(francais|french) (s il vous plait|svp|please)"}},
      {"hi",
       "mera meri mere mujhe main hum aap aapka nahi nahin hai hain tha thi ho kya kaise kab kahan kyun kyon ka "
       "ki ke ko se mein par aur lekin chahiye "
       "raha rahi kar karo karna namaste dhanyavad shukriya abhi wapas paise bhai kripya",
       {"(hindi) (mein|me|mai|please)", "(in|speak) hindi", "हिंदी में", "हिन्दी में"}},
  }};
  return languages;
}

constexpr std::size_t kLanguages = 6;
constexpr std::size_t kHindi = 5;
constexpr int kLeastWords = 2;

// Three bytes of UTF-8 that begin with E0 A4 or E0 A5.
std::size_t devanagari_letters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i + 1 < text.size(); ++i)
    count += text[i] == '\xe0' && (text[i + 1] == '\xa4' || text[i + 1] == '\xa5') ? 1 : 0;
  return count;
}

std::size_t latin_letters(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += c >= 'a' && c <= 'z' ? 1 : 0;
  return count;
}

}  // namespace

LanguageGuess::LanguageGuess() {
  std::vector<SignalPhrases> asked;
  std::map<std::string, std::uint32_t> small_words;
  for (std::size_t i = 0; i < kLanguages; ++i) {
    const auto& known = known_languages()[i];
    for (const auto word : split_words(known.words)) small_words[' ' + std::string(word) + ' '] |= 1u << i;
    SignalPhrases phrases;
    for (const auto text : known.asks)
      phrases.phrases.push_back(parse_phrase(text, [](std::string_view) { return std::nullopt; }));
    asked.push_back(std::move(phrases));
  }
  asked_ = std::make_unique<SignalSet>(asked);
  std::vector<std::string> keys;
  for (const auto& [word, languages] : small_words) {
    keys.push_back(word);
    languages_of_.push_back(languages);
  }
  small_words_ = KeyIndex(keys);
}

core::Heard LanguageGuess::of(const SignalText& seen) const {
  const auto& languages = known_languages();
  if (const auto asked = asked_->find(seen); asked.size() == 1)
    return {std::string(languages[asked.front().signal].tag), true};
  const std::string& folded = seen.text;
  if (devanagari_letters(folded) > latin_letters(folded)) return {std::string(languages[kHindi].tag), false};
  std::array<int, kLanguages> score{};
  for (const int word : small_words_.find(folded)) {
    const auto spoken_in = languages_of_[static_cast<std::size_t>(word)];
    for (std::size_t i = 0; i < kLanguages; ++i) score[i] += (spoken_in >> i) & 1u ? 1 : 0;
  }
  std::size_t best = 0;
  int second = 0;
  for (std::size_t i = 1; i < kLanguages; ++i)
    if (score[i] > score[best]) best = i;
  for (std::size_t i = 0; i < kLanguages; ++i)
    if (i != best) second = std::max(second, score[i]);
  if (score[best] < kLeastWords || score[best] == second) return {};
  return {std::string(languages[best].tag), false};
}

}  // namespace baton::policy
