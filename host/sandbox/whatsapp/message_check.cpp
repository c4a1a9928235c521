// SPDX-License-Identifier: MIT
// One function for each type of message, in the order of the documentation.
#include "host/sandbox/whatsapp/message_check.h"

#include <set>

namespace baton::sandbox::whatsapp {
namespace {

constexpr int kInvalid = 131009;
constexpr int kMissing = 131008;

GraphError check_text(const Json& holder, std::string_view key, std::size_t most) {
  const Json& value = member(holder, key);
  if (!value.is_string()) return {kMissing, std::string(key)};
  const auto length = code_points(value.get_ref<const std::string&>());
  if (!length || *length == 0 || *length > most) {
    return {kInvalid, std::string(key) + " must have 1 to " + std::to_string(most) + " characters"};
  }
  return {};
}

GraphError check_optional_text(const Json& holder, std::string_view key, std::size_t most) {
  return member(holder, key).is_null() ? GraphError{} : check_text(holder, key, most);
}

GraphError check_media(const Json& media, const std::string& type) {
  const bool id = member(media, "id").is_string();
  const std::string link = text_of(media, "link");
  if (id == !link.empty()) return {id ? kInvalid : kMissing, type + " takes either id or link"};
  if (!link.empty() && link.rfind("http://", 0) != 0 && link.rfind("https://", 0) != 0)
    return {kInvalid, "link"};
  if (type == "audio" || type == "sticker") {
    if (!member(media, "caption").is_null()) return {kInvalid, type + " takes no caption"};
    return {};
  }
  return check_optional_text(media, "caption", 1024);
}

GraphError check_buttons(const Json& action) {
  const Json& buttons = member(action, "buttons");
  if (!buttons.is_array() || buttons.empty() || buttons.size() > 3) return {kInvalid, "1 to 3 buttons"};
  std::set<std::string> titles, ids;
  for (const Json& button : buttons) {
    const Json& reply = member(button, "reply");
    if (text_of(button, "type") != "reply") return {kInvalid, "button type"};
    if (auto wrong = check_text(reply, "id", 256)) return wrong;
    if (auto wrong = check_text(reply, "title", 20)) return wrong;
    if (!titles.insert(text_of(reply, "title")).second) return {kInvalid, "button titles must differ"};
    if (!ids.insert(text_of(reply, "id")).second) return {kInvalid, "button ids must differ"};
  }
  return {};
}

GraphError check_list(const Json& action) {
  if (auto wrong = check_text(action, "button", 20)) return wrong;
  const Json& sections = member(action, "sections");
  if (!sections.is_array() || sections.empty() || sections.size() > 10) return {kInvalid, "1 to 10 sections"};
  std::size_t rows = 0;
  std::set<std::string> ids;
  for (const Json& section : sections) {
    const auto wrong_title =
        sections.size() > 1 ? check_text(section, "title", 24) : check_optional_text(section, "title", 24);
    if (wrong_title) return wrong_title;
    for (const Json& row : member(section, "rows")) {
      rows++;
      if (auto wrong = check_text(row, "id", 200)) return wrong;
      if (auto wrong = check_text(row, "title", 24)) return wrong;
      if (auto wrong = check_optional_text(row, "description", 72)) return wrong;
      if (!ids.insert(text_of(row, "id")).second) return {kInvalid, "row ids must differ"};
    }
  }
  if (rows == 0 || rows > 10) return {kInvalid, "1 to 10 rows in all"};
  return {};
}

GraphError check_header(const Json& header, bool text_only) {
  if (header.is_null()) return {};
  const std::string type = text_of(header, "type");
  if (type == "text") return check_text(header, "text", 60);
  if (text_only || (type != "image" && type != "video" && type != "document"))
    return {kInvalid, "header type"};
  return check_media(member(header, type), type);
}

GraphError check_interactive(const Json& interactive) {
  const std::string type = text_of(interactive, "type");
  const Json& action = member(interactive, "action");
  static const std::set<std::string> kTypes = {"button",
                                               "list",
                                               "cta_url",
                                               "location_request_message",
                                               "flow",
                                               "product",
                                               "product_list",
                                               "catalog_message",
                                               "contact_request",
                                               "request_contact_info",
                                               "call_permission_request",
                                               "voice_call",
                                               "address_message",
                                               "carousel"};
  if (kTypes.count(type) == 0) return {kInvalid, "interactive type"};
  if (!action.is_object()) return {kMissing, "action"};
  if (auto wrong = check_text(member(interactive, "body"), "text", type == "list" ? 4096 : 1024))
    return wrong;
  const Json& footer = member(interactive, "footer");
  if (!footer.is_null()) {
    if (auto wrong = check_text(footer, "text", 60)) return wrong;
  }
  if (auto wrong = check_header(member(interactive, "header"), type == "list")) return wrong;
  if (type == "button") return check_buttons(action);
  if (type == "list") return check_list(action);
  if (type != "cta_url") return {};
  const Json& parameters = member(action, "parameters");
  if (auto wrong = check_text(parameters, "display_text", 20)) return wrong;
  return check_text(parameters, "url", 2000);
}

GraphError check_contacts(const Json& contacts) {
  if (!contacts.is_array() || contacts.empty()) return {kMissing, "contacts"};
  for (const Json& card : contacts) {
    const Json& name = member(card, "name");
    if (text_of(name, "formatted_name").empty()) return {kMissing, "name.formatted_name"};
    if (name.size() < 2) return {kMissing, "one more part of the name"};
  }
  return {};
}

}  // namespace

GraphError check_message(const Json& message) {
  const std::string type = text_of(message, "type", "text");
  if (auto wrong = check_optional_text(message, "biz_opaque_callback_data", 512)) return wrong;
  const Json& object = member(message, type);
  if (object.is_null()) return {kMissing, type};
  if (type == "contacts") return check_contacts(object);
  if (!object.is_object()) return {kInvalid, type};
  if (type == "text") return check_text(object, "body", 4096);
  if (type == "image" || type == "video" || type == "audio" || type == "document" || type == "sticker") {
    return check_media(object, type);
  }
  if (type == "location") {
    const bool numbers = member(object, "latitude").is_number() && member(object, "longitude").is_number();
    const bool texts = !text_of(object, "latitude").empty() && !text_of(object, "longitude").empty();
    return numbers || texts ? GraphError{} : GraphError{kMissing, "latitude and longitude"};
  }
  if (type == "reaction") {
    return text_of(object, "message_id").empty() ? GraphError{kMissing, "message_id"} : GraphError{};
  }
  if (type == "interactive") return check_interactive(object);
  if (type == "template") {
    if (text_of(object, "name").empty()) return {kMissing, "template.name"};
    if (text_of(member(object, "language"), "code").empty()) return {kMissing, "template.language.code"};
    return {};
  }
  return {131051, "type " + type};
}

std::string media_id_of(const Json& message) {
  return text_of(member(message, text_of(message, "type", "text")), "id");
}

}  // namespace baton::sandbox::whatsapp
