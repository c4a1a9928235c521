// SPDX-License-Identifier: MIT
// I4: what must never stand in a brief, and what looks like it and may.
#include "sensitive.h"

#include <gtest/gtest.h>

#include "check_digits.h"

namespace baton::brief {
namespace {

TEST(Sensitive, a_card_keeps_its_last_four_digits_and_nothing_else) {
  const Masked masked = mask("card 4111 1111 1111 1111 please");
  EXPECT_EQ(masked.text, "card **** **** **** 1111 please");
  EXPECT_EQ(masked.count, 1u);
  EXPECT_EQ(mask("4111-1111-1111-1111.").text, "***************1111.");
  EXPECT_EQ(mask("378282246310005").text, "***********0005");
}

TEST(Sensitive, a_number_that_only_has_the_length_of_a_card_stays) {
  EXPECT_EQ(mask("order 4111 1111 1111 1112").count, 0u);
  EXPECT_EQ(mask("tracking 9999999999999999").count, 0u);
  EXPECT_FALSE(is_card("0000000000000000"));
}

TEST(Sensitive, an_iban_goes_whole_with_or_without_blanks) {
  EXPECT_EQ(mask("IBAN DE89 3704 0044 0532 0130 00 ok").text.find("3704"), std::string::npos);
  EXPECT_EQ(mask("GB82WEST12345698765432").count, 1u);
  EXPECT_EQ(mask("GB82WEST12345698765431").count, 0u);
}

TEST(Sensitive, national_ids_go_by_shape_or_check_letter) {
  EXPECT_EQ(mask("it is 123-45-6789").count, 1u);
  EXPECT_EQ(mask("CPF 123.456.789-09").count, 1u);
  EXPECT_EQ(mask("DNI 12345678Z").count, 1u);
  EXPECT_EQ(mask("ref 12345678A").count, 0u);
}

TEST(Sensitive, passwords_and_codes_go_in_context_in_five_languages) {
  for (const char* text :
       {"my PIN is 1596", "pin 1596", "password: hunter2", "the verification code is 123 456",
        "mi contrase\xC3\xB1"
        "a es Sol99",
        "mein Passwort lautet Geheim1", "mon mot de passe est Soleil99!", "minha senha \xC3\xA9 Lua88",
        "cvv 123", "PIN, it was either 3100 or 0314"}) {
    const Masked masked = mask(text);
    EXPECT_GE(masked.count, 1u) << text;
    EXPECT_FALSE(masked.secrets.empty()) << text;
  }
  EXPECT_EQ(mask("my PIN is 1596").text, "my PIN is ****");
}

TEST(Sensitive, talk_about_a_secret_is_no_secret) {
  for (const char* text :
       {"I forgot my password", "reset my password please", "my pin does not work", "zip code 10115"}) {
    EXPECT_EQ(mask(text).count, 0u) << text;
  }
}

TEST(Sensitive, the_answer_to_a_question_for_a_code_is_masked) {
  EXPECT_EQ(mask("1596", Expected::secret_code).text, "****");
  EXPECT_EQ(mask("John Smith, 85731890, 1596", Expected::secret_code).text, "John Smith, 85731890, ****");
  EXPECT_EQ(mask("hunter2!", Expected::secret_word).text, "*******!");
  EXPECT_EQ(mask("I don't remember it", Expected::secret_word).count, 0u);
  EXPECT_EQ(mask("Please enter your PIN").names, Expected::secret_code);
}

TEST(Sensitive, a_known_secret_is_masked_wherever_it_comes_again) {
  std::string text = "you said 1596, and 15967 is the order";
  EXPECT_EQ(mask_known(text, {"1596"}), 1u);
  EXPECT_EQ(text, "you said ****, and 15967 is the order");
}

}  // namespace
}  // namespace baton::brief
