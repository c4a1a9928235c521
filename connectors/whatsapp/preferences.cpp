// SPDX-License-Identifier: MIT
// Consent that a customer gives or takes back inside WhatsApp (rule W7).
#include "conversation_events.h"
#include "people.h"

namespace baton::whatsapp {

void add_preference(const Change& change, const Json& preference, std::size_t item_count, Events& events) {
  const std::string_view value = text_at(preference, "value");
  const bool stop = value == "stop";
  const bool resume = value == "resume" || value == "signup";
  const std::string_view category = text_at(preference, "category");
  if ((!stop && !resume) || (!category.empty() && category != "marketing_messages")) {
    events.push_back(unknown_event(change,
                                   "user_preferences " + std::string(category) + " " + std::string(value),
                                   "unknown preference", preference));
    if (preference.is_object()) {
      const PersonKeys keys{text_at(preference, "wa_id"), text_at(preference, "user_id"), {}};
      add_person(change.value, keys, item_count, events.back());
    }
    return;
  }
  InboundEvent event = begin_event(change, BATON_EVENT_PREFERENCE_CHANGED, preference);
  event.preference = stop ? BATON_PREFERENCE_OPTED_OUT : BATON_PREFERENCE_OPTED_IN;
  event.source_event_id = content_key(change, preference);
  event.text = text_at(preference, "detail");
  const PersonKeys keys{text_at(preference, "wa_id"), text_at(preference, "user_id"),
                        text_at(preference, "parent_user_id")};
  add_person(change.value, keys, item_count, event);
  copy_attributes(preference, {"category", "value", "signup_id"}, event);
  events.push_back(std::move(event));
}

}  // namespace baton::whatsapp
