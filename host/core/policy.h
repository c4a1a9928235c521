// SPDX-License-Identifier: MIT
// policy.h - the compiled configuration that `decide` reads. Plain values with the defaults of the operating model;
// host/policy fills it from the configuration file. Its hash is part of every automated decision's record (I9).
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/core/hours.h"
#include "host/core/ids.h"
#include "host/core/metric_targets.h"
#include "host/core/text_matcher.h"
#include "host/core/time.h"
#include "host/core/words.h"

namespace baton::core {

// What a connector declares of its channel (W1), as far as rules need it.
struct ChannelRules {
  std::string channel;       // "whatsapp"
  Millis window_ms = 0;      // 0 = the channel has no window
  bool templates = false;
  std::int64_t pair_burst = 0;  // 0 = no limit
  Millis pair_refill_ms = 0;
  std::int64_t text_max_chars = 0;
  bool calls = false;            // the customer can be asked whether they may be called (J5)
  std::int64_t buttons_max = 0;  // 0 = it has none: options are numbered in the text (J4)
};

struct ConnectorPolicy {
  Topology topology = Topology::gate;
  ChannelRules channel;
};

// Who leads by the clock (C2): the turn that covers the time, else the rota's own names; called in order after them.
struct RotaTurn {
  Hours when;
  AgentId on_duty;
  AgentId deputy;
};
struct Rota {
  AgentId on_duty;
  AgentId deputy;
  std::vector<AgentId> on_call;
  std::vector<RotaTurn> turns;
};

// G14: how the automated rules run in a lane. What is not said runs as the topology has it: enforce behind the gate,
// observe where another system sends.
struct LaneModes {
  std::optional<RuleMode> base;
  std::map<std::string, RuleMode> rules;  // by code
};

struct LanePolicy {
  LaneId id;
  std::string title;  // as the customer is told
  bool specialist = true;
  bool must_finish = false;  // its open items keep a case from being resolved (C6)
  std::vector<AgentId> leads;  // on duty first, then deputy, on-call, organisation default
  Priority priority = Priority::medium;  // of what triage sends here (R2)
  std::int64_t work_type = 1;            // R1
  std::shared_ptr<const Hours> hours = {};  // null: the organisation's
  Millis goal_ms = 0;  // of a work item (G7); 0 = the resolution target of its case
  std::vector<Rota> rotas = {};  // empty: whoever is in `leads`, whatever the time
  std::string team = {};       // empty: a team of its own
  bool back_down = false;      // its last item done takes the case back to model A (O5)
  LaneModes modes = {};        // G14
  LaneId fallback = {};        // where work goes that nobody of the lane is there for (R8); empty: it waits
  std::string language = {};   // briefs are read in it (B4); empty: the organisation's
  Millis finish_ms = 0;        // what its items take, until enough of them are finished (H7); 0 = not known
  bool break_glass = true;     // who lacks the skill may answer with a reason where nobody else is there (G4)
  bool restricted = false;     // keeps its notes to itself (R3)
};

// O5: the ownership model of a handoff. An empty list matches everything; of several rules the first that matches wins.
struct OwnershipRule {
  std::string model;
  std::vector<std::string> segments;
  std::vector<LaneId> lanes;
  std::vector<std::int64_t> work_types;
  std::vector<std::string> triggers;  // "H6", "handoff", ...
};

// O4: the escalation desk. Its office is the lane "desk".
struct DeskPolicy {
  std::vector<AgentId> members;
  std::int64_t mark = 10;         // more items waiting in a lane than this bring its cases to the desk
  std::vector<LaneId> authority;  // whose answer outranks whose, highest first
};

// R7: what differs by a customer's tier.
struct SegmentPolicy {
  Priority priority = Priority::medium;
  LaneId pod = {};              // where the conversation's owner is sought instead of the general lane
  bool person_at_once = false;  // no automation
  bool hurdles = false;         // automation first, unless H2, H6 or H8
};

struct SignalPolicy {
  std::string name;
  std::string rule;  // H1-H6, R1, R7
  LaneId lane = {};  // a lane of this organisation; empty where `means` is no lane
  std::int64_t weight_permille = 1000;
  SignalMeans means = SignalMeans::lane;
};

struct BehaviourPolicy {  // I7: what a program told about the customer takes part like words do
  SignalPolicy signal;
  Millis within_ms = 0;
};

struct SecurePathPolicy {  // H13
  std::string url;  // empty: there is none
  std::string key;  // signs the one-time token
  Millis valid_ms = 30 * kMinute;
};

// H13: which data classes and intents may stay on a channel, and where they belong else.
struct ChannelTable {
  std::map<std::string, Way> classes;
  std::map<std::string, Way> intents;
};

// P1-P3: how long what may be forgotten is kept.
struct KeepingPolicy {
  std::int64_t content_months = 24;  // after closing
  std::int64_t media_months = 12;
  Millis quarantine_ms = 14 * kDay;
};

// A classifier plugin, asked about each message beside the rules; they are the floor when it does not answer in time.
struct ClassifierPolicy {
  std::string id;      // its place: "classifiers.0"
  std::string plugin;
  Millis budget_ms = 1000;
  std::int64_t least_permille = 500;          // a label less sure than that says nothing
  std::map<std::string, std::string> labels;  // the plugin's word for an intent -> a signal
};

struct TriagePolicy {
  std::vector<SignalPolicy> signals;         // as TextMatcher::signals numbers them
  std::vector<LaneId> order;                 // R3, strongest claim first
  std::vector<LaneId> issues;                // lanes whose work may stand beside the work of another lane (R3)
  LaneId compliance = {};                    // the thread stays with a live problem beside it (R3)
  LaneId sensitive = {};                     // H2: who sees to data that does not belong in a chat
  LaneId at_risk = {};                       // R7: who sees to a customer about to leave instead of general support
  std::map<std::string, BehaviourPolicy> behaviours;  // by kind
  std::int64_t threshold_permille = 600;     // what the signals of a lane must weigh together
  std::int64_t unclear_turns = 2;            // H3
  std::vector<ClassifierPolicy> classifiers;  // in the order they are asked
};

struct IntakePolicy {  // J1: what the customer is asked once, and which of it, missing, makes us ask
  std::vector<std::string> ask;      // "intent", "ids", "urgency"
  std::vector<std::string> missing;  // empty: nobody is asked
};

// J4: an approval among ourselves: who may give it, how much, until when. Amounts in hundredths; 0 = no limit.
struct ApprovalPolicy {
  std::vector<LaneId> lanes;
  std::int64_t agents_up_to = 0;
  std::int64_t leads_up_to = 0;
  Millis expires_ms = kDay;
  std::string currency = {};
};

// What a conversation or a piece of work takes of an agent's capacity (R5), in thousandths of a unit.
struct CapacityUnits {
  std::int64_t chat = 1000;
  std::int64_t mail = 500;
  std::int64_t work_item = 1000;
};

struct AgentPolicy {
  AgentId id;
  std::string name;
  std::vector<LaneId> skills;
  std::int64_t capacity_milliunits = 5000;
  std::vector<std::string> languages = {};  // BCP 47; strategies see them with the candidate
  std::shared_ptr<const Hours> shifts = {};  // null: not known (O7)
};

struct BotPolicy {
  BotId id;
  std::map<ConnectorId, std::vector<std::string>> threads;  // accounts served; empty list = all of the connector
};

struct PurposeTemplate {
  std::string name;
  std::map<std::string, std::string> variables;  // placeholder -> source: "customer.name", "agent.name", "case", or words
};

struct PurposePolicy {
  std::string owner;
  std::vector<PurposeTemplate> templates;  // in order of preference
  std::string category;  // the category the purpose needs; a template that flipped away from it is unusable (T1); empty: any
};

// G13: targets of one tier and priority; 0 = none.
struct SlaTargets {
  Millis first_ms = 0;
  Millis next_ms = 0;
  Millis resolution_ms = 0;
  bool staffed = true;  // counted in staffed time; false: around the clock
};

inline const LaneId kDesk{"desk"};  // the lane of the escalation desk: "lead:desk" is its office

struct Policy {
  std::string hash;

