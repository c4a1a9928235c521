// SPDX-License-Identifier: MIT
// Parameters of a template send, and the text they make.
#include <algorithm>

#include "host/sandbox/whatsapp/message_check.h"

namespace baton::sandbox::whatsapp {
namespace {

constexpr int kCount = 132000;
constexpr int kKind = 132012;

const Json& sent_component(const Json& sent, std::string_view type, int index = -1) {
  static const Json kNull;
  for (const Json& part : member(sent, "components")) {
    std::string part_type = text_of(part, "type");
    std::transform(part_type.begin(), part_type.end(), part_type.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (part_type != type) continue;
    const Json& given = member(part, "index");
    const std::string text = given.is_string() ? given.get<std::string>() : given.dump();
    if (index < 0 || text == std::to_string(index)) return part;
  }
  return kNull;
}

GraphError check_value(const Json& parameter) {
  const std::string type = text_of(parameter, "type");
  if (type == "currency" || type == "date_time") {
    return text_of(member(parameter, type), "fallback_value").empty() ? GraphError{kKind, type}
                                                                      : GraphError{};
  }
  if (type != "text") return {kKind, "a text parameter is expected"};
  const std::string text = text_of(parameter, "text");
  if (text.empty()) return {kKind, "a text parameter must not be empty"};
  const bool breaks =
      text.find_first_of("\n\r\t") != std::string::npos || text.find("     ") != std::string::npos;
  return breaks ? GraphError{kKind, "no new lines, tabs or more than 4 spaces in a row"} : GraphError{};
}

// The parameters of one text against the variables it has.
GraphError check_text_parameters(const Template& used, std::string_view text, const Json& part) {
  const auto expected = variables(text);
  const Json& given = member(part, "parameters");
  const std::size_t count = given.is_array() ? given.size() : 0;
  if (count != expected.size()) {
    return {kCount,
            "expected " + std::to_string(expected.size()) + " parameters, got " + std::to_string(count)};
  }
  if (expected.empty()) return {};
  for (const Json& parameter : given) {
    if (auto wrong = check_value(parameter)) return wrong;
    const std::string name = text_of(parameter, "parameter_name");
    if (used.parameter_format != "NAMED") {
      if (!name.empty()) return {kKind, "a positional template takes no parameter_name"};
    } else if (std::find(expected.begin(), expected.end(), name) == expected.end()) {
      return {kKind, "parameter_name is missing or unknown"};
    }
  }
  return {};
}

GraphError check_header(const Template& used, const Json& sent) {
  const Json& header = component(used, "HEADER");
  const Json& part = sent_component(sent, "header");
  if (header.is_null())
    return part.is_null() ? GraphError{} : GraphError{kCount, "the template has no header"};
  std::string format = text_of(header, "format", "TEXT");
  if (format == "TEXT") return check_text_parameters(used, text_of(header, "text"), part);
  for (char& c : format) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  const Json& parameters = member(part, "parameters");
  if (!parameters.is_array() || parameters.size() != 1) return {kKind, "the header needs its " + format};
  const Json& media = member(parameters[0], format);
  if (text_of(parameters[0], "type") != format || !media.is_object())
    return {kKind, "the header needs a " + format};
  if (format == "location") return {};
  const bool id = !text_of(media, "id").empty();
  return id != !text_of(media, "link").empty() ? GraphError{} : GraphError{kKind, "either id or link"};
}

GraphError check_buttons(const Template& used, const Json& sent) {
  const Json& buttons = member(component(used, "BUTTONS"), "buttons");
  const int count = static_cast<int>(buttons.is_array() ? buttons.size() : 0);
  for (const Json& part : member(sent, "components")) {
    if (text_of(part, "type") != "button") continue;
    const Json& given = member(part, "index");
    const std::string index = given.is_string() ? given.get<std::string>() : given.dump();
    if (index.empty() || index.size() > 2 || index.find_first_not_of("0123456789") != std::string::npos ||
        std::stoi(index) >= count) {
      return {kCount, "the template has no button " + index};
    }
  }
  for (int i = 0; i < count; ++i) {
    const Json& button = buttons[static_cast<std::size_t>(i)];
    const std::string type = text_of(button, "type");
    const Json& part = sent_component(sent, "button", i);
    const Json& parameters = member(part, "parameters");
    const std::size_t given = parameters.is_array() ? parameters.size() : 0;
    const bool variable_url = type == "URL" && !variables(text_of(button, "url")).empty();
    if (variable_url && given != 1)
      return {kCount, "button " + std::to_string(i) + " needs its URL parameter"};
    if (type == "COPY_CODE" && given != 1) return {kCount, "button " + std::to_string(i) + " needs its code"};
    if (part.is_null()) continue;
    const std::string sub_type = text_of(part, "sub_type");
    const bool fits = (type == "QUICK_REPLY" && sub_type == "quick_reply") ||
                      (type == "URL" && sub_type == "url") || (type != "QUICK_REPLY" && type != "URL");
    if (!fits) return {kKind, "button " + std::to_string(i) + " is of another type"};
  }
  return {};
}

std::string value_of(const Json& parameter) {
  const std::string type = text_of(parameter, "type");
  return type == "text" ? text_of(parameter, "text") : text_of(member(parameter, type), "fallback_value");
}

std::string filled_body(const Template& used, const Json& sent) {
  std::string text = body_text(used);
  const Json& given = member(sent_component(sent, "body"), "parameters");
  const auto names = variables(text);
  for (std::size_t i = 0; given.is_array() && i < given.size() && i < names.size(); ++i) {
    const std::string name = text_of(given[i], "parameter_name", names[i]);
    const std::string hole = "{{" + name + "}}";
    const std::string value = value_of(given[i]);
    for (auto at = text.find(hole); at != std::string::npos; at = text.find(hole, at + value.size())) {
      text.replace(at, hole.size(), value);
    }
  }
  return text;
}

}  // namespace

GraphError check_parameters(const Template& used, const Json& sent) {
  if (auto wrong = check_header(used, sent)) return wrong;
  if (auto wrong = check_text_parameters(used, body_text(used), sent_component(sent, "body"))) return wrong;
  if (auto wrong = check_buttons(used, sent)) return wrong;
  const auto length = code_points(filled_body(used, sent));
  if (!length || *length > 1024) return {132005, "the filled body is over 1024 characters"};
  return {};
}

std::string readable_body(const Json& message, const Template* used) {
  const std::string type = text_of(message, "type", "text");
  const Json& object = member(message, type);
  if (type == "text") return text_of(object, "body");
  if (type == "template") return used ? filled_body(*used, object) : std::string{};
  if (type == "interactive") return text_of(member(object, "body"), "text");
  if (type == "reaction") return text_of(object, "emoji");
  return text_of(object, "caption");
}

}  // namespace baton::sandbox::whatsapp
