// SPDX-License-Identifier: MIT
// person_request_test.cpp - H8 in six languages: who asks for a person gets one, who mentions one does not.
#include "host/policy/person_request.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "host/policy/host_words.h"
#include "host/policy/word_lists.h"

namespace baton::policy {
namespace {

const PersonRequest& request() {
  static const PersonRequest built{MatcherOptions{}};
  return built;
}

void expect_requests(std::string_view language, const std::vector<std::string>& texts) {
  for (const std::string& text : texts)
    EXPECT_TRUE(request().find(text, language)) << language << ": " << text;
}

void expect_none(std::string_view language, const std::vector<std::string>& texts) {
  for (const std::string& text : texts) {
    const auto found = request().find(text, language);
    EXPECT_FALSE(found) << language << ": " << text << " (" << (found ? found->pattern : "") << ")";
  }
}

TEST(PersonRequest, english_wishes_for_a_person_end_automation) {
  expect_requests("en",
                  {"I want to talk to a human",
                   "agent",
                   "Human",
                   "HUMAN!!!",
                   "operator please",
                   "Representative",
                   "real person",
                   "agent agent agent",
                   "can I speak to someone?",
                   "Can I please speak with a representative",
                   "speak to an agent",
                   "let me talk to a real person",
                   "connect me to an agent",
                   "transfer me to a human please",
                   "customer service please",
                   "Please put me through to customer support",
                   "I need a human",
                   "I'd like to speak with a live agent",
                   "could you pass me on to one of your colleagues or an actual person? I need a real person",
                   "get me a human now",
                   "give me a person",
                   "can a human help me with this?",
                   "is there a human I can talk to?",
                   "are there any real people here?",
                   "I would rather deal with a human",
                   "why can't I talk to a human?",
                   "why don't you let me speak to a person",
                   "I don't want to talk to a bot",
                   "stop, I hate talking to machines",
                   "this is useless. I want a human",
                   "This isn't working, agent please",
                   "how do I reach a representative?",
                   "how do i get a human on the phone",
                   "have a representative call me",
                   "can someone call me?",
                   "I\u2019d like to speak to your manager",
                   "escalate this to a supervisor",
                   "i wanna speak 2 a person",
                   "I don't want to talk to a bot, I want to talk to a human",
                   "can I have a human please",
                   "no bot. human.  I need an agent.",
                   "I need to be transferred to an agent",
                   "could I be connected with a customer service rep",
                   "talk to support",
                   "I'm looking for a human",
                   "please let a human look at this",
                   "I request a human agent",
                   "live agent",
                   "Can you get me in touch with someone from billing, a person?",
                   "I need someone to help me, a real person please"});
}

TEST(PersonRequest, english_mentions_of_people_are_no_request) {
  expect_none("en", {"I don't want to talk to a human",
                     "no need for an agent",
                     "I do not want to speak with anyone",
                     "please don't transfer me to an agent",
                     "my travel agent booked the flight",
                     "I need a travel agent",
                     "it was human error",
                     "human resources rejected it",
                     "I want to sell my house with a real estate agent",
                     "my insurance agent told me to file a claim",
                     "customer service is terrible",
                     "your agents are rude",
                     "I spoke to an agent yesterday",
                     "the agent said it was refunded",
                     "I was transferred to an agent and nothing happened",
                     "how many people can share one account?",
                     "can I add a person to my account?",
                     "I'd rather not speak to a person",
                     "can you fix it without talking to an agent",
                     "Before I talk to an agent, what are your fees?",
                     "is the tour operator insured?",
                     "what does the cleaning agent contain",
                     "I am a human being too",
                     "the delivery person left it outside",
                     "my order never arrived",
                     "stop",
                     "thanks",
                     "",
                     "what is the agent fee",
                     "who is your mobile operator",
                     "I never asked for an agent",
                     "personal data",
                     "send it to my wife",
                     "I already talked to your agent",
                     "there is no human right to refunds",
                     "the password manager does not work",
                     "I want to change the person on the booking",
                     "two people will travel",
                     "are you a robot?"});
}

TEST(PersonRequest, spanish) {
  expect_requests(
      "es", {"quiero hablar con una persona", "Quiero hablar con un agente", "humano", "agente por favor",
             "¿Puedo hablar con alguien?", "páseme con un asesor", "necesito un humano",
             "comuníqueme con un representante", "prefiero que me atienda una persona",
             "hay algún humano ahí?", "no quiero hablar con un robot",
             "por qué no puedo hablar con una persona", "PERSONA REAL", "me puede pasar con un supervisor",
             "quiero un agente ya", "deseo contactar con atención al cliente", "que me llame un asesor"});
  expect_none("es", {"no quiero hablar con una persona", "no necesito un agente", "fue un error humano",
                     "mi agente de viajes lo reservó", "recursos humanos", "el agente fue muy amable",
                     "ya hablé con un agente", "somos dos personas", "la atención al cliente es pésima",
                     "quiero cambiar mi pedido", "sin hablar con nadie"});
}

TEST(PersonRequest, portuguese) {
  expect_requests(
      "pt",
      {"quero falar com uma pessoa", "atendente", "Atendente, por favor", "posso falar com um atendente?",
       "me transfere para um humano", "preciso de um atendente", "gostaria de falar com alguém",
       "quero atendimento humano", "não quero falar com robô", "tem algum humano aí?",
       "passa pra um atendente", "não consigo falar com um atendente", "quero ser atendido por um humano"});
  expect_none("pt", {"não quero falar com uma pessoa", "não preciso de um atendente", "foi erro humano",
                     "meu agente de viagens", "recursos humanos", "o atendente foi grosso",
                     "quero trocar o produto", "somos duas pessoas"});
}

TEST(PersonRequest, german) {
  expect_requests(
      "de", {"Ich möchte mit einem Menschen sprechen", "ich moechte mit einem mitarbeiter reden", "Mensch",
             "Mitarbeiter bitte", "Kann ich mit jemandem sprechen?", "Verbinden Sie mich mit einem Berater",
             "Ich brauche einen echten Menschen", "bitte an einen Mitarbeiter weiterleiten",
             "leiten Sie mich bitte an einen Kollegen weiter", "kann mir ein Mensch helfen?",
             "Ich will einen Menschen sprechen", "Warum kann ich nicht mit einem Menschen sprechen?",
             "ich will nicht mehr mit einem Bot reden", "echte Person", "Kundenservice",
             "Können Sie mich mit dem Kundenservice verbinden", "gibt es hier einen echten Menschen?"});
  expect_none("de",
              {"Ich möchte nicht mit einem Menschen sprechen", "ich brauche keinen Mitarbeiter",
               "Mit einem Menschen sprechen möchte ich nicht", "das war menschliches Versagen",
               "Ihr Mitarbeiter war unfreundlich", "mein Immobilienmakler", "der Kundenservice ist schlecht",
               "wir sind vier Personen", "Menschenrechte", "ich habe gestern eine Mail geschrieben"});
}

TEST(PersonRequest, french) {
  expect_requests(
      "fr", {"je veux parler à un humain", "Je voudrais parler à un conseiller", "humain", "conseiller svp",
             "agent", "puis-je parler à quelqu'un ?", "passez-moi un conseiller", "transférez-moi à un agent",
             "j'ai besoin d'un humain", "mettez-moi en contact avec un conseiller",
             "je veux parler au service client", "pourquoi je ne peux pas parler à un humain ?",
             "marre de parler à un robot", "une vraie personne s'il vous plaît",
             "est-ce qu'un conseiller peut m'appeler ?", "comment joindre un conseiller"});
  expect_none("fr", {"je ne veux pas parler à un humain", "pas besoin d'un conseiller",
                     "c'est une erreur humaine", "mon agent de voyage", "ressources humaines",
                     "le conseiller était désagréable", "votre service client est nul",
                     "je veux changer ma commande", "deux personnes", "mon agent immobilier m'a appelé"});
}

TEST(PersonRequest, hindi_in_both_scripts) {
  expect_requests(
      "hi", {"मुझे इंसान से बात करनी है", "किसी व्यक्ति से बात कराइए", "इंसान", "एजेंट से बात करनी है", "मुझे एजेंट चाहिए",
             "कस्टमर केयर से बात कराओ", "mujhe insaan se baat karni hai", "agent se baat karao",
             "kisi insaan se baat karwao", "customer care se baat karni hai", "agent chahiye",
             "koi insaan hai?", "bot se baat nahi karni", "kya main agent se baat nahi kar sakta?", "insan",
             "क्या मैं किसी से बात कर सकता हूँ?"});
  expect_none("hi", {"मुझे इंसान से बात नहीं करनी", "agent se baat nahi karni", "mujhe agent nahi chahiye",
                     "मेरा ऑर्डर कहाँ है", "mera order kahan hai", "agent ne galat bataya",
                     "travel agent se ticket liya"});
}

TEST(PersonRequest, the_language_said_to_be_the_customers_does_not_hide_another) {
  EXPECT_TRUE(request().find("quiero hablar con una persona", "de"));
  EXPECT_TRUE(request().find("Ich will einen Menschen sprechen", ""));
  EXPECT_TRUE(request().find("agent", "hi-IN"));
}

TEST(PersonRequest, the_span_is_that_of_the_customers_own_words) {
  const std::string text = "Ça suffit ! JE VEUX PARLER À UN HUMAIN. Merci";
  const auto span = request().find(text, "fr");
  ASSERT_TRUE(span);
  const std::string words =
      text.substr(static_cast<std::size_t>(span->begin), static_cast<std::size_t>(span->length));
  EXPECT_EQ(words, "PARLER À UN HUMAIN");
  EXPECT_TRUE(span->pattern.starts_with("fr.request."));
}

TEST(PersonRequest, words_of_the_configuration_count_too) {
  MatcherOptions options;
  options.person = {"Concierge"};
  options.not_person = {"concierge service fee"};
  const PersonRequest extended{options};
  EXPECT_TRUE(extended.find("concierge", "en"));
  EXPECT_TRUE(extended.find("Please connect me to the concierge", "en"));
  EXPECT_FALSE(extended.find("I need the concierge service fee", "en"));
  EXPECT_FALSE(request().find("concierge", "en"));
}

TEST(PersonRequest, hostile_text_is_only_text) {
  std::string long_text;
  for (int i = 0; i < 20000; ++i) long_text += "talk to a ";
  EXPECT_FALSE(request().find(long_text, ""));
  EXPECT_FALSE(request().find(std::string(100000, '\xFF'), ""));
  EXPECT_FALSE(request().find(std::string("\0\x01\xC3", 3), ""));
}

// H11: the word that customers are told to write must work.
TEST(PersonRequest, the_word_the_host_tells_customers_to_write_is_understood) {
  for (const auto& [language, text] : built_in_words().at("way_to_person")) {
    const std::size_t open = text.find('"');
    const std::size_t close = text.find('"', open + 1);
    ASSERT_NE(close, std::string::npos) << language;
    EXPECT_TRUE(request().find(text.substr(open + 1, close - open - 1), language)) << language;
  }
}

TEST(WordLists, every_list_is_written_as_texts_are_folded) {
  for (const LanguageLists* lists : all_languages())
    for (const WordList* list : {&lists->opt_out, &lists->acknowledgements, &lists->fillers})
      for (const std::string_view phrase : *list) EXPECT_EQ(fold(phrase).text, phrase) << lists->language;
}

}  // namespace
}  // namespace baton::policy
