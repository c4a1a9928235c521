// SPDX-License-Identifier: MIT
// blueprint_test.cpp - the triage that ships: every phrase can be read and can match, and says what it should in six
// languages.
#include "host/policy/blueprint.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "host/policy/compile_triage.h"

namespace baton::policy {
namespace {

const nlohmann::json kNothing = nlohmann::json::object();

class Blueprint : public testing::Test {
 protected:
  static const std::vector<SignalSource>& sources() {
    static const auto all = signal_sources(kNothing);
    return all;
  }
  static const SignalSet& set() {
    static const auto made = signal_set_of(kNothing);
    return *made;
  }
  static std::string found_in(const std::string& text) {
    std::string names;
    for (const auto& hit : set().find(text)) names += sources()[hit.signal].name + " ";
    return names;
  }
  static bool has(const std::string& text, const std::string& signal) {
    return (" " + found_in(text)).find(" " + signal + " ") != std::string::npos;
  }
};

TEST_F(Blueprint, a_phrase_cannot_be_read) {
  for (const auto& source : sources())
    for (const auto* list : {&source.phrases, &source.unless})
      for (const auto& phrase : *list)
        EXPECT_EQ(phrase_of(kNothing, phrase).problem, "")
            << source.name << " " << phrase.language << ": " << phrase.text;
}

TEST_F(Blueprint, a_phrase_can_never_match) {
  for (const auto& source : sources()) {
    for (const auto& written : source.phrases) {
      const auto phrase = phrase_of(kNothing, written);
      const SignalSet alone({SignalPhrases{{phrase}, phrases_of(kNothing, source).unless}});
      EXPECT_TRUE(std::any_of(phrase.samples.begin(), phrase.samples.end(),
                              [&](const auto& sample) { return !alone.find(sample).empty(); }))
          << source.name << " " << written.language << ": " << written.text;
    }
  }
}

TEST_F(Blueprint, words_are_kept_for_a_signal_that_does_not_exist) {
  std::vector<std::string_view> names;
  for (const auto& signal : blueprint_signals()) names.push_back(signal.name);
  for (const auto* language : blueprint_languages())
    for (const auto& words : language->signals)
      EXPECT_NE(std::find(names.begin(), names.end(), words.signal), names.end())
          << language->language << " " << words.signal;
}

TEST_F(Blueprint, english_says_what_it_should) {
  const std::pair<const char*, const char*> expected[] = {
      {"Under GDPR, please delete all my personal data", "data_protection"},
      {"My lawyer will contact you", "legal_action"},
      {"Someone hacked my account", "account_security"},
      {"There is a payment I did not make", "account_security"},
      {"The app keeps crashing", "fault"},
      {"Our webhook gets no events since Monday", "integration"},
      {"Production is down for everyone", "outage"},
      {"I was charged twice this month", "charge_dispute"},
      {"I want my money back", "refund"},
      {"Could you send me a quote for 50 seats?", "pricing"},
      {"You promised to call me yesterday", "promise_broken"},
      {"I want to cancel my subscription", "cancels"},
      {"This is too expensive for us", "too_expensive"},
      {"We are switching to another provider", "switching"},
      {"I will post this on Twitter", "goes_public"},
      {"This is completely unacceptable", "frustration"},
      {"I will kill you", "threat_to_persons"},
      {"That did not help at all", "no_help"},
      {"All our users are affected", "all_affected"},
      {"Here is my passport", "names_document"},
      {"Please send me your card number and CVV", "asks_for_data"}};
  for (const auto& [text, signal] : expected) EXPECT_TRUE(has(text, signal)) << text << ": " << found_in(text);
}

TEST_F(Blueprint, what_sounds_alike_is_taken_for_it) {
  const std::pair<const char*, const char*> not_said[] = {
      {"I don't want to cancel my subscription", "cancels"},
      {"Can I cancel my transfer?", "cancels"},
      {"How do I kill the process?", "threat_to_persons"},
      {"Never send your card number in a chat", "asks_for_data"},
      {"We will never ask for your password", "asks_for_data"},
      {"Please use the secure page for your card number", "asks_for_data"},
      {"The last four digits of your card are enough", "asks_for_data"},
      {"Where is the issue tracker?", "legal_action"},
      {"Do you charge a fee for that?", "fee_question"}};
  for (const auto& [text, signal] : not_said) EXPECT_FALSE(has(text, signal)) << text << ": " << found_in(text);
}

TEST_F(Blueprint, small_talk_means_something) {
  for (const char* text :
       {"hello", "thanks a lot", "where is my order?", "hola, buenos días", "olá", "guten Tag", "bonjour", "नमस्ते",
        "what time do you open?", "I have a question about delivery", "12 Marina View, please"})
    EXPECT_EQ(found_in(text), "") << text;
}

TEST_F(Blueprint, recovery_is_understood_in_six_languages_H6) {
  for (const char* text :
       {"this is unacceptable", "esto es inaceptable", "isto é inaceitável", "das ist inakzeptabel",
        "c'est inadmissible", "यह सेवा घटिया है", "ye service bilkul bakwas hai", "estoy harto de esperar",
        "estou muito irritado", "ich bin sehr verärgert", "je suis très déçu", "j'en ai marre"})
    EXPECT_TRUE(has(text, "frustration")) << text << ": " << found_in(text);
  for (const char* text : {"I want to file a complaint", "quiero poner una queja", "quero fazer uma reclamação",
                           "ich möchte mich beschweren", "je veux faire une réclamation", "मुझे शिकायत करनी है"})
    EXPECT_TRUE(has(text, "complaint")) << text << ": " << found_in(text);
}

TEST_F(Blueprint, the_other_lanes_are_understood_in_five_more_languages) {
  const std::pair<const char*, const char*> expected[] = {{"quiero cancelar mi suscripción", "cancels"},
                                                          {"quero cancelar minha assinatura", "cancels"},
                                                          {"ich möchte meinen Vertrag kündigen", "cancels"},
                                                          {"je souhaite résilier mon abonnement", "cancels"},
                                                          {"mera account band karna hai", "cancels"},
                                                          {"me cobraron dos veces", "charge_dispute"},
                                                          {"fui cobrado duas vezes", "charge_dispute"},
                                                          {"es wurde doppelt abgebucht", "charge_dispute"},
                                                          {"j'ai été débité deux fois", "charge_dispute"},
                                                          {"quiero un reembolso", "refund"},
                                                          {"quero o dinheiro de volta", "refund"},
                                                          {"ich will eine Rückerstattung", "refund"},
                                                          {"je veux un remboursement", "refund"},
                                                          {"मेरे पैसे वापस करो", "refund"},
                                                          {"la app no funciona", "fault"},
                                                          {"o aplicativo não funciona", "fault"},
                                                          {"die App funktioniert nicht", "fault"},
                                                          {"l'application ne marche pas", "fault"},
                                                          {"app kaam nahi kar raha", "fault"},
                                                          {"protección de datos", "data_protection"},
                                                          {"LGPD", "data_protection"},
                                                          {"Auskunft nach DSGVO", "data_protection"},
                                                          {"RGPD", "data_protection"}};
  for (const auto& [text, signal] : expected) EXPECT_TRUE(has(text, signal)) << text << ": " << found_in(text);
}

}  // namespace
}  // namespace baton::policy
