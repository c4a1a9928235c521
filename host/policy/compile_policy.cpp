// SPDX-License-Identifier: MIT
// compile_policy.cpp - see compile_policy.h. Units of the file (seconds, hours) become milliseconds here and
// only here.
#include "host/policy/compile_policy.h"

#include <algorithm>
#include <cmath>

#include "host/policy/compile_privacy.h"
#include "host/policy/compile_triage.h"
#include "host/policy/country_zones.h"
#include "host/policy/host_words.h"
#include "host/policy/look.h"
#include "host/policy/matcher.h"
#include "host/policy/opening_hours.h"
#include "host/policy/rotas.h"
#include "host/policy/rules.h"
#include "host/policy/zone_files.h"

namespace baton::policy {
namespace {

using nlohmann::json;

std::int64_t thousandths(double value) { return std::llround(value * 1000.0); }

void take_times(const json& config, core::Policy& policy) {
  const json& window = look(config, {"window"});
  policy.window_margin_ms = number_of(window, "margin_s") * core::kSecond;
  policy.update_due_margin_ms = number_of(window, "due_margin_min") * core::kMinute;
  policy.window_at_risk_ms = thousandths(real_of(window, "at_risk_h") * 3600.0);
  policy.silent_after_ms = number_of(window, "silent_min") * core::kMinute;
  policy.late_lane = {text_of(window, "late_lane")};
  const json& cases = look(config, {"case"});
  policy.late_after_ms = number_of(cases, "late_after_h") * core::kHour;
  policy.reopen_horizon_ms = number_of(cases, "reopen_horizon") * core::kHour;
  policy.close_after_ms = number_of(cases, "close_after_h") * core::kHour;
  policy.wait_default_ms = number_of(cases, "wait_default_h") * core::kHour;
  const json& triage = look(config, {"triage"});
  policy.strikes_max = number_of(triage, "strikes");
  policy.burst_gap_ms = number_of(triage, "burst_gap_s") * core::kSecond;
  policy.burst_max_ms = number_of(triage, "burst_max_s") * core::kSecond;
  const json& bot = look(config, {"bot"});
  policy.bot_confidence_min_permille = thousandths(real_of(bot, "confidence_min"));
  policy.stale_max = number_of(bot, "stale_max");
  policy.reminder_every_turns = number_of(bot, "reminder_every_turns");
  const json& offer = look(config, {"offer"});
  policy.offer_timeout_ms = number_of(offer, "timeout_s") * core::kSecond;
  policy.offer_timeout_vip_ms = number_of(offer, "timeout_vip_s") * core::kSecond;
  policy.candidates_again_ms = number_of(offer, "retry_s") * core::kSecond;
  policy.away_after_ms = number_of(offer, "away_after_min") * core::kMinute;
  policy.max_overtaken = number_of(look(config, {"queue"}), "max_overtaken");
  const json& outbox = look(config, {"outbox"});
  policy.send_attempts_max = number_of(outbox, "attempts_max");
  policy.withheld_ms = number_of(outbox, "withheld_h") * core::kHour;
  policy.unreachable_after_ms = number_of(outbox, "unreachable_after_h") * core::kHour;
  policy.brief_wait_ms = number_of(offer, "brief_wait_ms");
  policy.brief_budget_ms = number_of(look(config, {"strategies", "brief"}), "budget");
  policy.no_way_end_ms = number_of(outbox, "no_way_end_h") * core::kHour;
  policy.no_way_again_ms = number_of(outbox, "no_way_again_min") * core::kMinute;
  policy.lookup_after_ms.clear();
  for (const json& after : as_array(look(outbox, {"lookup_after_s"})))
    policy.lookup_after_ms.push_back(after.get<std::int64_t>() * core::kSecond);
}

// W8, R8, G13: when people are there and when customers sleep.
void take_hours(const json& config, core::Policy& policy) {
  policy.hours = hours_of(config);
  const json& quiet = look(config, {"quiet_hours"});
  policy.quiet_from_ms = time_of_day(text_of(quiet, "from")).value_or(0);
  policy.quiet_to_ms = time_of_day(text_of(quiet, "to")).value_or(0);
  for (const CountryZone& country : country_zones()) {
    const std::string name(country.zone);
    auto zone = zone_named(name);
    if (zone == nullptr) continue;  // this system does not know it: the organisation's holds
    policy.zones[name] = std::move(zone);
    policy.zone_of_code[std::string(country.code)] = name;
  }
}

core::SlaTargets targets_of(const json& entry, core::SlaTargets otherwise, const std::string& clock) {
  const auto take = [&](const char* key, core::Millis& target) {
    if (const auto minutes = number_of(entry, key); minutes > 0) target = minutes * core::kMinute;
  };
  take("first_min", otherwise.first_ms);
  take("next_min", otherwise.next_ms);
  take("resolution_min", otherwise.resolution_ms);
  if (!clock.empty()) otherwise.staffed = clock == "staffed";
  return otherwise;
}

void take_sla(const json& config, core::Policy& policy) {
  const json& sla = look(config, {"sla"});
  for (const auto& [priority, name] : core::Words<core::Priority>::all) {
    auto& base = policy.sla[{}][priority];
    base = targets_of(look(sla, {name}), {}, text_of(sla, "clock"));
    for (const auto& [tier, entry] : as_object(look(sla, {"tiers"})).items())
      policy.sla[tier][priority] = targets_of(look(entry, {name}), base, text_of(entry, "clock"));
  }
  const auto pauses = texts_of(sla, "pauses_for");
  policy.sla_pauses_for_customer = contains(pauses, "customer");
  policy.sla_pauses_for_third_party = contains(pauses, "third_party");
  policy.overdue_after_ms = number_of(sla, "overdue_after_min") * core::kMinute;
}

void take_metric_targets(const json& config, core::Policy& policy) {
  const json& targets = look(config, {"metrics", "targets"});
  policy.metric_targets = {number_of(targets, "first_response_min") * core::kMinute,
                           number_of(targets, "first_human_min") * core::kMinute,
                           number_of(targets, "vip_specialist_s") * core::kSecond,
                           number_of(targets, "window_risk_h") * core::kHour,
                           number_of(targets, "escalation_min_percent"),
                           number_of(targets, "escalation_max_percent"),
                           number_of(targets, "complete_briefs_percent"),
                           number_of(targets, "minimal_briefs_percent"),
                           number_of(targets, "stalls_per_100"),
                           number_of(targets, "promises_kept_percent")};
}

void take_people(const json& config, core::Policy& policy) {
  for (const json& entry : as_array(look(config, {"lanes"}))) {
    const std::string id = text_of(entry, "id");
    core::LanePolicy& lane = policy.lanes[{id}];
    lane.id = {id};
    lane.title = text_of(entry, "title");
    if (lane.title.empty()) lane.title = id;
    lane.specialist = lane.id != policy.general_lane;
    lane.team = text_of(entry, "team");
    lane.must_finish = flag_of(entry, "must_finish");
    lane.back_down = flag_of(entry, "back_down");
    lane.break_glass = flag_of(entry, "break_glass") && id != "compliance";  // G4: never for compliance
    lane.restricted = flag_of(entry, "restricted");
    for (const std::string& lead : leads_of(config, entry)) lane.leads.push_back({lead});
    lane.rotas = rotas_of(config, policy.hours, entry);
    lane.hours = hours_of_lane(policy.hours, entry);
    lane.goal_ms = number_of(entry, "goal_min") * core::kMinute;
    lane.language = text_of(entry, "language");
    lane.fallback = {text_of(entry, "fallback")};
    lane.modes.base = core::from_word<core::RuleMode>(text_of(entry, "mode"));
    for (const auto& [rule, mode] : as_object(look(entry, {"rules"})).items())
      if (mode.is_string())
        if (const auto known = core::from_word<core::RuleMode>(mode.get_ref<const std::string&>()))
          lane.modes.rules[rule] = *known;
    lane.finish_ms = number_of(entry, "finish_min") * core::kMinute;
  }
  policy.default_lead = {text_of(look(config, {"organisation"}), "default_lead")};
  const json& capacity = look(config, {"capacity"});
  const double units = real_of(capacity, "units");
  policy.capacity = {thousandths(real_of(capacity, "chat")), thousandths(real_of(capacity, "mail")),
                     thousandths(real_of(capacity, "work_item"))};
  for (const json& entry : as_array(look(config, {"agents"}))) {
    const std::string id = text_of(entry, "id");
    core::AgentPolicy& agent = policy.agents[{id}];
    agent.id = {id};
    agent.name = text_of(entry, "name");
    if (agent.name.empty()) agent.name = id;
    for (const std::string& skill : texts_of(entry, "skills")) agent.skills.push_back({skill});
    agent.languages = texts_of(entry, "languages");
    auto shifts = hours_in(policy.hours, look(entry, {"shifts"}));
    const bool known =
        std::any_of(shifts.week.begin(), shifts.week.end(), [](const auto& day) { return !day.empty(); });
    if (known) agent.shifts = std::make_shared<const core::Hours>(std::move(shifts));
    const double own = real_of(entry, "capacity_units");
    agent.capacity_milliunits = thousandths(own > 0 ? own : units);
  }
}

// O4: the desk is a lane whose skill its members hold and whose office owns the thread.
void take_desk(const json& config, core::Policy& policy) {
  const json& desk = look(config, {"desk"});
  policy.desk.mark = number_of(desk, "mark");
  std::vector<std::string> authority = texts_of(desk, "authority");
  // as R3
  if (authority.empty()) authority = {"compliance", "retention", "revenue", "technical", "recovery", "general"};
  for (const std::string& lane : authority) policy.desk.authority.push_back({lane});
  for (const std::string& member : texts_of(desk, "members")) policy.desk.members.push_back({member});
  if (policy.desk.members.empty()) return;
  core::LanePolicy& lane = policy.lanes[core::kDesk];
  lane.id = core::kDesk;
  lane.title = text_of(desk, "title");
  lane.specialist = true;
  for (const std::string& lead : leads_of(config, desk)) lane.leads.push_back({lead});
  if (lane.leads.empty()) lane.leads.push_back(policy.desk.members.front());
  for (const core::AgentId& member : policy.desk.members) policy.agents[member].skills.push_back(core::kDesk);
}

void take_ownership(const json& config, core::Policy& policy) {
  for (const json& entry : as_array(look(config, {"ownership_rules"}))) {
    core::OwnershipRule& rule = policy.ownership_rules.emplace_back();
    rule.model = text_of(entry, "model");
    rule.segments = texts_of(entry, "segments");
    rule.triggers = texts_of(entry, "triggers");
    for (const std::string& lane : texts_of(entry, "lanes")) rule.lanes.push_back({lane});
    for (const json& type : as_array(look(entry, {"work_types"}))) rule.work_types.push_back(type.get<std::int64_t>());
  }
  const json& ownership = look(config, {"ownership"});
  policy.model_switches_max = number_of(ownership, "switches_max");
  policy.model_switch_gap_ms = number_of(ownership, "switch_gap_min") * core::kMinute;
  policy.moves_to_lane_max = number_of(ownership, "moves_to_lane_max");
}

// J1, J4
void take_moments(const json& config, core::Policy& policy) {
  policy.intake.ask = texts_of(look(config, {"intake"}), "ask");
  policy.intake.missing = texts_of(look(config, {"intake"}), "missing");
  for (const auto& [name, entry] : as_object(look(config, {"approvals"})).items()) {
    core::ApprovalPolicy& kind = policy.approvals[name];
    for (const std::string& lane : texts_of(entry, "lanes")) kind.lanes.push_back({lane});
    kind.agents_up_to = std::llround(real_of(entry, "agents_up_to") * 100.0);
    kind.leads_up_to = std::llround(real_of(entry, "leads_up_to") * 100.0);
    kind.currency = text_of(entry, "currency");
    kind.expires_ms = number_of(entry, "expires_h") * core::kHour;
  }
}

void take_bots(const json& config, core::Policy& policy) {
  for (const auto& [name, entry] : as_object(look(config, {"automation", "bots"})).items()) {
    core::BotPolicy& bot = policy.bots[{name}];
    bot.id = {name};
    for (const auto& [connector, accounts] : as_object(look(entry, {"threads"})).items())
      bot.threads[{connector}] = accounts.get<std::vector<std::string>>();
  }
}

void take_purposes(const json& config, core::Policy& policy) {
  for (const auto& [name, entry] : as_object(look(config, {"templates", "purposes"})).items()) {
    core::PurposePolicy& purpose = policy.purposes[name];
    purpose.owner = text_of(entry, "owner");
    purpose.category = text_of(entry, "category");
    for (const json& item : as_array(look(entry, {"templates"}))) {
      core::PurposeTemplate& chosen = purpose.templates.emplace_back();
      chosen.name = text_of(item, "name");
      for (const auto& [placeholder, source] : as_object(look(item, {"variables"})).items())
        chosen.variables[placeholder] = source.get<std::string>();
    }
  }
}

SensitiveOptions sensitive_of(const json& config) {
  const json& privacy = look(config, {"privacy"});
  const bool listed = privacy.contains("national_ids");
  return {listed ? texts_of(privacy, "national_ids") : national_id_kinds(),
          !privacy.contains("secrets_in_context") || flag_of(privacy, "secrets_in_context"),
          texts_of(privacy, "sensitive_patterns")};
}

}  // namespace

core::Policy policy_of(const json& config) {
  core::Policy policy;
  take_times(config, policy);
  const json& organisation = look(config, {"organisation"});
  policy.default_language = text_of(organisation, "language");
  policy.default_segment = text_of(organisation, "segment");
  policy.default_purpose = text_of(look(config, {"templates"}), "default_purpose");
  take_hours(config, policy);
  take_sla(config, policy);
  take_metric_targets(config, policy);
  take_people(config, policy);
  take_desk(config, policy);
  take_ownership(config, policy);
  take_bots(config, policy);
  take_moments(config, policy);
  take_purposes(config, policy);
  take_privacy(config, policy);
  policy.words = words_of(config);
  const json& recognise = look(config, {"recognise"});
  take_triage(config, policy);
  policy.matcher = make_matcher({.person = texts_of(recognise, "person"),
                                 .not_person = texts_of(recognise, "not_person"),
                                 .opt_out = texts_of(recognise, "opt_out"),
                                 .acknowledgement = texts_of(recognise, "acknowledgement"),
                                 .own_ids = texts_of(look(config, {"privacy"}), "own_ids"),
                                 .sensitive = sensitive_of(config),
                                 .signals = signal_set_of(config),
                                 .objects = objects_of(config)});
  return policy;
}

}  // namespace baton::policy
