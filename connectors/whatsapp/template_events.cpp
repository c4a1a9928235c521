// SPDX-License-Identifier: MIT
// Template notices. The host reads the templates again after one, so what matters is that none is lost and
// that it says what changed. Where Meta's own samples label a notice wrongly, its members tell what it is.
#include <algorithm>

#include "account_events.h"

namespace baton::whatsapp {
namespace {

bool has(const Json& value, const char* key) { return member(value, key) != nullptr; }

std::string_view change_word(const Change& change) {
  const Json& value = change.value;
  if (has(value, "new_quality_score") || has(value, "previous_quality_score")) return "quality";
  if (has(value, "message_template_element") || has(value, "message_template_buttons")) return "components";
  if (has(value, "new_category") || has(value, "correct_category")) return "category";
  if (has(value, "event")) return "status";
  if (change.field == "message_template_quality_update") return "quality";
  if (change.field == "message_template_components_update") return "components";
  if (change.field == "template_category_update") return "category";
  return "status";
}

void add_lower(InboundEvent& event, const char* name, const Json& value, const char* key) {
  add_attribute(event, name, lower(text_at(value, key)));
}

}  // namespace

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

std::string template_language(std::string_view language) {
  std::string out(language);
  std::replace(out.begin(), out.end(), '-', '_');
  return out;
}

bool add_template_change(const Change& change, const Json& change_json, Events& events) {
  const Json& value = change.value;
  const bool by_field =
      change.field.rfind("message_template_", 0) == 0 || change.field == "template_category_update";
  const bool by_members = has(value, "message_template_id") || has(value, "message_template_name");
  if (!by_field && !by_members) return false;
  InboundEvent event = begin_event(change, BATON_EVENT_TEMPLATE_CHANGED, value);
  event.source_event_id = content_key(change, value);
  event.attributes["field"] = change.field;
  event.attributes["change"] = change_word(change);
  add_attribute(event, "template_id", scalar_at(value, "message_template_id"));
  add_attribute(event, "name", text_at(value, "message_template_name"));
  add_attribute(event, "language", template_language(text_at(value, "message_template_language")));
  add_lower(event, "status", value, "event");
  add_lower(event, "reason", value, "reason");
  add_lower(event, "quality", value, "new_quality_score");
  add_lower(event, "previous_quality", value, "previous_quality_score");
  // 24 hours ahead `new_category` is the present one and `correct_category` the coming one; afterwards
  // `new_category` is the present one.
  add_lower(event, "category", value,
            has(value, "new_category") ? "new_category" : "message_template_category");
  add_lower(event, "coming_category", value, "correct_category");
  add_lower(event, "previous_category", value, "previous_category");
  copy_attributes(value, {"category_update_timestamp", "disable_info", "other_info", "rejection_info"},
                  event);
  copy_attributes(change_json, {"rejection_info"}, event);  // the documented sample puts it beside the value
  event.text = text_at(value, "message_template_name");
  event.raw = dump(value);
  events.push_back(std::move(event));
  return true;
}

}  // namespace baton::whatsapp
