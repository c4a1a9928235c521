// SPDX-License-Identifier: MIT
// The template part of a send: header, body and button components, with named or positional parameters.
#include <algorithm>
#include <map>

#include "account_events.h"
#include "outbound_json.h"
#include "outbound_limits.h"

namespace baton::whatsapp {
namespace {

using Parameters = std::vector<const TemplateParameter*>;

Parameters of_place(const TemplateUse& use, baton_parameter_place_t place) {
  Parameters found;
  for (const TemplateParameter& parameter : use.parameters) {
    if (parameter.place == place) found.push_back(&parameter);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto* a, const auto* b) { return a->index < b->index; });
  return found;
}

Json text_parameter(const TemplateParameter& parameter) {
  Json object{{"type", "text"}, {"text", parameter.value}};
  if (!parameter.name.empty()) object["parameter_name"] = parameter.name;
  return object;
}

// Positional parameters must be 0, 1, 2, ... and may not stand beside named ones: Meta would answer 132000 or
// 132012.
std::optional<Failure> check_order(const Parameters& parameters, const char* place) {
  const auto named =
      std::count_if(parameters.begin(), parameters.end(), [](const auto* p) { return !p->name.empty(); });
  if (named != 0 && static_cast<std::size_t>(named) != parameters.size()) {
    return invalid(std::string("template ") + place + " mixes named and positional parameters");
  }
  for (std::size_t i = 0; named == 0 && i < parameters.size(); ++i) {
    if (parameters[i]->index != i)
      return invalid(std::string("template ") + place + " lacks parameter " + std::to_string(i + 1));
  }
  return std::nullopt;
}

BodyOrFailure header_parameter(const TemplateParameter& parameter) {
  const std::string& type = parameter.sub_type;
  if (type.empty() || type == "text") return text_parameter(parameter);
  if (type == "image" || type == "video" || type == "document") {
    return Json{{"type", type}, {type, {{is_link(parameter.value) ? "link" : "id", parameter.value}}}};
  }
  if (type == "location") {
    Parsed location = parse_body(parameter.value);
    if (!location.value.is_object()) return invalid("template header location is not a json object");
    return Json{{"type", "location"}, {"location", std::move(location.value)}};
  }
  return Failure{BATON_NOT_SUPPORTED, BATON_SCOPE_TEMPLATE, {}, "unknown kind of template header", 0};
}

BodyOrFailure header_component(const OutboundMessage& message, const std::string& media_id) {
  const Parameters parameters = of_place(*message.template_use, BATON_PARAMETER_HEADER);
  Json list = Json::array();
  for (const TemplateParameter* parameter : parameters) {
    BodyOrFailure object = header_parameter(*parameter);
    if (std::holds_alternative<Failure>(object)) return object;
    list.push_back(std::move(std::get<Json>(object)));
  }
  // The picture of a header must come with every send; as an attachment it is uploaded like any other.
  if (parameters.empty() && !message.attachments.empty()) {
    const Attachment& attachment = message.attachments.front();
    const char* word = media_word(attachment.kind);
    list.push_back({{"type", word}, {word, media_object(attachment, media_id, {})}});
  }
  return list.empty() ? Json() : Json{{"type", "header"}, {"parameters", std::move(list)}};
}

BodyOrFailure button_parameter(const TemplateParameter& parameter) {
  const std::string& type = parameter.sub_type;
  if (type == "quick_reply") return Json{{"type", "payload"}, {"payload", parameter.value}};
  if (type == "url") return Json{{"type", "text"}, {"text", parameter.value}};
  if (type == "copy_code") return Json{{"type", "coupon_code"}, {"coupon_code", parameter.value}};
  if (type == "flow" || type == "catalog" || type == "mpm") {
    Parsed action = parse_body(parameter.value);
    if (!action.value.is_object()) return invalid("template button action is not a json object");
    return Json{{"type", "action"}, {"action", std::move(action.value)}};
  }
  return Failure{BATON_NOT_SUPPORTED, BATON_SCOPE_TEMPLATE, {}, "unknown kind of template button", 0};
}

std::optional<Failure> add_buttons(const TemplateUse& use, Json& components) {
  std::map<std::uint32_t, Json> buttons;
  for (const TemplateParameter* parameter : of_place(use, BATON_PARAMETER_BUTTON)) {
    BodyOrFailure object = button_parameter(*parameter);
    if (auto* failure = std::get_if<Failure>(&object)) return std::move(*failure);
    Json& button = buttons[parameter->index];
    if (button.is_null()) {
      button = {{"type", "button"},
                {"sub_type", parameter->sub_type},
                {"index", std::to_string(parameter->index)},
                {"parameters", Json::array()}};
    }
    button["parameters"].push_back(std::move(std::get<Json>(object)));
  }
  for (auto& [index, button] : buttons) components.push_back(std::move(button));
  return std::nullopt;
}

}  // namespace

BodyOrFailure template_object(const OutboundMessage& message, const std::string& media_id) {
  const TemplateUse& use = *message.template_use;
  Json components = Json::array();
  BodyOrFailure header = header_component(message, media_id);
  if (std::holds_alternative<Failure>(header)) return header;
  if (!std::get<Json>(header).is_null()) components.push_back(std::move(std::get<Json>(header)));

  const Parameters body = of_place(use, BATON_PARAMETER_BODY);
  if (auto problem = check_order(body, "body")) return *problem;
  if (!body.empty()) {
    Json list = Json::array();
    for (const TemplateParameter* parameter : body) list.push_back(text_parameter(*parameter));
    components.push_back({{"type", "body"}, {"parameters", std::move(list)}});
  }
  if (auto problem = add_buttons(use, components)) return *problem;

  Json object{{"name", use.name}, {"language", {{"code", template_language(use.language)}}}};
  if (!components.empty()) object["components"] = std::move(components);
  return object;
}

}  // namespace baton::whatsapp
