// SPDX-License-Identifier: MIT
#include "host/core/testing/world.h"

#include "host/core/find.h"
#include "host/core/fingerprint.h"

namespace baton::core::testing {

std::optional<TextSpan> FakeMatcher::asks_for_person(std::string_view text, std::string_view) const {
  constexpr std::string_view kAsk = "talk to a person";
  const auto at = text.find(kAsk);
  if (at == std::string_view::npos) return std::nullopt;
  return TextSpan{static_cast<std::int64_t>(at), static_cast<std::int64_t>(kAsk.size()), "fake"};
}

bool FakeMatcher::is_acknowledgement(std::string_view text, std::string_view) const {
  return text == "thanks" || text == "ok" || text == "👍";
}

std::optional<PromisedTime> FakeMatcher::promised_time(std::string_view text, std::string_view) const {
  constexpr std::string_view kPromise = "within two hours";
  const auto at = text.find(kPromise);
  if (at == std::string_view::npos) return std::nullopt;
  PromisedTime named;
  named.span = {static_cast<std::int64_t>(at), static_cast<std::int64_t>(kPromise.size()), "fake"};
  named.after = 2 * kHour;
  return named;
}

std::vector<TextSpan> FakeMatcher::own_ids(std::string_view) const { return {}; }

std::vector<TextSpan> FakeMatcher::sensitive(std::string_view text) const {
  constexpr std::string_view kBefore = "secret ";
  const auto at = text.find(kBefore);
  if (at == std::string_view::npos || at + kBefore.size() == text.size()) return {};
  const auto begin = at + kBefore.size();
  return {{static_cast<std::int64_t>(begin), static_cast<std::int64_t>(text.size() - begin), "secret"}};
}

Heard FakeMatcher::language_of(std::string_view text) const {
  if (text.starts_with("in ") && text.size() == 5) return {std::string(text.substr(3)), true};
  if (text.size() > 4 && text.substr(2, 2) == ": ") return {std::string(text.substr(0, 2)), false};
  return {};
}

std::vector<SignalHit> FakeMatcher::signals(std::string_view text) const {
  std::vector<SignalHit> hits;
  for (std::size_t i = 0; i < signal_words.size(); ++i) {
    const auto at = text.find(signal_words[i]);
    if (at == std::string_view::npos) continue;
    const auto sentence = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '.');
    hits.push_back({i, static_cast<std::int64_t>(at), static_cast<std::int64_t>(signal_words[i].size()), sentence});
  }
  return hits;
}

namespace {

void add_lane(Policy& policy, const char* id, bool specialist, bool must_finish, std::vector<AgentId> leads) {
  policy.lanes[{id}] = {{id}, std::string("the ") + id + " team", specialist, must_finish, std::move(leads)};
}

void add_agent(Policy& policy, const char* id, std::vector<LaneId> skills) {
  policy.agents[{id}] = {{id}, std::string("Name of ") + id, std::move(skills), 5000};
}

}  // namespace

Policy test_policy() {
  Policy policy;
  policy.hash = "policy-1";
  policy.quiet_from_ms = policy.quiet_to_ms;  // tests of the night turn it on
  policy.away_after_ms = 0;                   // and those of people of whom nothing is heard
  policy.matcher = std::make_shared<FakeMatcher>();
  add_lane(policy, "general", false, false, {{"lea"}, {"dan"}});
  add_lane(policy, "technical", true, false, {{"tess"}});
  add_lane(policy, "compliance", true, true, {{"cleo"}});
  add_agent(policy, "ana", {{"general"}});
  add_agent(policy, "ben", {{"general"}});
  add_agent(policy, "lea", {{"general"}});
  add_agent(policy, "dan", {{"general"}});
  add_agent(policy, "tom", {{"technical"}});
  add_agent(policy, "tina", {{"technical"}});
  add_agent(policy, "tess", {{"technical"}});
  add_agent(policy, "cleo", {{"compliance"}});
  policy.bots[{"helper"}] = {{"helper"}, {{{"wa"}, {"bot"}}}};
  ConnectorPolicy whatsapp;
  whatsapp.channel.channel = "whatsapp";
  whatsapp.channel.window_ms = kDay;
  whatsapp.channel.templates = true;
  whatsapp.channel.pair_burst = 45;
  whatsapp.channel.pair_refill_ms = 6 * kSecond;
  policy.connectors[{"wa"}] = whatsapp;
  ConnectorPolicy mail;
  mail.channel.channel = "email";
  policy.connectors[{"mail"}] = mail;
  for (const char* purpose : {"progress_update", "resolution"}) {
    auto& configured = policy.purposes[purpose];
    configured.owner = "lea";
    configured.templates = {{"status_a", {{"1", "customer.name"}, {"2", "case"}}}, {"status_b", {}}};
  }
  return policy;
}

