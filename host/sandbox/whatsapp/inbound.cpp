// SPDX-License-Identifier: MIT
// From a short request to the JSON Meta would send, one key at a time.
#include "host/sandbox/whatsapp/inbound.h"

#include <algorithm>
#include <set>
#include <utility>

namespace baton::sandbox::whatsapp {
namespace {

bool is_media(std::string_view type) {
  return type == "image" || type == "video" || type == "audio" || type == "document" || type == "sticker";
}

// What a customer is said to be may change with every message.
Customer& customer_of(World& world, const Json& play) {
  const std::string from = text_of(play, "from");
  const std::string user_id = text_of(play, "user_id");
  Customer& customer = from.empty() ? world.customers.by_user_id(user_id) : world.customers.by_any(from);
  Json changes = Json::object();
  for (const char* key : {"name", "username", "user_id", "parent_user_id", "phone", "identity_key_hash"}) {
    if (play.contains(key)) changes[key] = play[key];
  }
  apply_changes(customer, changes);
  world.customers.index(customer);
  return customer;
}

// A media object without an id is given media of its own: the bytes of `data_base64`, or a sample.
Json with_media(World& world, Json object, const std::string& type) {
  if (!object.is_object()) object = Json::object();
  if (object.contains("id")) return object;
  const std::string data = text_of(object, "data_base64");
  const std::string bytes = data.empty() ? sample_bytes(type) : from_base64(data).value_or("");
  object.erase("data_base64");
  const std::int64_t now = world.clock.now_ms();
  const Media& media = world.media.add(text_of(object, "mime_type", sample_mime(type)), bytes, true, now);
  object["id"] = media.id;
  object["mime_type"] = media.mime_type;
  object["sha256"] = base64(sha256(bytes));
  object["url"] = world.base_url + world.media.url_path(media, now);
  return object;
}

// `type` and its object, from the short forms `text` and `button` or as given. "" when neither is there.
std::string put_content(World& world, const Json& play, Json& message) {
  if (member(play, "button").is_object()) {
    message["button"] = play["button"];
    return "button";
  }
  std::string type = text_of(play, "type");
  if (type.empty() && play.contains("text")) type = "text";
  if (type == "text" && member(play, "text").is_string()) {
    message["text"] = {{"body", play["text"]}};
  } else if (is_media(type)) {
    message[type] = with_media(world, member(play, type), type);
  } else if (!type.empty() && play.contains(type)) {
    message[type] = play[type];
  }
  if (type == "unsupported" && !message.contains("errors")) {
    message["errors"] = Json::array({error_in_webhook(131051, "Message type is not supported")});
  }
  return type;
}

// A new number or user id: the customer is known by it from now on.
void change_identity(World& world, Customer& customer, const Json& system) {
  const std::string number = text_of(system, "wa_id", text_of(system, "new_wa_id"));
  if (!number.empty()) customer.wa_id = number;
  customer.user_id = text_of(system, "user_id", customer.user_id);
  customer.parent_user_id = text_of(system, "parent_user_id", customer.parent_user_id);
  world.customers.index(customer);
}

Json contacts_for(const std::vector<Played>& messages, std::string_view mode) {
  Json contacts = Json::array();
  std::set<const Customer*> seen;
  for (const Played& one : messages) {
    if (text_of(one.message, "type") == "system" || !seen.insert(one.customer).second) continue;
    contacts.push_back(contact_of(*one.customer));
    if (mode == "mismatch") contacts.back()["wa_id"] = "19995550000";
  }
  return contacts;
}

Json value_for(const World& world, const std::vector<Played>& messages, const Json& layout) {
  Json value{{"messaging_product", "whatsapp"}, {"metadata", world.metadata()}};
  const std::string pnid = text_of(layout, "phone_number_id");
  if (!pnid.empty()) value["metadata"]["phone_number_id"] = pnid;
  const std::string mode = text_of(layout, "contacts", "normal");
  Json contacts = mode == "absent" ? Json::array() : contacts_for(messages, mode);
  if (!contacts.empty()) value["contacts"] = std::move(contacts);
  value["messages"] = Json::array();
  for (const Played& one : messages) value["messages"].push_back(one.message);
  return value;
}

}  // namespace

Built build_message(World& world, const Json& play) {
  if (text_of(play, "from").empty() && text_of(play, "user_id").empty())
    return {{}, "from or user_id is needed"};
  Customer& customer = customer_of(world, play);
  const std::int64_t at_s = number_of(play, "at_ms", world.clock.now_ms()) / 1000;
  Json message{{"id", text_of(play, "id", world.ids.wamid())}, {"timestamp", std::to_string(at_s)}};
  if (customer.phone == PhoneShown::normal) message["from"] = customer.wa_id;
  if (customer.phone == PhoneShown::empty) message["from"] = "";
  if (!customer.user_id.empty()) message["from_user_id"] = customer.user_id;
  if (!customer.parent_user_id.empty()) message["from_parent_user_id"] = customer.parent_user_id;
  const std::string quoted = text_of(play, "quoted");
  if (!quoted.empty()) {
    message["context"] = {{"from", text_of(play, "quoted_from", world.settings.display_phone_number)},
                          {"id", quoted}};
  }
  const std::string type = put_content(world, play, message);
  if (type.empty()) return {{}, "text, button or type is needed"};
  message["type"] = type;
  for (const char* key : {"referral", "context", "errors", "group_id"}) {
    if (play.contains(key)) message[key] = play[key];
  }
  if (play.contains("extra")) message.merge_patch(play["extra"]);
  if (type == "system") {
    change_identity(world, customer, member(message, "system"));
  } else {
    customer.last_wrote_ms = std::max(customer.last_wrote_ms, at_s * 1000);
  }
  world.remember_inbound(message["id"].get<std::string>(), at_s * 1000);
  return {{std::move(message), &customer}, {}};
}

std::vector<std::string> build_webhooks(World& world, std::vector<Played> messages, const Json& layout) {
  if (flag_of(layout, "reorder", false)) std::reverse(messages.begin(), messages.end());
  const std::string split = text_of(layout, "split", "messages");
  const std::string field = text_of(layout, "field", "messages");
  std::vector<Json> bodies;
  if (split == "messages") {
    bodies.push_back(
        envelope(world.settings.waba, Json::array({change(field, value_for(world, messages, layout))})));
  }
  for (const Played& one : messages) {
    if (split == "messages") break;
    Json single = change(field, value_for(world, {one}, layout));
    if (split == "posts" || bodies.empty()) {
      bodies.push_back(envelope(world.settings.waba, Json::array({std::move(single)})));
    } else if (split == "changes") {
      bodies.back()["entry"][0]["changes"].push_back(std::move(single));
    } else {
      bodies.back()["entry"].push_back(
          {{"id", world.settings.waba}, {"changes", Json::array({std::move(single)})}});
    }
  }
  std::vector<std::string> out;
  const std::int64_t copies = 1 + std::clamp<std::int64_t>(number_of(layout, "duplicate", 0), 0, 1000);
  for (const Json& body : bodies) {
    const std::string text = php_json(body);
    for (std::int64_t copy = 0; copy < copies; ++copy) out.push_back(text);
  }
  return out;
}

namespace {

// The tap on a button of that message whose id, payload or title is `wanted`; null when there is none.
Json tap_on(const Json& message, const Template* used, const std::string& wanted) {
  const Json& interactive = member(message, "interactive");
  for (const Json& button : member(member(interactive, "action"), "buttons")) {
    const Json& reply = member(button, "reply");
    if (text_of(reply, "id") != wanted && text_of(reply, "title") != wanted) continue;
    return {{"type", "interactive"}, {"interactive", {{"type", "button_reply"}, {"button_reply", reply}}}};
  }
  for (const Json& section : member(member(interactive, "action"), "sections")) {
    for (const Json& row : member(section, "rows")) {
      if (text_of(row, "id") != wanted && text_of(row, "title") != wanted) continue;
      return {{"type", "interactive"}, {"interactive", {{"type", "list_reply"}, {"list_reply", row}}}};
    }
  }
  if (!used) return nullptr;
  const Json& buttons = member(component(*used, "BUTTONS"), "buttons");
  for (std::size_t i = 0; i < buttons.size(); ++i) {
    const std::string label = text_of(buttons[i], "text");
    std::string payload = label;  // without a payload of its own a button sends its label
    for (const Json& part : member(member(message, "template"), "components")) {
      const Json& index = member(part, "index");
      const std::string place = index.is_string() ? index.get<std::string>() : index.dump();
      const Json& parameters = member(part, "parameters");
      if (text_of(part, "type") != "button" || place != std::to_string(i) || parameters.empty()) continue;
      payload = text_of(parameters[0], "payload", label);
    }
    if (label == wanted || payload == wanted) {
      return {{"button", {{"payload", payload}, {"text", label}}}};
    }
  }
  return nullptr;
}

}  // namespace

void follow_habits(World& world, const Sent& message) {
  if (!message.customer) return;
  const Template* used = world.templates.find(message.template_name, message.template_language);
  for (const Habit& habit : message.customer->habits) {
    const bool meant = habit.when.empty() || message.body.find(habit.when) != std::string::npos ||
                       message.template_name == habit.when;
    if (!meant) continue;
    Json play = habit.tap_button.empty() ? Json{{"text", habit.reply}}
                                         : tap_on(message.message, used, habit.tap_button);
    if (play.is_null()) continue;
    if (!habit.tap_button.empty()) play["quoted"] = message.wamid;
    play["from"] = message.customer->wa_id;
    if (message.customer->wa_id.empty()) play["user_id"] = message.customer->user_id;
    world.schedule.after(world.settings.delivered_after_ms + habit.after_ms, [&world, play] {
      const std::lock_guard lock(world.mutex);
      auto built = build_message(world, play);
      if (!built.error.empty()) return;
      for (const auto& body : build_webhooks(world, {built.played}, play))
        world.post(body, {.what = "habit", .signature = Signature::good, .first_attempt = {}});
    });
    return;
  }
}

}  // namespace baton::sandbox::whatsapp
