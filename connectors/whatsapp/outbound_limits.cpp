// SPDX-License-Identifier: MIT
// See outbound_limits.h.
#include "outbound_limits.h"

#include <algorithm>
#include <set>

namespace baton::whatsapp {
namespace {

constexpr std::uint64_t kMegabyte = 1024 * 1024;

constexpr MediaLimit kMediaLimits[] = {
    {BATON_MESSAGE_IMAGE, "image/jpeg", 5 * kMegabyte}, {BATON_MESSAGE_IMAGE, "image/png", 5 * kMegabyte},
    {BATON_MESSAGE_STICKER, "image/webp", 500 * 1024},  {BATON_MESSAGE_AUDIO, "audio/aac", 16 * kMegabyte},
    {BATON_MESSAGE_AUDIO, "audio/amr", 16 * kMegabyte}, {BATON_MESSAGE_AUDIO, "audio/mpeg", 16 * kMegabyte},
    {BATON_MESSAGE_AUDIO, "audio/mp4", 16 * kMegabyte}, {BATON_MESSAGE_AUDIO, "audio/ogg", 16 * kMegabyte},
    {BATON_MESSAGE_VIDEO, "video/mp4", 16 * kMegabyte}, {BATON_MESSAGE_VIDEO, "video/3gpp", 16 * kMegabyte},
    {BATON_MESSAGE_DOCUMENT, "", 100 * kMegabyte},
};

using Problem = std::optional<Failure>;

Problem at_most(const char* what, std::string_view text, std::size_t max_chars) {
  const std::size_t chars = count_chars(text);
  if (chars <= max_chars) return std::nullopt;
  return invalid(std::string(what) + " has " + std::to_string(chars) + " characters, whatsapp takes " +
                 std::to_string(max_chars));
}

Problem needed(const char* what, std::string_view text) {
  if (!text.empty()) return std::nullopt;
  return invalid(std::string(what) + " is missing");
}

Problem first_of(std::initializer_list<Problem> problems) {
  for (const Problem& problem : problems) {
    if (problem) return problem;
  }
  return std::nullopt;
}

Problem check_attachment(const Attachment& attachment) {
  if (attachment.blob_id.empty() && attachment.remote_id.empty())
    return invalid("attachment has neither content nor media id");
  const std::string type = attachment.media_type.substr(0, attachment.media_type.find(';'));
  const bool known_kind = std::any_of(std::begin(kMediaLimits), std::end(kMediaLimits),
                                      [&](const MediaLimit& limit) { return limit.kind == attachment.kind; });
  if (!known_kind) return invalid("attachment is no image, video, audio, document or sticker");
  // What is already at WhatsApp, or fetched by WhatsApp from a link, is checked there.
  if (attachment.blob_id.empty()) return std::nullopt;
  if (attachment.media_type.empty()) return invalid("attachment has no media type");
  for (const MediaLimit& limit : kMediaLimits) {
    if (limit.kind != attachment.kind) continue;
    if (*limit.media_type != '\0' && type != limit.media_type) continue;
    if (attachment.size_bytes <= limit.max_bytes) return std::nullopt;
    return invalid("attachment has " + std::to_string(attachment.size_bytes) + " bytes, whatsapp takes " +
                   std::to_string(limit.max_bytes) + " of this type");
  }
  return invalid("whatsapp does not take media type " + type + " here; it can go as a document");
}

Problem check_list(const OutboundMessage& message) {
  if (!message.attachments.empty()) return invalid("a list takes no attachment");
  if (message.buttons.size() > kListRowMaxCount) return invalid("a list has at most 10 rows in all");
  std::set<std::string_view> sections;
  std::set<std::string_view> ids;
  for (const Button& row : message.buttons) {
    sections.insert(row.section);
    if (!ids.insert(row.id).second) return invalid("two list rows have the same id");
    const Problem problem =
        first_of({needed("list row id", row.id), needed("list row title", row.title),
                  at_most("list row id", row.id, kRowIdMaxChars),
                  at_most("list row title", row.title, kRowTitleMaxChars),
                  at_most("list row description", row.description, kRowDescriptionMaxChars),
                  at_most("list section title", row.section, kSectionTitleMaxChars)});
    if (problem) return problem;
  }
  if (sections.size() > 1 && sections.count("") > 0)
    return invalid("with several list sections each row needs its section");
  return first_of({needed("list text", message.text), at_most("list text", message.text, kListBodyMaxChars),
                   at_most("list button label", message.list_button, kListButtonMaxChars)});
}

Problem check_buttons(const OutboundMessage& message) {
  if (message.buttons.size() > kButtonMaxCount)
    return invalid("at most 3 buttons; more choices go as a list");
  std::set<std::string_view> titles;
  for (const Button& button : message.buttons) {
    if (!titles.insert(button.title).second) return invalid("two buttons have the same title");
    const Problem problem = first_of({needed("button id", button.id), needed("button title", button.title),
                                      at_most("button id", button.id, kButtonIdMaxChars),
                                      at_most("button title", button.title, kButtonTitleMaxChars)});
    if (problem) return problem;
  }
  return first_of({needed("text above the buttons", message.text),
                   at_most("text above buttons", message.text, kButtonBodyMaxChars)});
}

Problem check_media_message(const OutboundMessage& message) {
  const baton_message_kind_t kind = message.attachments.front().kind;
  if (message.text.empty()) return std::nullopt;
  if (kind == BATON_MESSAGE_AUDIO || kind == BATON_MESSAGE_STICKER)
    return invalid("audio and stickers take no text beside them");
  return at_most("caption", message.text, kCaptionMaxChars);
}

// Meta refuses these as 132012 or 132018 without saying which.
Problem check_parameter_text(const std::string& value) {
  if (value.empty()) return invalid("a template parameter is empty");
  if (value.find_first_of("\n\r\t") != std::string::npos)
    return invalid("a template parameter has a line break or tab");
  if (value.find("     ") != std::string::npos)
    return invalid("a template parameter has more than 4 spaces in a row");
  return std::nullopt;
}

Problem check_template(const OutboundMessage& message) {
  const TemplateUse& use = *message.template_use;
  if (!message.buttons.empty()) return invalid("buttons of a template are part of the template");
  Problem problem = first_of({needed("template name", use.name), needed("template language", use.language),
                              at_most("template name", use.name, kTemplateNameMaxChars)});
  if (problem) return problem;
  for (const TemplateParameter& parameter : use.parameters) {
    if (parameter.place != BATON_PARAMETER_BODY && parameter.place != BATON_PARAMETER_HEADER &&
        parameter.place != BATON_PARAMETER_BUTTON) {
      return Failure{
          BATON_NOT_SUPPORTED, BATON_SCOPE_MESSAGE, {}, "unknown place of a template parameter", 0};
    }
    problem = check_parameter_text(parameter.value);
    if (problem) return problem;
  }
  return std::nullopt;
}

Problem check_body(const OutboundMessage& message) {
  if (message.template_use) return check_template(message);
  if (!message.list_button.empty()) {
    return message.buttons.empty() ? invalid("a list needs rows") : check_list(message);
  }
  if (!message.buttons.empty()) return check_buttons(message);
  if (!message.attachments.empty()) return check_media_message(message);
  const bool special = member(message.attributes, "interactive") != nullptr ||
                       member(message.attributes, "location") != nullptr ||
                       member(message.attributes, "contacts") != nullptr;
  if (special) return at_most("text", message.text, kListBodyMaxChars);
  return first_of({needed("text", message.text), at_most("text", message.text, kTextMaxChars)});
}

}  // namespace

const MediaLimit* media_limits_begin() { return std::begin(kMediaLimits); }
const MediaLimit* media_limits_end() { return std::end(kMediaLimits); }

std::size_t count_chars(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(
      utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; }));
}

bool is_link(std::string_view text) {
  return text.rfind("https://", 0) == 0 || text.rfind("http://", 0) == 0;
}

Problem check_limits(const OutboundMessage& message) {
  if (message.kind == BATON_OUTBOUND_MARK_READ || message.kind == BATON_OUTBOUND_TYPING) {
    return needed("id of the message that was read", message.quoted_message_id);
  }
  if (message.kind == BATON_OUTBOUND_REACTION)
    return needed("id of the message to react to", message.quoted_message_id);
  if (message.kind != BATON_OUTBOUND_MESSAGE) {
    return Failure{BATON_NOT_SUPPORTED, BATON_SCOPE_MESSAGE, {}, "unknown kind of outbound message", 0};
  }
  if (message.attachments.size() > 1) return invalid("whatsapp takes one attachment a message");
  if (!message.attachments.empty()) {
    const Problem problem = check_attachment(message.attachments.front());
    if (problem) return problem;
  }
  return first_of({at_most("idempotency key", message.idempotency_key, kCallbackMaxChars),
                   at_most("footer", message.footer, kFooterMaxChars),
                   at_most("header", text_at(message.attributes, "header"), kHeaderMaxChars),
                   check_body(message)});
}

}  // namespace baton::whatsapp