Policy triage_policy() {
  Policy policy = test_policy();
  for (const char* lane : {"retention", "revenue", "recovery", "vip"}) {
    add_lane(policy, lane, true, false, {{std::string("lead-") + lane}});
    add_agent(policy, (std::string("lead-") + lane).c_str(), {{lane}});
  }
  policy.lanes.at({"compliance"}).priority = Priority::immediate;
  for (const char* lane : {"retention", "revenue"}) policy.lanes.at({lane}).priority = Priority::high;
  for (auto& [id, lane] : policy.lanes) lane.work_type = lane.specialist && id.value != "vip" ? 2 : 1;
  policy.segments = {{"enterprise", {Priority::high, {"vip"}, true, false}},
                     {"standard", {Priority::medium, {}, false, false}},
                     {"trial", {Priority::low, {}, false, true}}};
  auto& triage = policy.triage;
  triage.order = {{"compliance"}, {"retention"}, {"revenue"}, {"technical"}, {"recovery"}, {"general"}};
  triage.issues = {{"compliance"}, {"revenue"}, {"technical"}};
  triage.compliance = triage.sensitive = {"compliance"};
  auto matcher = std::make_shared<FakeMatcher>();
  const auto add = [&](const char* word, const char* rule, const char* lane, std::int64_t weight,
                       SignalMeans means = SignalMeans::lane) {
    matcher->signal_words.emplace_back(word);
    triage.signals.push_back({word, rule, {lane}, weight, means});
  };
  add("gdpr", "H1", "compliance", 1000);
  add("cancel", "H6", "retention", 900);
  add("refund", "H5", "revenue", 700);
  add("price", "H5", "revenue", 300);
  add("invoice", "H5", "revenue", 300);
  add("error", "H4", "technical", 700);
  add("angry", "H6", "recovery", 700);
  add("production down", "H4", "technical", 900, SignalMeans::mission_critical);
  add("damn", "R7", "", 0, SignalMeans::tone);
  add("hurt you", "R7", "", 0, SignalMeans::threat);
  add("did not help", "H3", "", 0, SignalMeans::unclear);
  add("all our users", "R1", "", 0, SignalMeans::impact_all);
  add("colleagues too", "R1", "", 0, SignalMeans::impact_many);
  add("workaround", "R1", "", 0, SignalMeans::workaround);
  add("passport", "H2", "", 0, SignalMeans::sensitive);
  add("send me your card number", "H2", "", 0, SignalMeans::asks_sensitive);
  triage.at_risk = {"retention"};
  triage.behaviours["cancel_flow_visit"] = {{"cancel_flow_visit", "H6", {"retention"}, 600}, 7 * kDay};
  triage.behaviours["payment_failed"] = {{"payment_failed", "H5", {"revenue"}, 400}, 7 * kDay};
  add("stuck", "R1", "", 0, SignalMeans::no_workaround);
  policy.matcher = std::move(matcher);
  return policy;
}

