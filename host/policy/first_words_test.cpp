// SPDX-License-Identifier: MIT
// first_words_test.cpp - J1: who only greets is asked what it is about; who said it is not.
#include "host/policy/first_words.h"

#include <gtest/gtest.h>

namespace baton::policy {
namespace {

TEST(FirstWords, a_greeting_says_nothing_yet) {
  const FirstWords words;
  for (const char* text : {"Hi", "Hello!", "hello, can you help me?", "Guten Tag", "¡Hola! Buenos días", "Olá, bom dia",
                           "Bonjour, s'il vous plaît", "नमस्ते", "Help please", "hi hi"})
    EXPECT_TRUE(words.is_greeting(text)) << text;
}

TEST(FirstWords, whatever_says_more_is_taken_for_what_it_is_about) {
  const FirstWords words;
  for (const char* text : {"", "Hello, my parcel has not come", "refund", "human", "Hallo, wo ist mein Paket?", "4711",
                           "Hi Dana", "hello?!?! it is broken", "no"})
    EXPECT_FALSE(words.is_greeting(text)) << text;
}

TEST(FirstWords, how_urgent_it_is_is_heard_in_six_languages) {
  const FirstWords words;
  for (const char* text : {"it is urgent", "as soon as possible please", "es ist dringend!", "lo antes posible",
                           "sem pressa", "au plus vite", "जल्दी", "no rush"})
    EXPECT_TRUE(words.names_urgency(signal_text(text))) << text;
  for (const char* text : {"", "my parcel", "insurgents"}) EXPECT_FALSE(words.names_urgency(signal_text(text))) << text;
}

}  // namespace
}  // namespace baton::policy
