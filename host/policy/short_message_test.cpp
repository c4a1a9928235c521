// SPDX-License-Identifier: MIT
// short_message_test.cpp - W7 and C10: only what is surely an opt-out or an acknowledgement is one.
#include "host/policy/short_message.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace baton::policy {
namespace {

const ShortMessages& messages() {
  static const ShortMessages built{MatcherOptions{}};
  return built;
}

TEST(OptOut, only_the_whole_message_counts) {
  for (const char* text :
       {"STOP", "stop", " Stop. ", "STOP!", "Unsubscribe", "BAJA", "Darme de baja", "parar", "SAIR", "Stopp",
        "abmelden", "ARRÊT", "désabonner", "रोकें", "message band karo", "opt-out", "stop all"})
    EXPECT_TRUE(messages().is_opt_out(text)) << text;
  for (const char* text : {"", "please stop the delivery", "stop by the shop", "don't stop", "cancel",
                           "stop? why", "the bus stop", "stop it", "I want to stop my subscription"})
    EXPECT_FALSE(messages().is_opt_out(text)) << text;
}

TEST(Acknowledgement, thanks_and_thumbs_do_not_reopen_a_case) {
  const std::vector<std::pair<const char*, const char*>> texts{
      {"thanks", "en"},
      {"Thank you so much!", "en"},
      {"ok", "en"},
      {"OK, thanks 👍", "en"},
      {"👍", ""},
      {"👍🏽", ""},
      {"❤️", "en"},
      {"🙏🙏🙏", "hi"},
      {"great, thank you very much for your help!", "en"},
      {"thx :)", "en"},
      {"Thaaanks", "en"},
      {"okkk", "en"},
      {"Got it. Have a nice day!", "en"},
      {"Perfect, that worked, thanks again", "en"},
      {"muchas gracias", "es"},
      {"Vale, gracias!", "es"},
      {"perfecto, muchas gracias por su ayuda", "es"},
      {"obrigado", "pt"},
      {"Muito obrigada! 😊", "pt"},
      {"beleza, valeu", "pt"},
      {"Vielen Dank!", "de"},
      {"Alles klar, danke schön", "de"},
      {"super, danke für die schnelle Antwort", "de"},
      {"merci beaucoup", "fr"},
      {"D'accord, merci pour votre aide", "fr"},
      {"parfait", "fr"},
      {"धन्यवाद", "hi"},
      {"ठीक है, बहुत धन्यवाद 🙏", "hi"},
      {"theek hai, shukriya", "hi"},
      {"thank you", "de"},
      {"gracias", ""},
      {"merci", "de"}};
  for (const auto& [text, language] : texts)
    EXPECT_TRUE(messages().is_acknowledgement(text, language)) << text;
}

TEST(Acknowledgement, whatever_says_more_is_none) {
  const std::vector<std::pair<const char*, const char*>> texts{
      {"", "en"},
      {"thanks but it still does not work", "en"},
      {"no thanks", "en"},
      {"ok?", "en"},
      {"thanks, when will it arrive", "en"},
      {"not ok", "en"},
      {"👎", "en"},
      {"😡", "en"},
      {"ok 👎", "en"},
      {"yes", "en"},
      {"thank you for nothing", "en"},
      {"you", "en"},
      {"and", "en"},
      {"thanks 12345", "en"},
      {"gracias pero no funciona", "es"},
      {"¿gracias", "es"},
      {"sí", "es"},
      {"danke, aber es geht nicht", "de"},
      {"nicht gut", "de"},
      {"nein danke", "de"},
      {"merci mais non", "fr"},
      {"pas bien", "fr"},
      {"obrigado mas não recebi", "pt"},
      {"thik nahi hai", "hi"},
      {"ठीक नहीं है", "hi"},
      {"धन्यवाद, ऑर्डर कब आएगा", "hi"},
      {"great, now my account is locked", "en"},
      {"fine, cancel it", "en"},
      {"ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok", "en"}};
  for (const auto& [text, language] : texts)
    EXPECT_FALSE(messages().is_acknowledgement(text, language)) << text;
}

TEST(Acknowledgement, twenty_words_are_the_limit) {
  std::string text = "ok";
  for (int i = 1; i < 20; ++i) text += " ok";
  EXPECT_TRUE(messages().is_acknowledgement(text, "en"));
  EXPECT_FALSE(messages().is_acknowledgement(text + " ok", "en"));
}

TEST(Matcher, own_ids_are_found_where_they_stand) {
  MatcherOptions options;
  options.own_ids = {"\\bORD-[0-9]{4,}\\b", "^C[0-9]+"};
  const auto matcher = make_matcher(options);
  const auto spans = matcher->own_ids("C77 is my id, orders ORD-123456 and ORD-99, C78");
  ASSERT_EQ(spans.size(), 2u);
  EXPECT_EQ(spans[0].begin, 0);
  EXPECT_EQ(spans[0].length, 3);
  EXPECT_EQ(spans[1].begin, 21);
  EXPECT_EQ(spans[1].length, 10);
  EXPECT_EQ(spans[1].pattern, options.own_ids[0]);
}

TEST(Matcher, patterns_that_cannot_be_used_are_told) {
  EXPECT_EQ(pattern_problem("ORD-[0-9]+"), "");
  EXPECT_NE(pattern_problem("ORD-[0-9"), "");
  EXPECT_NE(pattern_problem("[0-9]*"), "");
  EXPECT_NE(pattern_problem("(?=x)"), "");
}

}  // namespace
}  // namespace baton::policy
