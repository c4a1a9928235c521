// SPDX-License-Identifier: MIT
// See people.h.
#include "people.h"

#include <algorithm>

namespace baton::whatsapp {
namespace {

constexpr std::size_t kShortestNumber = 5;
constexpr std::size_t kLongestNumber = 15;  // ITU-T E.164

bool contradicts(std::string_view ours, std::string_view theirs) {
  return !ours.empty() && !theirs.empty() && ours != theirs;
}

bool same(std::string_view ours, std::string_view theirs) { return !ours.empty() && ours == theirs; }

struct Match {
  const Json* contact = nullptr;
  bool trusted = false;  // its ids belong to the person too
};

Match find_contact(const Json& value, const PersonKeys& keys, std::size_t item_count) {
  const Json* contacts = array_at(value, "contacts");
  if (contacts == nullptr) return {};
  for (const Json& contact : *contacts) {
    if (same(keys.phone, text_at(contact, "wa_id")) || same(keys.user_id, text_at(contact, "user_id"))) {
      return {&contact, true};
    }
  }
  if (contacts->size() != 1 || item_count != 1 || !contacts->front().is_object()) return {};
  const Json& alone = contacts->front();
  // With contradicting ids the name is still the best guess, but joining the ids could merge two people.
  const bool clash = contradicts(keys.phone, text_at(alone, "wa_id")) ||
                     contradicts(keys.user_id, text_at(alone, "user_id"));
  return {&alone, !clash};
}

}  // namespace

std::string e164(std::string_view number) {
  std::string out = "+";
  for (const char c : number) {
    if (c >= '0' && c <= '9')
      out.append(1, c);
    else if (c != '+' && c != ' ' && c != '-' && c != '(' && c != ')' && c != '.')
      return {};
  }
  const std::size_t digits = out.size() - 1;
  return digits < kShortestNumber || digits > kLongestNumber ? std::string() : out;
}

void add_identity(baton_identity_kind_t kind, std::string_view value, std::vector<Identity>& identities) {
  if (value.empty()) return;
  const auto known = [&](const Identity& identity) {
    return identity.kind == kind && identity.value == value;
  };
  if (std::any_of(identities.begin(), identities.end(), known)) return;
  identities.push_back({kind, std::string(value)});
}

void add_phone(std::string_view number, std::vector<Identity>& identities) {
  const std::string normal = e164(number);
  if (normal.empty())
    add_identity(BATON_IDENTITY_EXTERNAL_ID, number, identities);
  else
    add_identity(BATON_IDENTITY_PHONE, normal, identities);
}

void add_person(const Json& value, const PersonKeys& keys, std::size_t item_count, InboundEvent& event) {
  const Match match = find_contact(value, keys, item_count);
  PersonKeys all = keys;
  std::string_view username;
  if (match.contact != nullptr) {
    if (const Json* profile = object_at(*match.contact, "profile")) {
      event.display_name = text_at(*profile, "name");
      if (match.trusted) username = text_at(*profile, "username");
    }
    if (match.trusted) {
      if (all.phone.empty()) all.phone = text_at(*match.contact, "wa_id");
      if (all.user_id.empty()) all.user_id = text_at(*match.contact, "user_id");
      if (all.parent_id.empty()) all.parent_id = text_at(*match.contact, "parent_user_id");
      add_attribute(event, "identity_key_hash", text_at(*match.contact, "identity_key_hash"));
    }
  }
  event.identities.reserve(4);
  add_phone(all.phone, event.identities);
  add_identity(BATON_IDENTITY_USER_ID, all.user_id, event.identities);
  add_identity(BATON_IDENTITY_PARENT_ID, all.parent_id, event.identities);
  add_identity(BATON_IDENTITY_USERNAME, username, event.identities);
}

}  // namespace baton::whatsapp
