// SPDX-License-Identifier: MIT
// first_words.cpp - see first_words.h. A message is a greeting when known phrases cover it from its first word to its
// last; anything more is said.
#include "host/policy/first_words.h"

#include <vector>

#include "host/policy/folded_text.h"

namespace baton::policy {
namespace {

constexpr std::size_t kShortMaxBytes = 160;
constexpr std::size_t kPhraseMaxWords = 5;

constexpr std::string_view kGreetings[] = {
    // en
    "hi", "hello", "hey", "hi there", "hello there", "good morning", "good afternoon", "good evening", "good day",
    "help", "help me", "please help", "please help me", "i need help", "can you help me", "can you help",
    "could you help me", "anyone there", "is anybody there", "is anyone there", "anybody there", "please", "team",
    "sir", "madam", "i have a question", "i have a problem", "question", "support",
    // es
    "hola", "buenas", "buenos dias", "buenas tardes", "buenas noches", "ayuda", "necesito ayuda", "me puede ayudar",
    "me pueden ayudar", "por favor", "tengo una pregunta", "tengo un problema", "que tal",
    // pt
    "ola", "oi", "bom dia", "boa tarde", "boa noite", "ajuda", "preciso de ajuda", "pode me ajudar",
    "podem me ajudar", "tudo bem", "tenho uma pergunta", "tenho um problema",
    // de
    "hallo", "guten tag", "guten morgen", "guten abend", "moin", "servus", "hilfe", "ich brauche hilfe", "bitte",
    "bitte hilfe", "konnen sie mir helfen", "ist da jemand", "ich habe eine frage", "ich habe ein problem",
    // fr
    "bonjour", "bonsoir", "salut", "allo", "aide", "besoin d'aide", "j'ai besoin d'aide", "pouvez vous m'aider",
    "s'il vous plait", "svp", "j'ai une question", "j'ai un probleme",
    // hi
    "नमस्ते", "नमस्कार", "हैलो", "मदद", "मदद चाहिए", "मुझे मदद चाहिए", "कृपया", "namaste", "madad chahiye"};

constexpr std::string_view kUrgency[] = {
    "urgent", "urgently", "asap", "as soon as possible", "immediately", "right away", "emergency", "not urgent",
    "no rush", "no hurry", "today", "by tomorrow",
    "urgente", "lo antes posible", "cuanto antes", "inmediatamente", "emergencia", "sin prisa", "hoy",
    "o mais rapido possivel", "imediatamente", "sem pressa", "hoje",
    "dringend", "eilig", "sofort", "so schnell wie moglich", "nicht dringend", "keine eile", "heute",
    "urgence", "au plus vite", "des que possible", "immediatement", "pas urgent", "aujourd'hui",
    "तुरंत", "जल्दी", "जरूरी", "आज", "turant", "jaldi"};

std::string phrase_of(std::string_view text) {
  std::string joined;
  const std::string words = words_only(fold(text).text);
  for (const std::string_view word : split_words(words)) joined += (joined.empty() ? "" : " ") + std::string(word);
  return joined;
}

}  // namespace

FirstWords::FirstWords() {
  for (const std::string_view phrase : kGreetings) greetings_.insert(phrase_of(phrase));
  SignalPhrases urgency;
  for (const std::string_view phrase : kUrgency)
    urgency.phrases.push_back(parse_phrase(phrase, [](std::string_view) { return std::nullopt; }));
  urgency_ = std::make_unique<SignalSet>(std::vector<SignalPhrases>{std::move(urgency)});
}

bool FirstWords::covered(std::string_view words) const {
  const std::vector<std::string_view> all = split_words(words);
  std::vector<bool> reached(all.size() + 1, false);
  reached[0] = true;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!reached[i]) continue;
    std::string phrase;
    for (std::size_t j = i; j < all.size() && j - i < kPhraseMaxWords; ++j) {
      phrase += (j == i ? "" : " ") + std::string(all[j]);
      if (greetings_.contains(phrase)) reached[j + 1] = true;
    }
  }
  return reached.back();
}

bool FirstWords::is_greeting(std::string_view text) const {
  if (text.empty() || text.size() > kShortMaxBytes) return false;
  const std::string words = phrase_of(text);
  return !words.empty() && covered(words);
}

}  // namespace baton::policy
