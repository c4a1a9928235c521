// SPDX-License-Identifier: MIT
#include "host/policy/data_class.h"

#include <array>
#include <stdexcept>

namespace baton::policy {
namespace {

struct Words {
  const char* data_class;  // core::data_classes()
  const char* pattern;
};

// What is longer or rarer stands first: an id card is no bank card, the code on a card is the card's.
constexpr auto kWords = std::to_array<Words>({
    {"document",
     R"(passports?\b|\b(id|identity) cards?\b|licen[cs]es?\b|birth certificate|residence permit|\bausweis|reisepass|)"
     R"(f(ü|ue)hrerschein|pasaporte|\bcarn(é|e)\b|passaporte|\bcnh\b|\bpasseport|permis de|carte d.identit(é|e)|)"
     R"(पासपोर्ट|पहचान पत्र)"},
    {"national_id",
     R"(social security|\bssn\b|national insurance|\bnino\b|\bid number|\btax id|steuer|\bdni\b|\bnie\b|\bcpf\b|)"
     R"(aadh?aa?r|s(é|e)curit(é|e) sociale|आधार)"},
    {"one_time_code",
     R"(one.time|\botp\b|verification code|code (you|we|i) |\bcode sent|c(ó|o)digo|\btan\b|)"
     R"(code de (v(é|e)rification|confirmation)|best(ä|ae)tigungscode|ओटीपी)"},
    {"password",
     R"(pass ?(word|code|wort)|\bpins?\b|\bpin code|contrase(ñ|n)a|\bsenha|mot de passe|kennwort|पासवर्ड|पिन)"},
    {"iban",
     R"(\biban\b|bank details|account number|sort code|bankverbindung|kontonummer|cuenta bancaria|conta banc(á|a)ria|)"
     R"(\brib\b|compte bancaire|खाता)"},
    {"card", R"(\bcards?\b|\bcv[vc]\b|security code|karte|tarjeta|cart(ã|a)o|\bcarte\b|कार्ड)"},
});

}  // namespace

DataClasses::DataClasses() {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_case_sensitive(false);
  for (const auto& words : kWords) {
    classes_.emplace_back(words.data_class, std::make_unique<RE2>(words.pattern, options));
    if (!classes_.back().second->ok()) throw std::logic_error("data classes: " + classes_.back().second->error());
  }
}

std::string DataClasses::of(std::string_view text) const {
  for (const auto& [name, words] : classes_)
    if (RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *words)) return name;
  return {};
}

}  // namespace baton::policy