  // window.margin_s: closed from event + window - margin on, that second included.
  Millis window_margin_ms = 300 * kSecond;
  Millis window_at_risk_ms = 18 * kHour;  // W2, by hours alone
  Millis update_due_margin_ms = kHour;    // window.due_margin_min

  Millis late_after_ms = kDay;            // I1
  Millis reopen_horizon_ms = 48 * kHour;  // C10
  Millis close_after_ms = 48 * kHour;     // C6
  Millis wait_default_ms = 72 * kHour;    // follow-up date where the owner names none

  std::int64_t bot_confidence_min_permille = 600;
  std::int64_t strikes_max = 3;
  std::int64_t stale_max = 3;             // H14, within an hour
  std::int64_t reminder_every_turns = 5;  // H11
  Millis burst_gap_ms = 5 * kSecond;      // I8
  Millis burst_max_ms = 30 * kSecond;

  Millis offer_timeout_ms = 120 * kSecond;
  Millis offer_timeout_vip_ms = 30 * kSecond;
  std::string vip_segment = "enterprise";
  CapacityUnits capacity;                 // R5
  std::int64_t max_overtaken = 20;        // R6
  Millis away_after_ms = 10 * kMinute;    // without a sign; 0 = nobody is away for that (O7)
  Millis silent_after_ms = kHour;         // a customer without a word for so long is silent (H7)
  LaneId late_lane = {};                  // H7: where what takes longer than the window goes, if nothing says so
  Millis candidates_again_ms = kMinute;   // nobody present: look again
  Millis brief_wait_ms = 3 * kSecond;     // B2: then the fallback's brief goes, or the minimal one
  Millis brief_budget_ms = 5 * kSecond;   // of a summarizer: what comes later is not taken
  bool brief_fallback = false;            // a second summarizer is asked beside the first
  Millis no_way_end_ms = 72 * kHour;      // a hold without a way ends here and becomes a draft
  Millis no_way_again_ms = kHour;         // and looks for a usable template this often
  Millis withheld_ms = kDay;              // W5
  Millis unreachable_after_ms = kDay;     // W7
  std::int64_t send_attempts_max = 8;
  std::vector<Millis> lookup_after_ms = {5 * kSecond, kMinute, 15 * kMinute};  // W9

