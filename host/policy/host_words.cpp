// SPDX-License-Identifier: MIT
// host_words.cpp - see host_words.h. The word in quotes in way_to_person is one that H8 understands (tested).
#include "host/policy/host_words.h"

#include <array>

#include "host/policy/look.h"

namespace baton::policy {
namespace {

using nlohmann::json;

struct Labels {
  const char* phone;
  const char* email;
  const char* form;
};

Labels labels_of(const std::string& language) {
  const std::string base = base_language(language);
  if (base == "es") return {"teléfono", "correo", "formulario"};
  if (base == "pt") return {"telefone", "e-mail", "formulário"};
  if (base == "de") return {"Telefon", "E-Mail", "Formular"};
  if (base == "fr") return {"téléphone", "e-mail", "formulaire"};
  if (base == "hi") return {"फ़ोन", "ईमेल", "फ़ॉर्म"};
  return {"phone", "email", "form"};
}

std::string ways_in(const std::string& language, const json& escapes) {
  const Labels labels = labels_of(language);
  const std::array<std::pair<const char*, std::string>, 4> ways{{{"phone", std::string(labels.phone) + " "},
                                                                 {"email", std::string(labels.email) + " "},
                                                                 {"web", ""},
                                                                 {"form", std::string(labels.form) + " "}}};
  std::string text;
  for (const auto& [key, label] : ways)
    if (const std::string way = text_of(escapes, key); !way.empty())
      text += (text.empty() ? "" : ", ") + label + way;
  return text;
}

std::string filled(std::string text, const std::string& placeholder, const std::string& value) {
  const std::size_t at = text.find(placeholder);
  if (at != std::string::npos) text.replace(at, placeholder.size(), value);
  return text;
}

// Who has the conversation, and how to reach somebody.
HostWords words_of_people() {
  return {
      {"acknowledgement",
       {{"en", "Thank you. A person is taking over and will write to you here."},
        {"es", "Gracias. Una persona se encarga de su caso y le escribirá aquí."},
        {"pt", "Obrigado. Uma pessoa vai assumir o seu caso e escreverá aqui."},
        {"de", "Danke. Ein Mensch übernimmt und schreibt Ihnen hier."},
        {"fr", "Merci. Une personne prend le relais et vous écrira ici."},
        {"hi", "धन्यवाद। अब एक व्यक्ति आपका मामला देखेगा और यहीं लिखेगा।"}}},
      {"acknowledgement_when",
       {{"en", "Thank you. A person is taking over and will write to you here by {when}."},
        {"es", "Gracias. Una persona se encarga de su caso y le escribirá aquí a más tardar: {when}."},
        {"pt", "Obrigado. Uma pessoa vai assumir o seu caso e escreverá aqui até: {when}."},
        {"de", "Danke. Ein Mensch übernimmt und schreibt Ihnen hier bis {when}."},
        {"fr", "Merci. Une personne prend le relais et vous écrira ici au plus tard : {when}."},
        {"hi", "धन्यवाद। अब एक व्यक्ति आपका मामला देखेगा और {when} तक यहीं लिखेगा।"}}},
      {"announcement",
       {{"en", "You are now with {lane}."},
        {"es", "Ahora le atiende {lane}."},
        {"pt", "Agora quem atende você é {lane}."},
        {"de", "Sie sprechen jetzt mit {lane}."},
        {"fr", "Vous êtes maintenant en contact avec {lane}."},
        {"hi", "अब आप {lane} से बात कर रहे हैं।"}}},
      {"way_to_person",
       {{"en", "To talk to a person, write \"human\". You can also reach us here: {ways}."},
        {"es", "Para hablar con una persona, escriba \"persona\". También nos encuentra aquí: {ways}."},
        {"pt", "Para falar com uma pessoa, escreva \"atendente\". Também estamos aqui: {ways}."},
        {"de",
         "Um mit einem Menschen zu sprechen, schreiben Sie \"Mensch\". Sie erreichen uns auch hier: {ways}."},
        {"fr",
         "Pour parler à une personne, écrivez \"humain\". Vous pouvez aussi nous joindre ici : {ways}."},
        {"hi", "किसी व्यक्ति से बात करने के लिए \"इंसान\" लिखें। आप हमसे यहाँ भी संपर्क कर सकते हैं: {ways}"}}},
      {"secure_path",
       {{"en",
         "Please do not send such data in this chat. This page is the safe way; it is open for 30 minutes: {link}"},
        {"es",
         "Por favor, no envíe esos datos en este chat. Esta página es la vía segura; está abierta 30 minutos: {link}"},
        {"pt",
         "Por favor, não envie esses dados nesta conversa. Esta página é o caminho seguro; "
         "fica aberta 30 minutos: {link}"},
        {"de",
         "Bitte senden Sie solche Daten nicht in diesem Chat. Der sichere Weg ist diese Seite; "
         "sie ist 30 Minuten offen: {link}"},
        {"fr",
         "Merci de ne pas envoyer ces données dans cette conversation. Cette page est la voie sûre ; "
         "elle est ouverte 30 minutes : {link}"},
        {"hi", "कृपया ऐसी जानकारी इस चैट में न भेजें। सुरक्षित तरीका यह पेज है, जो 30 मिनट खुला रहेगा: {link}"}}},
  };
}

// What happens meanwhile, and what the customer was asked.
HostWords words_of_waiting() {
  return {
      {"check_in",
       {{"en",
         "We are still working on this and will write to you again. Is there anything you would like to "
         "add?"},
        {"es", "Seguimos trabajando en su caso y le volveremos a escribir. ¿Desea añadir algo?"},
        {"pt", "Ainda estamos trabalhando no seu caso e voltaremos a escrever. Deseja acrescentar algo?"},
        {"de", "Wir arbeiten weiter daran und melden uns wieder. Möchten Sie noch etwas ergänzen?"},
        {"fr",
         "Nous travaillons toujours sur votre demande et vous récrirons. Souhaitez-vous ajouter quelque "
         "chose ?"},
        {"hi", "हम अभी भी इस पर काम कर रहे हैं और आपको फिर लिखेंगे। क्या आप कुछ और जोड़ना चाहेंगे?"}}},
      {"request_reminder",
       {{"en", "We are still waiting for your answer to our last question."},
        {"es", "Seguimos esperando su respuesta a nuestra última pregunta."},
        {"pt", "Ainda aguardamos a sua resposta à nossa última pergunta."},
        {"de", "Wir warten noch auf Ihre Antwort auf unsere letzte Frage."},
        {"fr", "Nous attendons toujours votre réponse à notre dernière question."},
        {"hi", "हम अब भी अपने पिछले सवाल पर आपके जवाब की प्रतीक्षा कर रहे हैं।"}}},
      {"request_over",
       {{"en", "That question is closed, so your choice changes nothing. Please write to us what you need."},
        {"es", "Esa pregunta ya está cerrada y su elección no cambia nada. Escríbanos qué necesita."},
        {"pt", "Essa pergunta já está encerrada e a sua escolha não muda nada. Escreva-nos o que precisa."},
        {"de", "Diese Frage ist abgeschlossen, Ihre Wahl ändert nichts mehr. Schreiben Sie uns, was Sie brauchen."},
        {"fr", "Cette question est close et votre choix ne change rien. Écrivez-nous ce dont vous avez besoin."},
        {"hi", "वह सवाल बंद हो चुका है, इसलिए आपके चुनाव से कुछ नहीं बदलता। कृपया लिखें कि आपको क्या चाहिए।"}}},
  };
}

// H13: where it belongs instead of the chat.
HostWords words_of_ways() {
  return {
      {"belongs_in_call",
       {{"en", "Please do not send this here. Call us instead: {phone}."},
        {"es", "Por favor, no lo envíe por aquí. Llámenos: {phone}."},
        {"pt", "Por favor, não envie isto por aqui. Ligue para nós: {phone}."},
        {"de", "Bitte schicken Sie das nicht hier. Rufen Sie uns an: {phone}."},
        {"fr", "Merci de ne pas envoyer cela ici. Appelez-nous : {phone}."},
        {"hi", "कृपया इसे यहाँ न भेजें। हमें फ़ोन करें: {phone}।"}}},
      {"belongs_in_email",
       {{"en", "Please do not send this here. Write to us by email instead: {email}."},
        {"es", "Por favor, no lo envíe por aquí. Escríbanos por correo: {email}."},
        {"pt", "Por favor, não envie isto por aqui. Escreva-nos por e-mail: {email}."},
        {"de", "Bitte schicken Sie das nicht hier. Schreiben Sie uns eine E-Mail: {email}."},
        {"fr", "Merci de ne pas envoyer cela ici. Écrivez-nous par e-mail : {email}."},
        {"hi", "कृपया इसे यहाँ न भेजें। हमें ईमेल लिखें: {email}।"}}},
  };
}

// What is asked at the beginning, and said at the end.
HostWords words_of_moments() {
  return {
      {"intake",
       {{"en", "So that we can help at once, please tell us: {details}."},
        {"es", "Para poder ayudarle enseguida, díganos: {details}."},
        {"pt", "Para ajudarmos logo, diga-nos: {details}."},
        {"de", "Damit wir gleich helfen können, sagen Sie uns bitte: {details}."},
        {"fr", "Pour vous aider au plus vite, dites-nous : {details}."},
        {"hi", "हम तुरंत मदद कर सकें, इसके लिए कृपया बताएँ: {details}।"}}},
      {"intake_intent",
       {{"en", "what it is about"}, {"es", "de qué se trata"}, {"pt", "do que se trata"}, {"de", "worum es geht"},
        {"fr", "de quoi il s'agit"}, {"hi", "बात किस बारे में है"}}},
      {"intake_ids",
       {{"en", "your order, invoice or ticket number, if there is one"},
        {"es", "su número de pedido, factura o caso, si lo hay"},
        {"pt", "o número do pedido, da fatura ou do chamado, se houver"},
        {"de", "die Bestell-, Rechnungs- oder Vorgangsnummer, falls es eine gibt"},
        {"fr", "le numéro de commande, de facture ou de dossier, s'il y en a un"},
        {"hi", "ऑर्डर, बिल या टिकट का नंबर, यदि हो"}}},
      {"intake_urgency",
       {{"en", "how urgent it is"}, {"es", "qué tan urgente es"}, {"pt", "qual é a urgência"},
        {"de", "wie dringend es ist"}, {"fr", "à quel point c'est urgent"}, {"hi", "यह कितना ज़रूरी है"}}},
      {"closure",
       {{"en", "What was wrong: {wrong}\nWhat we changed: {changed}\nWhat comes next: {next}"},
        {"es", "Qué fallaba: {wrong}\nQué hemos cambiado: {changed}\nQué sigue: {next}"},
        {"pt", "O que estava errado: {wrong}\nO que mudamos: {changed}\nO que vem agora: {next}"},
        {"de", "Was nicht stimmte: {wrong}\nWas wir geändert haben: {changed}\nWie es weitergeht: {next}"},
        {"fr", "Ce qui n'allait pas : {wrong}\nCe que nous avons changé : {changed}\nLa suite : {next}"},
        {"hi", "क्या गड़बड़ थी: {wrong}\nहमने क्या बदला: {changed}\nआगे क्या होगा: {next}"}}},
      {"closure_next",
       {{"en", "If anything is still wrong, write to us here within {hours} hours and we go on from where we are."},
        {"es", "Si algo sigue mal, escríbanos aquí en un plazo de {hours} horas y seguimos desde este punto."},
        {"pt", "Se algo ainda estiver errado, escreva aqui em até {hours} horas e continuamos deste ponto."},
        {"de", "Stimmt noch etwas nicht, schreiben Sie uns hier binnen {hours} Stunden; wir machen dort weiter."},
        {"fr", "Si quelque chose ne va toujours pas, écrivez-nous ici dans les {hours} heures : nous reprendrons là."},
        {"hi", "यदि अब भी कुछ ठीक नहीं है, तो {hours} घंटों के भीतर यहीं लिखें; हम यहीं से आगे बढ़ेंगे।"}}},
      {"may_we_call",
       {{"en", "May we call you here about this?"},
        {"es", "¿Podemos llamarle por aquí sobre este asunto?"},
        {"pt", "Podemos ligar para você por aqui sobre isto?"},
        {"de", "Dürfen wir Sie dazu hier anrufen?"},
        {"fr", "Pouvons-nous vous appeler ici à ce sujet ?"},
        {"hi", "क्या हम इस बारे में आपको यहाँ कॉल कर सकते हैं?"}}},
  };
}

}  // namespace

const HostWords& built_in_words() {
  static const HostWords words = [] {
    auto all = words_of_people();
    all.merge(words_of_ways());
    all.merge(words_of_waiting());
    all.merge(words_of_moments());
    return all;
  }();
  return words;
}

std::vector<std::string> placeholders_of(const std::string& key) {
  if (key == "announcement") return {"lane"};
  if (key == "way_to_person") return {"ways"};
  if (key == "acknowledgement_when") return {"when"};
  if (key == "secure_path") return {"link"};
  if (key == "belongs_in_call") return {"phone"};
  if (key == "belongs_in_email") return {"email"};
  if (key == "intake") return {"details"};
  if (key == "closure") return {"wrong", "changed", "next"};
  if (key == "closure_next") return {"hours"};
  return {};
}

std::string required_placeholder(const std::string& key) {
  if (key == "secure_path") return "link";
  if (key == "belongs_in_call") return "phone";
  if (key == "belongs_in_email") return "email";
  return key == "way_to_person" ? "ways" : "";
}

std::vector<std::string> placeholders_in(std::string_view text) {
  std::vector<std::string> found;
  for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos) break;
    found.emplace_back(text.substr(open + 1, close - open - 1));
  }
  return found;
}

std::string base_language(const std::string& language) { return language.substr(0, language.find('-')); }

HostWords words_of(const json& config) {
  HostWords words = built_in_words();
  for (const auto& [key, languages] : as_object(look(config, {"words"})).items())
    for (const auto& [language, text] : as_object(languages).items())
      if (text.is_string()) words[key][language] = text.get<std::string>();
  const std::string own = text_of(as_object(look(config, {"organisation"})), "language");
  for (auto& [key, languages] : words)  // the organisation's language always finds its words
    if (const auto base = languages.find(base_language(own));
        base != languages.end() && !languages.contains(own))
      languages[own] = base->second;
  const json& escapes = as_object(look(config, {"automation", "escapes"}));
  if (ways_in("en", escapes).empty())
    words.erase("way_to_person");
  else
    for (auto& [language, text] : words["way_to_person"])
      text = filled(text, "{ways}", ways_in(language, escapes));
  for (const auto& [key, way] : {std::pair("belongs_in_call", "phone"), std::pair("belongs_in_email", "email")})
    for (auto& [language, text] : words[key]) text = filled(text, "{" + std::string(way) + "}", text_of(escapes, way));
  return words;
}

}  // namespace baton::policy
