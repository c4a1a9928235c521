// SPDX-License-Identifier: MIT
// sensitive_text_test.cpp - what is masked beside cards and IBANs (I4), and what is left alone.
#include "host/policy/sensitive_text.h"

#include <gtest/gtest.h>

#include "host/core/masking.h"
#include "host/policy/check_digits.h"

namespace baton::policy {
namespace {

std::string masked(const std::string& text, const SensitiveOptions& options = {national_id_kinds(), true, {}}) {
  static const SensitiveText usual({national_id_kinds(), true, {}});
  const bool is_usual = options.secrets && options.patterns.empty() && options.national_ids == national_id_kinds();
  return core::mask(text, {}, is_usual ? usual.find(text) : SensitiveText(options).find(text)).text;
}

TEST(CheckDigits, a_number_with_a_wrong_digit_is_taken) {
  EXPECT_TRUE(us_ssn("078051120"));
  EXPECT_FALSE(us_ssn("666051120"));
  EXPECT_FALSE(us_ssn("900051120"));
  EXPECT_FALSE(us_ssn("078001120"));
  EXPECT_TRUE(uk_nino("AB123456C"));
  EXPECT_FALSE(uk_nino("GB123456C"));
  EXPECT_FALSE(uk_nino("DA123456C"));
  EXPECT_TRUE(es_dni("12345678Z"));
  EXPECT_FALSE(es_dni("12345678A"));
  EXPECT_TRUE(es_dni("X1234567L"));
  EXPECT_TRUE(de_tax_id("86095742719"));
  EXPECT_FALSE(de_tax_id("86095742718"));
  EXPECT_FALSE(de_tax_id("12345678901"));
  EXPECT_TRUE(fr_nir("255081416802538"));
  EXPECT_FALSE(fr_nir("255081416802539"));
  EXPECT_TRUE(br_cpf("11144477735"));
  EXPECT_FALSE(br_cpf("11144477734"));
  EXPECT_FALSE(br_cpf("11111111111"));
  EXPECT_TRUE(in_aadhaar("234123412346"));
  EXPECT_FALSE(in_aadhaar("234123412347"));
}

TEST(SensitiveText, a_national_id_is_stored_I4) {
  EXPECT_EQ(masked("my SSN is 078-05-1120, thanks"), "my SSN is [SSN], thanks");
  EXPECT_EQ(masked("social security number 078051120"), "social security number [SSN]");
  EXPECT_EQ(masked("NI: AB 12 34 56 C."), "NI: [NINO].");
  EXPECT_EQ(masked("mi DNI es 12345678Z"), "mi DNI es [DNI]");
  EXPECT_EQ(masked("NIE x1234567l"), "NIE [DNI]");
  EXPECT_EQ(masked("meine Steuer-ID: 86095742719"), "meine Steuer-ID: [Steuer-ID]");
  EXPECT_EQ(masked("86 095 742 719"), "[Steuer-ID]");
  EXPECT_EQ(masked("num\xc3\xa9ro 2 55 08 14 168 025 38"), "num\xc3\xa9ro [NIR]");
  EXPECT_EQ(masked("CPF 111.444.777-35"), "CPF [CPF]");
  EXPECT_EQ(masked("meu cpf 11144477735"), "meu cpf [CPF]");
  EXPECT_EQ(masked("Aadhaar 2341 2341 2346"), "Aadhaar [Aadhaar]");
}

TEST(SensitiveText, a_phone_an_order_or_a_piece_of_a_number_is_masked) {
  for (const char* text : {"call me on +49 151 12345601", "order 078051120", "tracking 11144477735",
                           "ref 234123412346", "invoice 86095742719", "on 2026-11-24 at 10:30", "1 Z 99",
                           "078-05-1120-99", "model AB123456Cx", "ORD-20477310", "12345678A"})
    EXPECT_EQ(masked(text), text);
}

TEST(SensitiveText, a_password_in_context_is_stored_I4) {
  EXPECT_EQ(masked("my password is Hunter2!"), "my password is [password]");
  EXPECT_EQ(masked("Password: s3cret99, please help"), "Password: [password] please help");
  EXPECT_EQ(masked("mein Passwort lautet Sommer2024"), "mein Passwort lautet [password]");
  EXPECT_EQ(masked("mi contrase\xc3\xb1"
                   "a es Gato123"),
            "mi contrase\xc3\xb1"
            "a es [password]");
  EXPECT_EQ(masked("minha senha \xc3\xa9 abc12345"), "minha senha \xc3\xa9 [password]");
  EXPECT_EQ(masked("mon mot de passe est Soleil99"), "mon mot de passe est [password]");
}

TEST(SensitiveText, a_one_time_code_in_context_is_stored_I4) {
  EXPECT_EQ(masked("the verification code is 482913"), "the verification code is [code]");
  EXPECT_EQ(masked("OTP 4829"), "OTP [code]");
  EXPECT_EQ(masked("my pin is 4829"), "my pin is [code]");
  EXPECT_EQ(masked("CVV: 123"), "CVV: [code]");
  EXPECT_EQ(masked("482 913 is my one-time code"), "[code] is my one-time code");
  EXPECT_EQ(masked("Best\xc3\xa4tigungscode 482913"), "Best\xc3\xa4tigungscode [code]");
  EXPECT_EQ(masked("el c\xc3\xb3"
                   "digo de verificaci\xc3\xb3n es 482913"),
            "el c\xc3\xb3"
            "digo de verificaci\xc3\xb3n es [code]");
}

TEST(SensitiveText, talk_about_passwords_and_other_codes_is_masked) {
  for (const char* text : {"my password is wrong", "the password is not working", "I forgot my password: please help",
                           "error code 502", "promo code 20242", "zip code 10115", "your pin was sent",
                           "the code is on page 12", "I never got the verification code", "password was changed"})
    EXPECT_EQ(masked(text), text);
}

TEST(SensitiveText, an_organisations_own_kind_is_stored_I4) {
  EXPECT_EQ(masked("member MB-123456 here", {{}, false, {R"(\bMB-[0-9]{6}\b)"}}), "member [sensitive] here");
}

TEST(SensitiveText, a_kind_that_is_not_configured_is_masked) {
  EXPECT_EQ(masked("my SSN is 078-05-1120", {{"uk_nino"}, true, {}}), "my SSN is 078-05-1120");
  EXPECT_EQ(masked("my pin is 4829", {{}, false, {}}), "my pin is 4829");
}

}  // namespace
}  // namespace baton::policy
