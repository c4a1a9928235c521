// SPDX-License-Identifier: MIT
#include "host/policy/language_guess.h"

#include <gtest/gtest.h>

namespace baton::policy {
namespace {

TEST(LanguageGuess, ordinary_sentences_are_told_apart) {
  const LanguageGuess guess;
  const std::pair<const char*, const char*> expected[] = {
      {"Hello, I have a question about my order", "en"},    {"Hola, tengo una pregunta sobre mi pedido", "es"},
      {"Olá, tenho uma pergunta sobre o meu pedido", "pt"}, {"Hallo, ich habe eine Frage zu meiner Bestellung", "de"},
      {"Bonjour, j'ai une question sur ma commande", "fr"}, {"मेरा ऑर्डर कहाँ है", "hi"},
      {"mera order kab aayega, mujhe chahiye", "hi"}};
  for (const auto& [text, language] : expected) {
    EXPECT_EQ(guess.of(text).language, language) << text;
    EXPECT_FALSE(guess.of(text).asked) << text;
  }
}

TEST(LanguageGuess, what_does_not_tell_is_guessed) {
  const LanguageGuess guess;
  for (const char* text : {"", "ok", "ORD-2047731", "12 Marina View", "\xf0\x9f\x91\x8d", "no", "la"})
    EXPECT_EQ(guess.of(text).language, "") << text;
}

TEST(LanguageGuess, an_explicit_ask_is_missed_K) {
  const LanguageGuess guess;
  const std::pair<const char*, const char*> expected[] = {{"Can we continue in English please?", "en"},
                                                          {"en español por favor", "es"},
                                                          {"pode falar português?", "pt"},
                                                          {"Auf Deutsch bitte", "de"},
                                                          {"in French please", "fr"},
                                                          {"hindi mein baat karo", "hi"}};
  for (const auto& [text, language] : expected) {
    EXPECT_EQ(guess.of(text).language, language) << text;
    EXPECT_TRUE(guess.of(text).asked) << text;
  }
}

}  // namespace
}  // namespace baton::policy
