// SPDX-License-Identifier: MIT
// One row a phrase, one column a language, so that a missing translation does not compile.
#include "phrases.h"

#include <array>

namespace baton::brief {
namespace {

using Row = std::array<std::string_view, 5>;  // en, es, de, fr, pt

constexpr std::array<Row, static_cast<std::size_t>(Phrase::count_)> kPhrases = {{
    {"asked", "preguntado", "gefragt", "demandé", "perguntado"},
    {"answer", "respuesta", "Antwort", "réponse", "resposta"},
    {"open", "abierto", "offen", "ouvert", "aberto"},
    {"automated", "automatizado", "automatisiert", "automatisé", "automatizado"},
    {"escalated", "escalado", "eskaliert", "escaladé", "escalado"},
    {"waiting for the customer", "a la espera del cliente", "wartet auf den Kunden", "en attente du client",
     "à espera do cliente"},
    {"resolved", "resuelto", "gelöst", "résolu", "resolvido"},
    {"closed", "cerrado", "geschlossen", "fermé", "fechado"},
    {"with the bot", "con el bot", "beim Bot", "chez le bot", "com o bot"},
    {"with agent", "con el agente", "bei Agent", "chez l'agent", "com o agente"},
    {"with the lead of", "con el responsable de", "bei der Leitung von", "chez le responsable de",
     "com o responsável de"},
    {"the customer waits for an answer", "el cliente espera respuesta", "der Kunde wartet auf Antwort",
     "le client attend une réponse", "o cliente espera resposta"},
    {"the customer asked for a person", "el cliente pidió hablar con una persona",
     "der Kunde möchte mit einem Menschen sprechen", "le client demande une personne",
     "o cliente pediu uma pessoa"},
    {"automation did not understand three times", "la automatización falló tres veces",
     "die Automatik hat dreimal nicht verstanden", "l'automate n'a pas compris trois fois",
     "a automação não entendeu três vezes"},
    {"automation was not sure enough", "la automatización no estaba segura",
     "die Automatik war nicht sicher genug", "l'automate n'était pas assez sûr",
     "a automação não tinha certeza"},
    {"handed over", "traspasado", "übergeben", "transféré", "transferido"},
    {"rule", "regla", "Regel", "règle", "regra"},
    {"answer the question, then the customer", "responder la pregunta, luego al cliente",
     "die Frage beantworten, dann dem Kunden", "répondre à la question, puis au client",
     "responder à pergunta, depois ao cliente"},
    {"answer the customer's last message", "responder el último mensaje del cliente",
     "die letzte Nachricht des Kunden beantworten", "répondre au dernier message du client",
     "responder à última mensagem do cliente"},
    {"take over the conversation and answer the customer", "tomar la conversación y responder al cliente",
     "das Gespräch übernehmen und dem Kunden antworten", "reprendre la conversation et répondre au client",
     "assumir a conversa e responder ao cliente"},
    {"follow up with the customer", "dar seguimiento al cliente", "beim Kunden nachfassen",
     "relancer le client", "dar seguimento ao cliente"},
    {"how to proceed with this request", "cómo seguir con esta solicitud",
     "wie es mit dem Anliegen weitergeht", "la suite à donner à cette demande",
     "como seguir com este pedido"},
    {"sent without words:", "enviado sin palabras:", "ohne Worte gesendet:", "envoyé sans mots :",
     "enviado sem palavras:"},
    {"the customer has written nothing yet", "el cliente aún no ha escrito",
     "der Kunde hat noch nichts geschrieben", "le client n'a encore rien écrit",
     "o cliente ainda não escreveu"},
}};

constexpr std::array<Row, 12> kKinds = {{
    {"email", "correo", "E-Mail", "e-mail", "e-mail"},
    {"link", "enlace", "Link", "lien", "link"},
    {"phone", "teléfono", "Telefon", "téléphone", "telefone"},
    {"number", "número", "Nummer", "numéro", "número"},
    {"amount", "importe", "Betrag", "montant", "valor"},
    {"date", "fecha", "Datum", "date", "data"},
    {"time", "hora", "Uhrzeit", "heure", "hora"},
    {"quantity", "cantidad", "Anzahl", "quantité", "quantidade"},
    {"name", "nombre", "Name", "nom", "nome"},
    {"place", "lugar", "Ort", "lieu", "lugar"},
    {"named", "menciona", "genannt", "cité", "citado"},
    {"answer", "respuesta", "Antwort", "réponse", "resposta"},
}};

std::size_t column(Language language) {
  switch (language) {
    case Language::unknown:
    case Language::en:
      return 0;
    case Language::es:
      return 1;
    case Language::de:
      return 2;
    case Language::fr:
      return 3;
    case Language::pt:
      return 4;
  }
  return 0;
}

}  // namespace

std::string_view phrase(Phrase phrase, Language language) {
  return kPhrases[static_cast<std::size_t>(phrase)][column(language)];
}

std::string_view kind_word(Kind kind, Language language) {
  return kKinds[static_cast<std::size_t>(kind)][column(language)];
}

}  // namespace baton::brief