Content content(std::string text) {
  static std::int64_t next = 0;
  if (text.empty()) return {};
  Content made;
  made.ref = {++next, "hash of " + text};
  made.text = std::move(text);
  return made;
}

ContentRef remote(const std::string& id) { return content(id).ref; }

UsableTemplate usable(std::string name) { return {std::move(name), "en", "utility", false, {"1", "2"}, {"Yes"}}; }

World::World(Policy with) : policy(std::move(with)) { state.id = {"k7"}; }

World& World::decide(Input input) {
  const auto before = state;
  auto decision = core::decide(std::move(state), input, policy, now);
  for (const auto& problem : broken_invariants(before, input, decision, policy, now))
    ADD_FAILURE() << problem << "\n  after " << dump(input);
  state = std::move(decision.state);
  facts = std::move(decision.facts);
  refusals = std::move(decision.refusals);
  for (const auto& ruled : facts) {
    history.emplace_back(now, ruled);
    for (auto& effect : react(ruled.fact)) effects.push_back(std::move(effect));
  }
  return *this;
}

World& World::pass(Millis span) {
  const auto end = now + span;
  for (int i = 0; i < 10'000; ++i) {
    const auto due = next_due(state, policy);
    if (!due || *due > end) break;
    now = std::max(now, *due);
    decide(ClockReached{});
  }
  now = end;
  return *this;
}

World& World::jump(Millis span) {
  now = now + span;
  return decide(ClockReached{});
}

Place World::place(const std::string& account) const {
  Place where;
  where.connector = {account == "mail" ? "mail" : "wa"};
  where.account = account;
  where.addresses.push_back({AddressKind::phone, "key-1", content("+491512345")});
  where.name = content("Ada");
  return where;
}

CustomerWrote World::words(const std::string& text, const std::string& account) const {
  static int next = 0;
  CustomerWrote wrote;
  wrote.place = place(account);
  wrote.remote_id = content("wamid." + std::to_string(++next));
  wrote.text = content(text);
  wrote.fingerprint = fingerprint(text, std::hash<std::string_view>{});
  wrote.occurred = now;
  wrote.received = now;
  return wrote;
}

CaseId World::says(const std::string& text, const std::string& account) {
  decide(words(text, account));
  return last<MessageReceived>().case_id;
}

CaseId World::taps(const Send& on, const std::string& title) {
  auto wrote = words(title, state.threads.at(on.thread).account);
  wrote.kind = MessageKind::button;
  wrote.quoted.ref = on.remote_id;
  decide(wrote);
  return last<MessageReceived>().case_id;
}

MessageId World::replies(const CaseId& id, const std::string& agent, const std::string& text, std::vector<std::string> cites) {
  decide(ReplyWritten{id, {}, hand(id).epoch, {agent}, content(text), "", "", std::move(cites)});
  return last_message();
}

void World::bot_says(const CaseId& id, const std::string& text, std::optional<std::int64_t> confidence) {
  decide(BotReplied{id, {}, hand(id).epoch, {"helper"}, content(text), confidence, false, ""});
}

void World::bot_falls_back(const CaseId& id) {
  decide(BotReplied{id, {}, hand(id).epoch, {"helper"}, content("Sorry, I did not get that."), {}, true, ""});
}

void World::hands_off(const CaseId& id, const std::string& by, const std::string& lane, const std::string& model) {
  HandoffAsked asked;
  asked.case_id = id;
  asked.epoch = hand(id).epoch;
  asked.by = by;
  asked.lane = {lane};
  asked.model = model;
  asked.reason = "next_step";
  asked.question = content("please look into " + lane);
  decide(asked);
}

void World::acts(const WorkId& item, WorkActed::Act act, const std::string& agent) {
  decide(WorkActed{item, act, {agent}, "other"});
}

void World::answers(const WorkId& item, const std::string& agent, const std::string& text) {
  decide(WorkAnswered{item, {agent}, content(text), true});
}

