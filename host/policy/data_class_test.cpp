// SPDX-License-Identifier: MIT
// data_class_test.cpp - H13: what is asked for is taken for another kind of data, and sent another way.
#include "host/policy/data_class.h"

#include <gtest/gtest.h>

#include "host/core/masking.h"

namespace baton::policy {
namespace {

TEST(DataClasses, words_of_one_kind_are_taken_for_another_H13) {
  const DataClasses classes;
  for (const auto& [text, wanted] : {std::pair{"send me your card number", "card"},
                                     {"the CVV please", "card"},
                                     {"a photo of your ID card", "document"},
                                     {"your passport number", "document"},
                                     {"tell me the password", "password"},
                                     {"the PIN of the card", "password"},
                                     {"the one-time code we sent", "one_time_code"},
                                     {"your IBAN", "iban"},
                                     {"social security number", "national_id"},
                                     {"Ihre Kontonummer", "iban"},
                                     {"Ihre Steuer-ID", "national_id"},
                                     {"la contraseña", "password"},
                                     {"o número do cartão", "card"},
                                     {"votre mot de passe", "password"},
                                     {"अपना पासपोर्ट", "document"},
                                     {"where is my parcel", ""}})
    EXPECT_EQ(classes.of(text), wanted) << text;
}

TEST(DataClasses, one_is_named_that_the_table_does_not_know_H13) {
  const auto& known = core::data_classes();
  const DataClasses classes;
  for (const char* text : {"card", "password", "otp", "iban", "ssn", "passport"})
    EXPECT_NE(std::find(known.begin(), known.end(), classes.of(text)), known.end()) << text;
}

}  // namespace
}  // namespace baton::policy
