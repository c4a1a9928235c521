// SPDX-License-Identifier: MIT
// town_policy.cpp - the organisation of a town: some hundred agents in all lanes of the blueprint, a desk, opening
// hours and nights, targets, and rules that bring all three ownership models about.
#include "tests/sim/town.h"

namespace baton::sim {

using namespace core;

namespace {

std::shared_ptr<const Zone> zone(const char* name, Millis offset, Instant change) {
  auto made = std::make_shared<Zone>();
  made->name = name;
  made->offset = offset;
  made->changes = {{change, offset + kHour}};  // clocks go forward within the weeks that are lived
  return made;
}

void keep_hours(Policy& policy) {
  policy.hours.always = false;
  policy.hours.zone = zone("Town/Hall", kHour, core::testing::kMonday + 9 * kDay);
  for (std::size_t day = 0; day < 5; ++day)
    policy.hours.week[day] = {{8 * kHour, 12 * kHour}, {13 * kHour, 19 * kHour}};
  policy.hours.week[5] = {{9 * kHour, 14 * kHour}};
  policy.hours.dates[core::local_of(*policy.hours.zone, core::testing::kMonday).day + 6] = {};  // a holiday
  policy.zones["Far/Away"] = zone("Far/Away", -8 * kHour, core::testing::kMonday + 5 * kDay);
  policy.zone_of_code = {{"44", "Far/Away"}};
  policy.quiet_from_ms = 21 * kHour;
  policy.quiet_to_ms = 8 * kHour;
  auto& all = policy.sla[""];
  all[Priority::immediate] = {5 * kMinute, kHour, 4 * kHour, false};
  all[Priority::high] = {15 * kMinute, 4 * kHour, kDay, true};
  all[Priority::medium] = {kHour, 8 * kHour, 3 * kDay, true};
  all[Priority::low] = {4 * kHour, kDay, 5 * kDay, true};
  policy.lanes.at({"technical"}).goal_ms = 4 * kHour;
}

// What may not be said in a chat, what is asked once, who may approve, how rules run where (H13, J1, J4, G14).
void keep_house(Policy& policy) {
  policy.secure_path.url = "https://id.example.com";
  policy.secure_path.key = "key";
  policy.channels["*"].classes = {{"card", Way::form}};
  policy.channels["whatsapp"].intents = {{"gdpr", Way::email}};
  policy.intake = {{"intent", "ids", "urgency"}, {"ids"}};
  policy.approvals["refund"] = {{{"revenue"}}, 2000, 50000, kDay, "EUR"};
  policy.connectors.at({"wa"}).channel.calls = true;
  policy.triage.classifiers.push_back({"classifiers.0", "classifier", 2000, 500, {}});
  policy.lanes.at({"compliance"}).restricted = true;
  for (const char* lane : {"recovery", "retention"}) policy.lanes.at({lane}).fallback = {"general"};
  policy.lanes.at({"technical"}).finish_ms = 20 * kHour;
  policy.late_lane = {"technical"};
  policy.keeping.quarantine_ms = 3 * kDay;
  policy.lanes.at({"retention"}).modes.rules["R8"] = RuleMode::suggest;
  policy.lanes.at({"technical"}).modes.rules["O5"] = RuleMode::observe;
}

}  // namespace

Policy town_policy() {
  auto policy = core::testing::triage_policy();
  policy.brief_fallback = true;
  const auto hire = [&](const std::string& name, int count, std::vector<LaneId> skills) {
    for (int i = 0; i < count; ++i)
      policy.agents[{name + std::to_string(i)}] = {{name + std::to_string(i)}, name, skills, 5000};
  };
  hire("gen", 40, {{"general"}});
  hire("tec", 16, {{"technical"}});
  hire("com", 5, {{"compliance"}});
  hire("rev", 8, {{"revenue"}});
  hire("ret", 6, {{"retention"}, {"recovery"}});
  hire("all", 6, {{"general"}, {"technical"}, {"revenue"}});
  hire("vip", 5, {{"vip"}});
  policy.lanes[kDesk] = {kDesk, "the desk", true, false, {{"lea"}}};
  policy.desk = {{{"dan"}, {"ben"}, {"gen0"}, {"gen1"}}, 10, {{"compliance"}, {"revenue"}, {"technical"}}};
  for (const auto& member : policy.desk.members) policy.agents.at(member).skills.push_back(kDesk);
  policy.agents.at({"lea"}).skills.push_back(kDesk);
  policy.lanes.at({"technical"}).back_down = true;
  policy.lanes.at({"compliance"}).break_glass = false;
  policy.ownership_rules = {{"control_tower", {"enterprise"}, {{"technical"}, {"revenue"}}, {}, {}},
                            {"reassign", {}, {{"revenue"}, {"compliance"}}, {}, {}},
                            {"l1_owns", {}, {{"technical"}}, {}, {"handoff"}}};
  keep_hours(policy);
  keep_house(policy);
  return policy;
}

}  // namespace baton::sim
