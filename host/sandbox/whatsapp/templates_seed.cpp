// SPDX-License-Identifier: MIT
// The templates a fresh sandbox has. Those with a purpose come first; their names are what a host's
// configuration uses.
#include "host/sandbox/whatsapp/templates.h"

namespace baton::sandbox::whatsapp {
namespace {

struct Wording {
  const char* name;
  const char* language;
  const char* body;
  std::vector<const char*> buttons;
};

std::vector<Wording> named_wordings() {
  return {
      {"progress_update",
       "en",
       "Hello {{first_name}}, here is where your request stands: {{update}} We keep at it.",
       {}},
      {"progress_update", "es", "Hola {{first_name}}, así va su caso: {{update}} Seguimos en ello.", {}},
      {"evidence_request",
       "en",
       "Hello {{first_name}}, to go on we need this from you: {{request}} Please reply here.",
       {"Send it now", "I do not have it"}},
      {"evidence_request",
       "es",
       "Hola {{first_name}}, para seguir necesitamos lo siguiente: {{request}} Responda aquí.",
       {"Enviar ahora", "No lo tengo"}},
      {"resolution",
       "en",
       "Hello {{first_name}}, about your request: {{answer}} Is it solved for you?",
       {"Yes", "No"}},
      {"resolution",
       "es",
       "Hola {{first_name}}, sobre su solicitud: {{answer}} ¿Quedó resuelto?",
       {"Sí", "No"}},
      {"reopen",
       "en",
       "Hello {{first_name}}, we have news about your request. May we go on here?",
       {"Go on", "Not now"}},
      {"reopen",
       "es",
       "Hola {{first_name}}, tenemos novedades sobre su solicitud. ¿Seguimos por aquí?",
       {"Seguir", "Ahora no"}},
      {"no_answer_yet",
       "en",
       "Hello {{first_name}}, we have not forgotten you: next news by {{next_update}}.",
       {}},
      {"no_answer_yet",
       "es",
       "Hola {{first_name}}, no lo olvidamos: habrá noticias antes del {{next_update}} sin falta.",
       {}},
  };
}

Json body_component(const char* text, const std::string& format) {
  Json examples = Json::array();
  for (const std::string& name : variables(text)) {
    if (format == "NAMED") {
      examples.push_back({{"param_name", name}, {"example", "Ana"}});
    } else {
      examples.push_back("Ana");
    }
  }
  Json body{{"type", "BODY"}, {"text", text}};
  if (examples.empty()) return body;
  if (format == "NAMED") {
    body["example"] = {{"body_text_named_params", examples}};
  } else {
    body["example"] = {{"body_text", Json::array({examples})}};
  }
  return body;
}

Template made(const Wording& wording, const std::string& format) {
  Template out;
  out.name = wording.name;
  out.language = wording.language;
  out.parameter_format = format;
  out.components.push_back(body_component(wording.body, format));
  if (!wording.buttons.empty()) {
    Json buttons = Json::array();
    for (const char* label : wording.buttons) buttons.push_back({{"type", "QUICK_REPLY"}, {"text", label}});
    out.components.push_back({{"type", "BUTTONS"}, {"buttons", buttons}});
  }
  return out;
}

}  // namespace

void seed(Templates& templates) {
  for (const Wording& wording : named_wordings()) templates.add(made(wording, "NAMED"));
  const std::vector<Wording> positional = {
      {"progress_update_positional",
       "en_US",
       "Hello {{1}}, here is where your request stands: {{2}} We keep at it.",
       {}},
      {"resolution_positional",
       "en_US",
       "Hello {{1}}, about your request: {{2}} Is it solved for you?",
       {"Yes", "No"}},
      {"reopen_positional",
       "es_MX",
       "Hola {{1}}, tenemos novedades sobre su solicitud. ¿Seguimos por aquí?",
       {"Seguir", "Ahora no"}},
      {"hello", "en_US", "Hello, this is support. You can write to us here.", {}},
  };
  for (const Wording& wording : positional) templates.add(made(wording, "POSITIONAL"));
  Template receipt =
      made({"receipt_document", "en_US", "Hello {{1}}, your receipt is attached.", {}}, "POSITIONAL");
  receipt.components.push_back({{"type", "HEADER"}, {"format", "DOCUMENT"}});
  templates.add(receipt);
  Template tracking =
      made({"order_tracking", "en_US", "Order {{1}} is on its way to you.", {}}, "POSITIONAL");
  tracking.components.push_back(
      {{"type", "BUTTONS"},
       {"buttons",
        Json::array({{{"type", "QUICK_REPLY"}, {"text", "OK"}},
                     {{"type", "URL"}, {"text", "Track"}, {"url", "https://shop.example/{{1}}"}}})}});
  templates.add(tracking);
  Template offer =
      made({"spring_offer", "en_US", "Hello {{1}}, ten percent off until Sunday.", {}}, "POSITIONAL");
  offer.category = "MARKETING";
  templates.add(offer);
  for (const char* status : {"PENDING", "REJECTED", "PAUSED", "DISABLED"}) {
    std::string name = std::string("sample_") + status;
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    Template sample = made({name.c_str(), "en_US", "A template in this state.", {}}, "POSITIONAL");
    sample.status = status;
    if (sample.status == "REJECTED") sample.rejected_reason = "INVALID_FORMAT";
    templates.add(sample);
  }
  for (int i = 1; i <= 15; ++i) {
    const std::string name = "notice_" + std::to_string(i);
    templates.add(made({name.c_str(), "en_US", "Hello {{1}}, a notice about your order.", {}}, "POSITIONAL"));
  }
}

}  // namespace baton::sandbox::whatsapp
