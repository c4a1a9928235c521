// SPDX-License-Identifier: MIT
#include "question.h"

#include <gtest/gtest.h>

namespace baton::brief {
namespace {

std::vector<std::string> labels(std::string_view message) {
  std::vector<std::string> out;
  for (const Asked& asked : asked_in(analyse(readable(message)))) out.push_back(asked.label);
  return out;
}

using Strings = std::vector<std::string>;

TEST(Question, the_subject_of_a_question_becomes_the_label) {
  EXPECT_EQ(labels("What is your order number?"), Strings{"order number"});
  EXPECT_EQ(labels("Could you please tell me the date of birth?"), Strings{"date of birth"});
  EXPECT_EQ(labels("Thanks! Please provide your postal code."), Strings{"postal code"});
  EXPECT_EQ(labels("How many people are coming?"), Strings{"people"});
  EXPECT_EQ(labels("Last name please"), Strings{"last name"});
}

TEST(Question, the_same_in_other_languages) {
  EXPECT_EQ(labels("\xC2\xBF"
                   "Cu\xC3\xA1l es su n\xC3\xBAmero de pedido?"),
            Strings{"n\xC3\xBAmero de pedido"});
  EXPECT_EQ(labels("Wie lautet Ihre Bestellnummer?"), Strings{"bestellnummer"});
  EXPECT_EQ(labels("Quel est votre num\xC3\xA9ro de commande ?"), Strings{"num\xC3\xA9ro de commande"});
  EXPECT_EQ(labels("Qual \xC3\xA9 o n\xC3\xBAmero do pedido?"), Strings{"n\xC3\xBAmero do pedido"});
  EXPECT_EQ(labels("Wie hei\xC3\x9F"
                   "en Sie?"),
            Strings{"name"});
}

TEST(Question, several_things_asked_in_one_breath_are_several_labels) {
  EXPECT_EQ(labels("May I have your full name, account number and city?"),
            (Strings{"full name", "account number", "city"}));
}

TEST(Question, offers_closings_and_proposals_ask_for_no_detail) {
  for (const char* text :
       {"Is there anything else I can do for you?", "Hello, how can I help?", "Shall I book it for you?",
        "Would you like me to cancel it?", "How about 4 pm?", "Goodbye!", "Your parcel is on its way."}) {
    EXPECT_EQ(labels(text), Strings{}) << text;
  }
}

TEST(Question, small_talk_is_told_from_work) {
  const auto talk = [](std::string_view message) { return is_small_talk(analyse(readable(message)), 0); };
  EXPECT_TRUE(talk("Good morning!"));
  EXPECT_TRUE(talk("I am sorry to hear that."));
  EXPECT_TRUE(talk("Thank you and goodbye."));
  EXPECT_FALSE(talk("I restarted the router."));
  EXPECT_FALSE(talk("Sorry, the refund was rejected."));
}

}  // namespace
}  // namespace baton::brief
