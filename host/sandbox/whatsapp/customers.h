// SPDX-License-Identifier: MIT
// The people on the other side: how they are known, whether their window is open, what they do with messages.
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "host/sandbox/json_http.h"
#include "host/sandbox/whatsapp/bucket.h"

namespace baton::sandbox::whatsapp {

inline constexpr std::int64_t kWindowMs = 24LL * 3600 * 1000;

// Scripted behaviour: a message whose text, template or button holds `when` is answered.
struct Habit {
  std::string when;
  std::string reply;       // text to answer with
  std::string tap_button;  // or the button (id, payload or title) to tap
  std::int64_t after_ms = 1000;
};

// How the phone number shows in webhooks: username users have none, or an empty one.
enum class PhoneShown { normal, absent, empty };
PhoneShown phone_shown_of(std::string_view name);

struct Customer {
  std::string wa_id;  // digits; empty for somebody known by user id alone
  std::string user_id;
  std::string parent_user_id;
  std::string name;
  std::string username;
  std::string identity_key_hash;  // not empty: identity-change check is on
  PhoneShown phone = PhoneShown::normal;
  std::int64_t last_wrote_ms = 0;  // 0: never
  bool marketing_stopped = false;
  bool on_whatsapp = true;  // otherwise 131026
  bool online = true;       // otherwise nothing is delivered
  bool read_receipts = true;
  std::vector<Habit> habits;
  Bucket pair;

  // A message on the edge, sent exactly 24 hours after the last one, is refused.
  bool window_open(std::int64_t now_ms) const {
    return last_wrote_ms > 0 && now_ms < last_wrote_ms + kWindowMs;
  }
};

class Customers {
 public:
  // Created when not known. Spellings of one number are one customer.
  Customer& by_phone(std::string_view digits);
  Customer& by_user_id(std::string_view user_id);
  Customer* find_phone(std::string_view digits);
  Customer* find_user_id(std::string_view user_id);
  // "+1650...", digits or a BSUID.
  Customer& by_any(std::string_view name);
  void index(Customer& customer);  // after its ids were changed
  std::list<Customer>& all() { return customers_; }

 private:
  std::list<Customer> customers_;
  std::map<std::string, Customer*, std::less<>> phones_;  // canonical
  std::map<std::string, Customer*, std::less<>> user_ids_;
};

Json to_json(const Customer& customer, std::int64_t now_ms);
void apply_changes(Customer& customer, const Json& changes);

// The contacts[] element of webhooks.
Json contact_of(const Customer& customer);

}  // namespace baton::sandbox::whatsapp
