// SPDX-License-Identifier: MIT
#include "host/engine/customer_entry.h"

#include <algorithm>
#include <exception>

#include "host/core/addresses.h"
#include "host/core/capacity.h"
#include "host/core/dues.h"
#include "host/core/effects.h"
#include "host/core/find.h"
#include "host/core/metrics.h"
#include "host/core/next_step.h"
#include "host/core/queue_wish.h"
#include "host/engine/content_walk.h"
#include "host/engine/sealing.h"
#include "host/ledger/codec.h"

namespace baton::engine {
namespace {

constexpr std::int64_t kSnapshotEvery = 64;  // facts: what a load folds at most

std::string cause_of(const core::Input& input, const Origin& origin) {
  std::string cause(ledger::name_of(input));
  return origin.cause.empty() ? cause : cause + " " + origin.cause;
}

std::string joined(const std::vector<core::AgentId>& agents, const std::vector<core::AgentId>& more = {}) {
  std::string text;
  for (const auto* list : {&agents, &more})
    for (const auto& agent : *list) text += (text.empty() ? "" : " ") + agent.value;
  return text;
}

std::string channel_of(const core::CustomerState& state, const core::CaseId& id) {
  const auto* c = core::find(state.cases, id);
  const auto* thread = c == nullptr ? nullptr : core::newest_thread(state, *c);
  return thread == nullptr ? std::string() : thread->channel;
}

ledger::WorkRow work_row(const core::CustomerState& state, const core::Item& item, const core::Policy& policy) {
  const auto wish = core::queue_wish(state, item, policy);
  ledger::WorkRow row;
  row.item = item.id.value;
  row.case_id = item.case_id.value;
  row.stream = state.id.value;
  row.kind = core::word(item.kind);
  row.lane = item.lane.value;
  row.state = core::word(item.state);
  row.offered_to = item.offered_to.value;
  row.owner = item.owner.value;
  row.opened = item.opened;
  row.finished = item.finished();
  row.priority = static_cast<int>(wish.priority);
  row.work_type = wish.work_type;
  row.deadline = wish.deadline;
  row.language = wish.language;
  row.wanted = item.wanted.value;
  row.not_to = joined(item.declined_by, item.passed);
  row.also_offered = joined(item.also_offered);
  row.waits = wish.waits;
  row.at_once = wish.at_once;
  row.queued = item.queued;
  row.overtaken = item.overtaken;
  if (item.kind == core::ItemKind::conversation) row.channel = channel_of(state, item.case_id);
  return row;
}

// R6: an offer out of a queue; work type 3 and what is offered to one alone stand outside.
void add_offer(ledger::Commit& commit, const core::CustomerState& state, const core::OfferMade& made,
               const core::Policy& policy) {
  const auto* item = core::find(state.items, made.item);
  if (made.beside || item == nullptr || item->takeover) return;
  const auto wish = core::queue_wish(state, *item, policy);
  if (wish.work_type == 3) return;
  commit.offers.push_back(
      {made.item.value, item->lane.value, wish.language, made.agent.value, item->opened, commit.at});
}

// H7: what the work took, by the clock on the wall.
void add_finished(ledger::Commit& commit, const core::CustomerState& state, const core::ItemEnded& ended,
                  const core::Policy& policy) {
  const auto* item = core::find(state.items, ended.item);
  if (item == nullptr || item->kind != core::ItemKind::work || ended.state != core::WorkState::done) return;
  const auto day = core::local_of(policy.hours.where(), commit.at).day;
  commit.finished.push_back({item->lane.value, day, core::metric_seconds(commit.at - item->opened), 1});
}

std::map<core::AgentId, std::int64_t> owed_by_agents(const core::CustomerState& state,
                                                     const std::set<core::CaseId>& owing, const core::Policy& policy) {
  std::map<core::AgentId, std::int64_t> owed;
  for (const auto& id : owing) {
    const auto& c = state.cases.at(id);
    const auto* owner = std::get_if<core::AgentOwner>(&state.hands.at(c.hand).owner);
    if (owner != nullptr) owed[owner->id] += core::units_of_channel(policy, channel_of(state, id));
  }
  return owed;
}

bool has_place(const core::Input& input) {
  return std::visit([](const auto& known) { return requires { known.place; }; }, input);
}

}  // namespace

bool CustomerEntry::load(const core::Policy& policy) {
  auto stored = ledger_.load(id_.value);
  if (stored.failed) return false;
  forget();
  state_.id = id_;
  if (!stored.snapshot_json.empty()) {
    auto snapshot = ledger::state_from_json(stored.snapshot_json);
    if (!snapshot) return false;
    state_ = std::move(*snapshot);
  }
  if (!measuring_.resume(ledger_, id_.value, stored, policy)) return false;
  for (const auto& row : stored.facts)
    if (!measuring_.fold(state_, row, policy))
      return false;  // written by a newer program, or damaged: decide nothing upon half a history
  measuring_.folded(state_, policy);
  owed_ = owed_by_agents(state_, core::owing_cases(state_), policy);
  sequence_ = stored.sequence;
  snapshot_sequence_ = stored.snapshot_sequence;
  duplicates_.insert(stored.duplicate_keys.begin(), stored.duplicate_keys.end());
  key_ = stored.customer_key.empty() ? std::nullopt : ledger::ContentKey::unwrap(stored.customer_key);
  key_stored_ = key_.has_value();
  if (state_.erased) lose_key();
  else if (!key_) key_ = ledger::ContentKey::make();
  loaded_ = true;
  return true;
}

// What is still sealed for a customer who was erased is sealed for nobody.
void CustomerEntry::lose_key() {
  key_ = ledger::ContentKey::make();
  key_stored_ = true;
}

void CustomerEntry::forget() {
  loaded_ = false;
  state_ = {};
  measuring_.forget();
  ahead_.clear();
  duplicates_.clear();
  owed_.clear();
  case_rows_.clear();
  work_rows_.clear();
  stored_due_.reset();
  key_.reset();
  key_stored_ = false;
}

core::Instant CustomerEntry::next_due(const core::Policy& policy) const {
  return core::next_due(state_, policy).value_or(core::Instant{});
}

// A commit, so that the clock hears of it only when the index has moved: until then the customer still stands as due, and
// would be asked again and again.
void CustomerEntry::move_due(Prepared& prepared, core::Instant at, const core::Policy& policy) {
  prepared.commit = {};
  prepared.commit.stream = id_.value;
  prepared.commit.after_sequence = sequence_;
  prepared.commit.next_due = at;
  if (loaded_ && !measuring_.told()) measuring_.add_rows(prepared.commit, state_, policy);
  prepared.needed = true;
  stored_due_ = at;
}

Prepared CustomerEntry::measured(const core::Policy& policy) {
  Prepared prepared;
  prepared.outcome.customer = id_;
  prepared.outcome.kind = Outcome::Kind::unchanged;
  prepared.commit.stream = id_.value;
  prepared.commit.after_sequence = sequence_;
  prepared.needed = !measuring_.told();
  if (prepared.needed) measuring_.add_rows(prepared.commit, state_, policy);
  return prepared;
}

Prepared CustomerEntry::decide(core::Input input, const Origin& origin, const core::Policy& policy, core::Instant now) {
  auto prepared = decide_input(std::move(input), origin, policy, now);
  const auto kind = prepared.outcome.kind;
  // What was not taken, and what is somebody else's, takes no cursor along: it is still to be stored.
  if (!origin.cursor || kind == Outcome::Kind::failed || kind == Outcome::Kind::gone) return prepared;
  prepared.commit.cursors.push_back(*origin.cursor);
  prepared.needed = true;
  return prepared;
}

Prepared CustomerEntry::decide_input(core::Input input, const Origin& origin, const core::Policy& policy,
                                     core::Instant now) {
  Prepared prepared;
  prepared.outcome.customer = id_;
  if (!origin.duplicate_digest.empty() && duplicates_.contains(origin.duplicate_digest)) {
    // Confirmed only when the first one is on disk: an empty commit behind it in the same queue says so.
    prepared.outcome.kind = Outcome::Kind::duplicate;
    prepared.commit.stream = id_.value;
    prepared.commit.after_sequence = sequence_;
    prepared.needed = true;
    return prepared;
  }
  if (state_.erased && has_place(input)) {  // told once the erasure is on disk: then the word finds its way anew
    prepared.outcome.kind = Outcome::Kind::gone;
    prepared.outcome.returned = std::make_shared<core::Input>(std::move(input));
    prepared.commit.stream = id_.value;
    prepared.commit.after_sequence = sequence_;
    prepared.needed = true;
    return prepared;
  }
  Sealing sealing(*key_, policy.matcher.get(), [this] { return ids_.next(); });
  try {
    if (origin.decides != 0) recall_words(input);
    sealing.seal(input);
    const bool was_erased = static_cast<bool>(state_.erased);
    auto decision = core::decide(std::move(state_), input, policy, now);
    state_ = std::move(decision.state);
    prepared.outcome.facts = std::move(decision.facts);
    if (!decision.refusals.empty()) prepared.outcome.refusal = std::move(decision.refusals.front());
    if (!state_.erased) prepared.commit.content = sealing.rows_for(prepared.outcome.facts);
    else if (!was_erased) prepared.commit.erasure = erasure(input);
    prepare_commit(prepared, input, origin, policy, now);
  } catch (const NoIds&) {
    loaded_ = false;
    prepared = {};
    prepared.outcome.customer = id_;
    prepared.outcome.kind = Outcome::Kind::failed;
  } catch (const std::exception& error) {
    loaded_ = false;  // the state went into the decision and did not come back: it is read again from the ledger
    prepared.outcome.facts.clear();
    keep_undecided(prepared, input, origin, now, {error.what(), sealing.all_rows()});
  }
  return prepared;
}

// Somebody who asks for it is told when all of it is gone. What goes because its time is over (P1) goes a few words
// at a time afterwards; nobody can read them any more, for the key goes here.
ledger::Commit::Erasure CustomerEntry::erasure(const core::Input& input) const {
  constexpr int kPage = 1000;
  ledger::Commit::Erasure erased;
  if (!std::holds_alternative<core::ErasureAsked>(input)) return erased;
  const auto take = [&](const core::ContentRef& ref) { if (ref) erased.content.push_back(ref.id); };
  std::vector<ledger::StoredFact> page;
  do {
    page = ledger_.history(id_.value, page.empty() ? 0 : page.back().sequence, kPage);
    for (const auto& row : page)
      if (const auto fact = ledger::fact_from_json(row.name, row.version, row.json)) each_ref(*fact, take);
  } while (page.size() == kPage);
  for (std::int64_t after = 0; true;) {
    const auto rows = ledger_.undecided(after, kPage);
    for (const auto& row : rows)
      if (auto kept = ledger::input_from_json(row.json); row.stream == id_.value && kept)
        each_content(*kept, [&](const core::Content& content, ContentKind) { take(content.ref); });
    if (rows.size() < static_cast<std::size_t>(kPage)) break;
    after = rows.back().id;
  }
  for (const auto& rows : ahead_)
    for (const auto& row : rows) erased.content.push_back(row.id);
  std::sort(erased.content.begin(), erased.content.end());
  erased.content.erase(std::unique(erased.content.begin(), erased.content.end()), erased.content.end());
  return erased;
}

// An input that was kept has references only; a decision reads words.
void CustomerEntry::recall_words(core::Input& input) const {
  each_content(input, [this](core::Content& content, ContentKind) {
    if (!content.ref || !content.text.empty()) return;
    if (const auto sealed = ledger_.content(content.ref.id)) content.text = key_->open(content.ref.id, *sealed).value_or(std::string{});
  });
}

// What the ledger finds the customer by. An input that was kept has lost it, and the address itself says it again.
std::string CustomerEntry::index_of(const core::Input& input, const core::AddressAdded& added) const {
  std::string index;
  each_address(input, [&](const core::Address& address) {
    if (address.key != added.key || address.kind != added.kind) return;
    index = address.index;
    if (!index.empty()) return;
    const auto text = core::normalised(address.kind, address.value.text);
    index = ledger::address_hash(ledger_.address_secret(), core::word(address.kind), text);
  });
  return index;
}

void CustomerEntry::prepare_commit(Prepared& prepared, const core::Input& input, const Origin& origin, const core::Policy& policy,
                                   core::Instant now) {
  auto& commit = prepared.commit;
  const auto& facts = prepared.outcome.facts;
  commit.stream = id_.value;
  commit.after_sequence = sequence_;
  commit.at = now;
  commit.actor = origin.actor;
  commit.decided = origin.decides;
  if (origin.settles != 0) commit.outbox_done.push_back(origin.settles);
  if (!origin.duplicate_digest.empty()) commit.duplicate_keys.push_back(origin.duplicate_digest);
  prepared.outcome.kind = prepared.outcome.refusal ? Outcome::Kind::refused : facts.empty() ? Outcome::Kind::unchanged : Outcome::Kind::stored;
  prepared.needed = !facts.empty() || origin.settles != 0 || origin.decides != 0 || !origin.duplicate_digest.empty();
  if (!prepared.needed) return;
  if (!origin.duplicate_digest.empty()) duplicates_.insert(origin.duplicate_digest);
  if (facts.empty()) return;
  if (origin.answer) commit.answer = origin.answer(prepared.outcome);
  commit.cause = cause_of(input, origin);
  commit.input_json = ledger::to_json(input);
  for (const auto& ruled : facts) {
    commit.facts.push_back({std::string(ledger::name_of(ruled.fact)), ledger::version_of(ruled.fact), ruled.rule, ledger::to_json(ruled.fact)});
    const auto* added = std::get_if<core::AddressAdded>(&ruled.fact);
    if (added != nullptr) commit.addresses.push_back(index_of(input, *added));
  }
  if (commit.erasure) lose_key();
  if (!key_stored_) {
    commit.new_customer_key = key_->wrap();
    key_stored_ = true;
  }
  sequence_ += static_cast<std::int64_t>(facts.size());
  measuring_.decided(state_, policy, facts, now);
  if (sequence_ - snapshot_sequence_ >= kSnapshotEvery) {
    commit.snapshot_json = ledger::to_json(state_);
    commit.measures_json = measuring_.json();
    snapshot_sequence_ = sequence_;
  }
  prepare_rows(prepared, policy);
  for (const auto& ruled : facts) {
    if (const auto* made = std::get_if<core::OfferMade>(&ruled.fact)) add_offer(commit, state_, *made, policy);
    if (const auto* ended = std::get_if<core::ItemEnded>(&ruled.fact)) add_finished(commit, state_, *ended, policy);
  }
  measuring_.add_rows(commit, state_, policy);
  prepare_effects(commit, facts, now);
  // The index may fire early, never late: only an earlier due, or one that has passed, is worth a write.
  const auto due = next_due(policy);
  const bool passed = stored_due_ && *stored_due_ && *stored_due_ <= now;
  const bool earlier = due && (!stored_due_ || !*stored_due_ || due < *stored_due_);
  if (passed || earlier || !stored_due_) {
    commit.next_due = due;
    stored_due_ = due;
  }
}

ledger::CaseRow CustomerEntry::row_of(const core::Case& c, const core::Policy& policy) const {
  ledger::CaseRow row;
  row.case_id = c.id.value;
  row.stream = id_.value;
  row.status = std::string(core::word(c.status));
  row.owner = core::to_string(state_.hands.at(c.hand).owner);
  row.lane = c.lane.value;
  if (const auto* thread = core::newest_thread(state_, c)) row.channel = thread->channel;
  row.segment = state_.segment;
  row.priority = static_cast<int>(c.priority);
  row.open = !c.settled();
  row.opened = c.opened;
  row.next_update_due = core::next_update_due(state_, c, policy);
  row.revision = static_cast<std::int64_t>(c.revision);
  return row;
}

void CustomerEntry::prepare_rows(Prepared& prepared, const core::Policy& policy) {
  auto& commit = prepared.commit;
  const auto owing = core::owing_cases(state_);
  auto owed = owed_by_agents(state_, owing, policy);
  for (const auto& [agent, units] : owed) prepared.owed[agent] += units;
  for (const auto& [agent, units] : owed_) prepared.owed[agent] -= units;
  std::erase_if(prepared.owed, [](const auto& entry) { return entry.second == 0; });
  owed_ = std::move(owed);
  for (const auto& [case_id, c] : state_.cases) {
    auto row = row_of(c, policy);
    row.owed = owing.contains(case_id);
    auto& known = case_rows_[case_id.value];
    if (known == row) continue;
    known = row;
    commit.cases.push_back(std::move(row));
  }
  for (const auto& [item_id, item] : state_.items) {
    auto row = work_row(state_, item, policy);
    auto& known = work_rows_[item_id.value];
    if (known == row) continue;
    known = row;
    commit.work.push_back(std::move(row));
  }
}

void CustomerEntry::prepare_effects(ledger::Commit& commit, const std::vector<core::Ruled>& facts, core::Instant now) {
  for (const auto& ruled : facts) {
    for (const auto& effect : core::react(ruled.fact)) {
      ledger::OutboxRow row;
      row.id = ids_.next();
      row.kind = std::string(ledger::name_of(effect));
      row.version = ledger::version_of(effect);
      row.stream = id_.value;
      row.json = ledger::to_json(effect);
      if (const auto* send = std::get_if<core::SendMessage>(&effect)) row.connector = send->connector.value;
      row.due = now;
      row.state = "pending";
      commit.outbox.push_back(std::move(row));
    }
  }
}

void CustomerEntry::keep_undecided(Prepared& prepared, const core::Input& input, const Origin& origin, core::Instant now, Kept kept) {
  auto& commit = prepared.commit;
  commit = {};
  commit.stream = id_.value;
  commit.after_sequence = sequence_;
  commit.at = now;
  commit.actor = origin.actor;
  if (origin.settles != 0) commit.outbox_done.push_back(origin.settles);
  if (!origin.duplicate_digest.empty()) commit.duplicate_keys.push_back(origin.duplicate_digest);
  prepared.outcome.kind = Outcome::Kind::undecided;
  // A second failure leaves the row as it is; that time has passed is nothing to be kept.
  prepared.needed = origin.decides == 0 && (origin.settles != 0 || !std::holds_alternative<core::ClockReached>(input));
  if (!prepared.needed) return;
  try {
    ledger::UndecidedRow row;
    row.id = ids_.next();
    row.stream = id_.value;
    row.json = ledger::to_json(input);
    row.why = std::move(kept.why);
    row.received = now;
    commit.undecided = std::move(row);
    commit.content = std::move(kept.content);
    if (!key_stored_) {
      commit.new_customer_key = key_->wrap();
      key_stored_ = true;
    }
    if (!origin.duplicate_digest.empty()) duplicates_.insert(origin.duplicate_digest);
  } catch (const std::exception&) {
    prepared.outcome.kind = Outcome::Kind::failed;  // not even an id to be had: the store is down
    prepared.needed = false;
  }
}

}  // namespace baton::engine