  Hours hours;  // the organisation's; its zone is where days begin and end
  std::map<std::string, std::shared_ptr<const Zone>> zones;  // by name: those of customers
  std::map<std::string, std::string> zone_of_code;           // country code -> name, of countries with one zone
  Millis quiet_from_ms = 21 * kHour;  // W8, of the customer's day; equal: no quiet hours
  Millis quiet_to_ms = 8 * kHour;
  Millis staffed_least_ms = 2 * kHour;  // W2: less staffed time than that before the window's end is a risk
  Millis shift_margin_ms = kHour;       // W2: so long before the end of that shift

  // G13: by tier, then priority; tier "" holds for those that are not named.
  std::map<std::string, std::map<Priority, SlaTargets>> sla;
  bool sla_pauses_for_customer = true;
  bool sla_pauses_for_third_party = true;
  Millis overdue_after_ms = 15 * kMinute;  // M11: an update so late is a silent stall
  MetricTargets metric_targets;

  std::string default_language = "en";
  std::string default_segment = "standard";
  std::string default_purpose = "progress_update";  // of a reply that names none
  LaneId general_lane{"general"};
  AgentId default_lead;  // the last name behind every lane; empty: none
  std::string default_model = "l1_owns";
  std::vector<OwnershipRule> ownership_rules;
  std::int64_t model_switches_max = 2;        // automatic ones, a case (O5)
  Millis model_switch_gap_ms = 30 * kMinute;  // between them
  // a conversation comes back to a lane so often; then its lead decides (R9)
  std::int64_t moves_to_lane_max = 2;
  DeskPolicy desk;

  std::map<LaneId, LanePolicy> lanes;
  std::map<AgentId, AgentPolicy> agents;
  std::map<BotId, BotPolicy> bots;
  std::map<ConnectorId, ConnectorPolicy> connectors;
  std::map<std::string, PurposePolicy> purposes;
  // Words the host itself says: key ("acknowledgement", "announcement", "way_to_person", ...) -> language -> text.
  std::map<std::string, std::map<std::string, std::string>> words;

  std::map<std::string, SegmentPolicy> segments;
  TriagePolicy triage;
  SecurePathPolicy secure_path;
  std::map<std::string, ChannelTable> channels;  // by channel; "*" holds for those that do not say otherwise
  KeepingPolicy keeping;
  IntakePolicy intake;
  std::map<std::string, ApprovalPolicy> approvals;  // by what they are about: "refund"
  Millis sensitive_media_ms = 10 * kMinute;  // I4: media so soon after words about such data are withheld
  std::shared_ptr<const TextMatcher> matcher;

  const Hours& hours_of(const LaneId& lane) const;
  SlaTargets targets(const std::string& tier, Priority priority) const;
  const SegmentPolicy& segment(const std::string& name) const;  // the default's where it is not configured
  LaneId first_line(const std::string& segment) const;  // where the next owner is sought if no rule says where (R4, R7)
  const BotId* bot_for(const ConnectorId& connector, const std::string& account) const;
  bool holds_skill(const AgentId& agent, const LaneId& lane) const;
  bool restricted(const LaneId& lane) const;  // R3
  // H13: where it belongs when a customer is on this channel; a class nobody speaks of belongs into the form.
  Way way_of_class(std::string_view channel, std::string_view data_class) const;
  Way way_of_intent(std::string_view channel, std::string_view intent) const;
  // C2: on-duty lead, deputy, on-call, organisation default; there is always a name where `baton check` was content.
  std::vector<AgentId> leads_at(const LaneId& lane, Instant at) const;
  bool leads(const AgentId& agent, const LaneId& lane) const;  // named for it, whatever the time
  // On-duty lead and deputy (C2); the desk's members.
  bool may_write_for(const AgentId& agent, const LaneId& office, Instant at) const;
  bool has_lane(const LaneId& lane) const { return lanes.contains(lane); }
  bool is_specialist(const LaneId& lane) const;
  bool has_desk() const;
  // B4: in which briefs of a case are read: the language of the lane it is handed to, else of its own.
  std::string team_language(const LaneId& handed_to, const LaneId& own) const;
};

}  // namespace baton::core