void World::resolves(const CaseId& id, const std::string& by, const std::string& reply) {
  decide(ResolveAsked{id, hand(id).epoch, by, content(reply)});
}

void World::waits(const CaseId& id, const std::string& by, Instant until) {
  decide(WaitAsked{id, hand(id).epoch, by, until});
}

void World::assigns(const CaseId& id, const std::string& agent) {
  decide(AssignAsked{id, hand(id).epoch, "agent:lea", {agent}, "capacity"});
}

void World::strategy_fails(const CaseId& id) {
  decide(OwnershipFailed{id, at(id).handoff.ownership_ask, "l1-owns", "timeout"});
}

void World::strategy_says(OwnershipProposed answer) {
  const auto& c = at(answer.case_id);
  answer.ask = c.handoff.ownership_ask;
  answer.revision = c.revision;
  answer.plugin = "l1-owns";
  decide(std::move(answer));
}

namespace {
std::uint64_t ask_of(const Handoff& handoff, bool fallback) {
  return fallback ? handoff.fallback_ask : handoff.brief_ask;
}
}  // namespace

void World::brief_comes(const CaseId& id, bool of_fallback) {
  BriefMade made;
  made.case_id = id;
  made.ask = ask_of(at(id).handoff, of_fallback);
  made.revision = at(id).revision;
  made.plugin = of_fallback ? "plain" : "brief";
  made.steps_state = StepsState::none;
  made.intent = content("wants help");
  made.intent_source = 1;
  made.status = content("open");
  decide(std::move(made));
}

void World::brief_fails(const CaseId& id, bool of_fallback) {
  decide(BriefFailed{id, ask_of(at(id).handoff, of_fallback), of_fallback ? "plain" : "brief", "timeout"});
}

void World::present(const WorkId& item, std::initializer_list<const char*> agents) {
  CandidatesFound found;
  found.item = item;
  Instant idle = now - kHour;
  for (const char* agent : agents) {
    found.candidates.push_back({{agent}, {}, 0, 5000, idle});
    idle = idle + kMinute;
  }
  decide(std::move(found));
}

void World::templates(const MessageId& message, std::vector<UsableTemplate> found) {
  decide(TemplatesFound{message, std::move(found), false});
}

void World::taken(const MessageId& message) { decide(SendAccepted{message, content("r:" + message.value), {}}); }

void World::fails(const MessageId& message, FailureScope scope, RetryClass retry, Millis after) {
  decide(SendFailed{message, "131000", scope, retry, after, "the channel said no"});
}

CaseId World::owned_case(const std::string& agent) {
  const auto id = says("my parcel is lost");
  acts(seat_of(id), WorkActed::Act::claim, agent);
  taken(replies(id, agent, "I am looking into it"));
  return id;
}

CaseId World::escalated_case(const std::string& agent) {
  const auto id = owned_case(agent);
  hands_off(id, "agent:" + agent, "technical");
  strategy_fails(id);  // the built-in default: model A, the owner stays
  brief_comes(id);
  return id;
}

WorkId World::work_of(const CaseId& id) const {
  WorkId newest;
  for (const auto& [item_id, item] : state.items)
    if (item.case_id == id && item.kind == ItemKind::work && !item.finished() && number_of(item_id.value) > number_of(newest.value))
      newest = item_id;
  return newest;
}

WorkId World::seat_of(const CaseId& id) const {
  for (const auto& [item_id, item] : state.items)
    if (item.case_id == id && item.kind == ItemKind::conversation && !item.finished()) return item_id;
  return {};
}

const Send& World::last_send() const { return state.sends.at(last<SendQueued>().message); }

MessageId World::last_message() const {
  for (auto entry = facts.rbegin(); entry != facts.rend(); ++entry) {
    if (const auto* queued = std::get_if<SendQueued>(&entry->fact)) return queued->message;
    if (const auto* drafted = std::get_if<ReplyDrafted>(&entry->fact)) return drafted->message;
  }
  return {};
}

}  // namespace baton::core::testing
