// SPDX-License-Identifier: MIT
#include "host/engine/office.h"

#include <future>

#include "host/core/escalation_watch.h"
#include "host/core/organisation_day.h"
#include "host/ledger/codec_records.h"

namespace baton::engine {
namespace {

constexpr int kCatchUpsMax = 10;  // commits of other hosts that came first, one after the other

}  // namespace

Office::Office(OfficeOptions options) : options_(std::move(options)), thread_(*options_.activity) {
  roster_.name = "roster";
  alarms_.name = "alarms";
  paces_.name = "paces";
  for (const auto& channel : options_.channels) channels_[channel].name = "channel:" + channel.value;
}

Office::~Office() { stop(); }

void Office::stop() { thread_.stop(); }

template <class State, class Fact>
bool Office::load_stream(Stream<State, Fact>& stream) {
  const auto stored = options_.ledger->load(stream.name);
  if (stored.failed) return false;
  for (const auto& row : stored.facts) {
    const auto fact = ledger::read_variant<Fact>(row.name, row.version, row.json);
    if (!fact) return false;
    core::evolve(stream.state, *fact, row.at);
  }
  stream.sequence = stored.sequence;
  return true;
}

bool Office::load() {
  bool good = load_stream(roster_) && load_stream(alarms_) && load_stream(paces_);
  for (auto& [id, channel] : channels_) good = good && load_stream(channel);
  return good;
}

// A stream that cannot be read now is read when something is written to it: it does not follow on nothing.
void Office::follow(const std::vector<core::ConnectorId>& channels) {
  std::promise<void> followed;
  thread_.post([&] {
    for (const auto& channel : channels) {
      if (channels_.contains(channel)) continue;
      ChannelStream stream;
      stream.name = "channel:" + channel.value;
      load_stream(stream);
      const std::lock_guard lock(mutex_);
      channels_.emplace(channel, std::move(stream));
    }
    followed.set_value();
  });
  followed.get_future().wait();
}

template <class State, class Fact>
bool Office::store(Stream<State, Fact>& stream, const std::vector<Fact>& facts, const std::string& actor, const std::string& rule,
                   std::int64_t settles) {
  if (facts.empty() && settles == 0) return true;
  auto result = ledger::CommitResult::conflict;
  // Another host may have written to the stream since: what it wrote is read, and ours comes after it.
  for (int i = 0; i < kCatchUpsMax && result == ledger::CommitResult::conflict; ++i) {
    if (i > 0 && !catch_up(stream)) return false;
    result = store_once(stream, facts, actor, rule, settles);
  }
  return result == ledger::CommitResult::stored;
}

template <class State, class Fact>
bool Office::catch_up(Stream<State, Fact>& stream) {
  Stream<State, Fact> fresh;
  fresh.name = stream.name;
  if (!load_stream(fresh)) return false;
  const std::lock_guard lock(mutex_);
  stream = std::move(fresh);
  return true;
}

template <class State, class Fact>
ledger::CommitResult Office::store_once(Stream<State, Fact>& stream, const std::vector<Fact>& facts, const std::string& actor,
                                        const std::string& rule, std::int64_t settles) {
  ledger::Commit commit;
  commit.stream = stream.name;
  commit.after_sequence = stream.sequence;
  commit.at = options_.clock->now();
  commit.actor = actor;
  for (const auto& fact : facts) {
    std::string json;
    std::visit([&](const auto& record) { ledger::write_record(json, record); }, fact);
    commit.facts.push_back({std::string(ledger::record_name(fact)), ledger::record_version(fact), rule, std::move(json)});
  }
  if (settles != 0) commit.outbox_done.push_back(settles);
  const auto at = commit.at;
  std::promise<ledger::CommitResult> promise;
  auto stored = promise.get_future();
  if (!options_.ledger->submit(std::move(commit), [&](ledger::CommitResult result) { promise.set_value(result); }))
    return ledger::CommitResult::failed;
  if (const auto result = stored.get(); result != ledger::CommitResult::stored) return result;
  const std::lock_guard lock(mutex_);
  for (const auto& fact : facts) core::evolve(stream.state, fact, at);
  stream.sequence += static_cast<std::int64_t>(facts.size());
  return ledger::CommitResult::stored;
}

void Office::set_presence(const core::AgentId& agent, bool present, std::string by, OfficeDone done) {
  thread_.post([this, agent, present, by = std::move(by), done = std::move(done)] {
    const bool stored = store(roster_, core::set_presence(roster_.state, agent, present, by), by, "R5", 0);
    if (done) done(stored);
  });
}

void Office::templates_listed(const core::ConnectorId& channel, std::vector<core::KnownTemplate> listed, OfficeDone done) {
  thread_.post([this, channel, listed = std::move(listed), done = std::move(done)] {
    auto& stream = channels_.at(channel);
    const bool stored = store(stream, core::templates_listed(stream.state, listed), "channel:" + channel.value, "T1", 0);
    if (stored) check_purposes(channel);
    if (done) done(stored);
  });
}

void Office::mark_template(const core::ConnectorId& channel, std::string name, std::string language, std::string code, std::int64_t settles,
                           OfficeDone done) {
  thread_.post([this, channel, name = std::move(name), language = std::move(language), code = std::move(code), settles, done = std::move(done)] {
    const auto found = channels_.find(channel);
    if (found == channels_.end()) return done(store(alarms_, std::vector<core::AlarmFact>{}, "host", "T4", settles));  // its connector is gone
    auto& stream = found->second;
    const bool stored = store(stream, core::mark_template(stream.state, name, language, code), "channel:" + channel.value, "T4", settles);
    if (stored) check_purposes(channel);
    done(stored);
  });
}

void Office::check_purpose_of(const core::ConnectorId& channel, std::string purpose, std::string language,
                              core::CaseId case_id, std::int64_t settles, OfficeDone done) {
  thread_.post([this, channel, purpose = std::move(purpose), language = std::move(language),
                case_id = std::move(case_id), settles, done = std::move(done)] {
    const auto found = channels_.find(channel);
    const bool missing =
        found != channels_.end() &&
        core::usable_templates(found->second.state, *options_.policy(), purpose, {}, language).empty();
    const auto key = "no_template:" + purpose + ":" + channel.value + ":" + case_id.value;
    const auto open = alarms_.state.alarms.find(key);
    const bool told = open != alarms_.state.alarms.end() && open->second.acknowledged_by.empty();
    std::vector<core::AlarmFact> facts;
    if (missing && !told)
      facts = core::raise(
          alarms_.state, key,
          case_id.value + " may need purpose " + purpose + ", which has no usable template on " + channel.value,
          case_id);
    done(store(alarms_, facts, "host", "T3", settles));
  });
}

void Office::account_changed(const core::ConnectorId& channel, core::AccountChanged changed, OfficeDone done) {
  thread_.post([this, channel, changed = std::move(changed), done = std::move(done)] {
    auto& stream = channels_.at(channel);
    const bool stored = store(stream, std::vector<core::ChannelFact>{changed}, "channel:" + channel.value, "W3", 0);
    const bool news = changed.state == "restricted" || changed.state == "blocked";
    if (stored && news) {
      const auto key = "account:" + channel.value;
      store(alarms_, core::raise(alarms_.state, key, "the account of " + channel.value + " is " + changed.state + ": " + changed.what, {}), "host", "W3", 0);
    }
    if (done) done(stored);
  });
}

// T3: on load and on each change of status.
void Office::check_purposes(const core::ConnectorId& channel) {
  const auto policy = options_.policy();
  for (const auto& purpose : core::purposes_without_template(channels_.at(channel).state, *policy)) {
    const auto key = "no_template:" + purpose + ":" + channel.value;
    const auto open = alarms_.state.alarms.find(key);
    if (open != alarms_.state.alarms.end() && open->second.acknowledged_by.empty()) continue;
    store(alarms_, core::raise(alarms_.state, key, "no usable template of purpose " + purpose + " on " + channel.value, {}), "host", "T3", 0);
  }
}

void Office::raise_alarm(std::string key, std::string what, core::CaseId case_id, std::int64_t settles, OfficeDone done,
                         std::string party) {
  thread_.post([this, key = std::move(key), what = std::move(what), case_id = std::move(case_id), settles,
                done = std::move(done), party = std::move(party)] {
    options_.logger->warn("alarm {}: {}", key, what);
    const bool stored = store(alarms_, core::raise(alarms_.state, key, what, case_id, party), "host", "G", settles);
    if (done) done(stored);
  });
}

void Office::clear_alarm(const std::string& key, std::string why) {
  thread_.post([this, key, why = std::move(why)] {
    const auto facts = core::clear(alarms_.state, key, why);
    if (!facts.empty()) store(alarms_, facts, "host", "G", 0);
  });
}

void Office::acknowledge_alarm(const std::string& key, std::string by, std::function<void(bool, bool)> done) {
  thread_.post([this, key, by = std::move(by), done = std::move(done)] {
    const auto facts = core::acknowledge(alarms_.state, key, by);
    if (facts.empty()) return done(false, true);
    const bool stored = store(alarms_, facts, by, "G", 0);
    done(true, stored);
  });
}

void Office::compute_pace(OfficeDone done) {
  thread_.post([this, done = std::move(done)] {
    const auto day = core::local_of(options_.policy()->hours.where(), options_.clock->now()).day;
    bool stored = true;
    if (paces_.state.day < day) {
      std::vector<core::FinishedItems> finished;
      for (const auto& row : options_.ledger->finished(day - core::kPaceDays, day - 1))
        finished.push_back({{row.lane}, row.seconds, row.count});
      stored = store(paces_, core::compute_pace(paces_.state, finished, day), "host", "H7", 0);
    }
    if (done) done(stored);
  });
}

void Office::watch_escalation(OfficeDone done) {
  thread_.post([this, done = std::move(done)] {
    const auto now = options_.clock->now();
    const auto today = core::organisation_day(now, *options_.policy());
    const auto buckets = options_.ledger->metric_buckets(today - core::kEscalationDays + 1, today);
    const auto facts = core::watch_escalation(alarms_.state, core::figures_of(buckets, {}, now));
    const bool stored = store(alarms_, facts, "host", "H12", 0);
    if (done) done(stored);
  });
}

core::Millis Office::usual_ms(const core::LaneId& lane) const {
  const std::lock_guard lock(mutex_);
  return paces_.state.usual_ms(lane);
}

core::PaceState Office::paces() const {
  const std::lock_guard lock(mutex_);
  return paces_.state;
}

std::optional<core::Instant> Office::present_since(const core::AgentId& agent) const {
  const std::lock_guard lock(mutex_);
  const auto found = roster_.state.agents.find(agent);
  if (found == roster_.state.agents.end() || !found->second.present) return std::nullopt;
  return found->second.since;
}

core::RosterState::Presence Office::presence(const core::AgentId& agent) const {
  const std::lock_guard lock(mutex_);
  const auto found = roster_.state.agents.find(agent);
  return found == roster_.state.agents.end() ? core::RosterState::Presence{} : found->second;
}

core::TemplatesFound Office::templates(const core::ConnectorId& channel, const core::MessageId& message, const std::string& purpose,
                                       const std::string& name, const std::string& language) const {
  const std::lock_guard lock(mutex_);
  core::TemplatesFound found;
  found.message = message;
  const auto known = channels_.find(channel);
  if (known == channels_.end()) return found;
  found.account_restricted = known->second.state.restricted();
  found.usable = core::usable_templates(known->second.state, *options_.policy(), purpose, name, language);
  return found;
}

core::RosterState Office::roster() const {
  const std::lock_guard lock(mutex_);
  return roster_.state;
}

core::AlarmState Office::alarms() const {
  const std::lock_guard lock(mutex_);
  return alarms_.state;
}

std::map<core::ConnectorId, core::ChannelState> Office::channels() const {
  const std::lock_guard lock(mutex_);
  std::map<core::ConnectorId, core::ChannelState> result;
  for (const auto& [id, stream] : channels_) result[id] = stream.state;
  return result;
}

}  // namespace baton::engine
