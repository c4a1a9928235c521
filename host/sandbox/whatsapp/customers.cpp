// SPDX-License-Identifier: MIT
// Finding customers by any of their ids, and showing them in webhooks.
#include "host/sandbox/whatsapp/customers.h"

#include <algorithm>

#include "host/sandbox/whatsapp/numbers.h"

namespace baton::sandbox::whatsapp {
namespace {

std::string_view name_of(PhoneShown phone) {
  switch (phone) {
    case PhoneShown::normal:
      return "normal";
    case PhoneShown::absent:
      return "absent";
    case PhoneShown::empty:
      return "empty";
  }
  return "normal";
}

bool looks_like_user_id(std::string_view name) {
  return name.size() > 3 && name[2] == '.' && name[0] >= 'A' && name[0] <= 'Z';
}

}  // namespace

PhoneShown phone_shown_of(std::string_view name) {
  if (name == "absent") return PhoneShown::absent;
  if (name == "empty") return PhoneShown::empty;
  return PhoneShown::normal;
}

Customer* Customers::find_phone(std::string_view digits) {
  const auto found = phones_.find(canonical(digits));
  return found == phones_.end() ? nullptr : found->second;
}

Customer* Customers::find_user_id(std::string_view user_id) {
  const auto found = user_ids_.find(user_id);
  return found == user_ids_.end() ? nullptr : found->second;
}

Customer& Customers::by_phone(std::string_view digits) {
  if (Customer* known = find_phone(digits)) return *known;
  Customer& made = customers_.emplace_back();
  made.wa_id = wa_id_of(digits);
  made.user_id = user_id_of(made.wa_id);
  made.name =
      "Customer " + made.wa_id.substr(made.wa_id.size() - std::min<std::size_t>(4, made.wa_id.size()));
  index(made);
  return made;
}

Customer& Customers::by_user_id(std::string_view user_id) {
  if (Customer* known = find_user_id(user_id)) return *known;
  Customer& made = customers_.emplace_back();
  made.user_id = std::string(user_id);
  made.name = "Customer";
  made.phone = PhoneShown::absent;
  index(made);
  return made;
}

Customer& Customers::by_any(std::string_view name) {
  if (looks_like_user_id(name)) return by_user_id(name);
  if (!name.empty() && name.front() == '+') name.remove_prefix(1);
  return by_phone(name);
}

void Customers::index(Customer& customer) {
  std::erase_if(phones_, [&](const auto& item) { return item.second == &customer; });
  std::erase_if(user_ids_, [&](const auto& item) { return item.second == &customer; });
  if (!customer.wa_id.empty()) phones_[canonical(customer.wa_id)] = &customer;
  if (!customer.user_id.empty()) user_ids_[customer.user_id] = &customer;
}

Json to_json(const Customer& customer, std::int64_t now_ms) {
  return {{"wa_id", customer.wa_id},
          {"user_id", customer.user_id},
          {"parent_user_id", customer.parent_user_id},
          {"name", customer.name},
          {"username", customer.username},
          {"identity_key_hash", customer.identity_key_hash},
          {"phone", name_of(customer.phone)},
          {"last_wrote_ms", customer.last_wrote_ms},
          {"window_open", customer.window_open(now_ms)},
          {"marketing_stopped", customer.marketing_stopped},
          {"on_whatsapp", customer.on_whatsapp},
          {"online", customer.online},
          {"read_receipts", customer.read_receipts}};
}

void apply_changes(Customer& customer, const Json& changes) {
  customer.user_id = text_of(changes, "user_id", customer.user_id);
  customer.parent_user_id = text_of(changes, "parent_user_id", customer.parent_user_id);
  customer.name = text_of(changes, "name", customer.name);
  customer.username = text_of(changes, "username", customer.username);
  customer.identity_key_hash = text_of(changes, "identity_key_hash", customer.identity_key_hash);
  customer.phone = phone_shown_of(text_of(changes, "phone", name_of(customer.phone)));
  customer.last_wrote_ms = number_of(changes, "last_wrote_ms", customer.last_wrote_ms);
  customer.marketing_stopped = flag_of(changes, "marketing_stopped", customer.marketing_stopped);
  customer.on_whatsapp = flag_of(changes, "on_whatsapp", customer.on_whatsapp);
  customer.online = flag_of(changes, "online", customer.online);
  customer.read_receipts = flag_of(changes, "read_receipts", customer.read_receipts);
  const Json& habits = member(changes, "habits");
  if (!habits.is_array()) return;
  customer.habits.clear();
  for (const Json& habit : habits) {
    customer.habits.push_back({text_of(habit, "when"), text_of(habit, "reply"), text_of(habit, "tap_button"),
                               number_of(habit, "after_ms", 1000)});
  }
}

Json contact_of(const Customer& customer) {
  Json contact{{"profile", {{"name", customer.name}}}};
  if (!customer.username.empty()) contact["profile"]["username"] = customer.username;
  if (customer.phone == PhoneShown::normal) contact["wa_id"] = customer.wa_id;
  if (customer.phone == PhoneShown::empty) contact["wa_id"] = "";
  if (!customer.user_id.empty()) contact["user_id"] = customer.user_id;
  if (!customer.parent_user_id.empty()) contact["parent_user_id"] = customer.parent_user_id;
  if (!customer.identity_key_hash.empty()) contact["identity_key_hash"] = customer.identity_key_hash;
  return contact;
}

}  // namespace baton::sandbox::whatsapp
