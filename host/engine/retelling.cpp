// SPDX-License-Identifier: MIT
#include "host/engine/retelling.h"

#include <algorithm>
#include <map>

#include "host/core/decide.h"
#include "host/core/dues.h"
#include "host/core/evolve.h"
#include "host/core/find.h"
#include "host/engine/content_walk.h"
#include "host/engine/renaming.h"
#include "host/engine/told.h"
#include "host/ledger/codec.h"
#include "host/ledger/content_key.h"

namespace baton::engine {
namespace {

constexpr int kPage = 500;
constexpr core::Millis kClockSlack = 5 * core::kMinute;  // a due is worked off when the host gets to it
constexpr int kDefaultsMax = 100;  // built-in defaults that one decision may ask for, one after the other

class Teller {
 public:
  Teller(ledger::Histories& histories, ledger::StreamName stream, const core::Policy& policy,
         core::Instant until)
      : histories_(histories), stream_(std::move(stream)), policy_(policy), until_(until) {
    was_.id = would_.id = {stream_};
  }
  Retelling tell();

 private:
  bool read();
  void input(const ledger::StoredInput& stored);
  void clock(core::Instant until);
  bool clock_comes(core::Instant due) const;
  std::vector<core::Ruled> decide(const core::Input& input, core::Instant now);
  void step(const std::string& name, core::Instant at, const std::vector<core::Ruled>& recorded,
            std::vector<core::Ruled> again, bool by_clock);
  std::vector<core::Ruled> answer_with_defaults(std::vector<core::Fact> questions, core::Instant at);
  std::optional<core::Input> built_in(const core::Fact& question) const;
  bool answered_later(const core::Fact& question, core::Instant at) const;
  void compare(const std::string& name, core::Instant at, bool by_clock);
  void differ(const core::CaseId& id, const std::string& name, core::Instant at);
  void add_samples(const core::CaseId& id, core::Instant now);
  void finish();

  ledger::Histories& histories_;
  ledger::StreamName stream_;
  const core::Policy& policy_;
  core::Instant until_;
  Retelling told_;
  std::optional<ledger::ContentKey> key_;
  std::vector<ledger::StoredInput> inputs_;
  std::vector<core::Instant> clocks_;                          // when the recorded host looked at the clock
  std::map<std::string, std::vector<core::Instant>> answers_;  // question -> when it was answered
  core::CustomerState was_, would_;
  core::Measures was_measured_, would_measured_;
  Renaming names_;
  std::map<core::CaseId, Told> pending_;  // what the tellings say of a case and do not agree on yet
  std::map<core::CaseId, RetoldCase> cases_;
};

bool Teller::read() {
  const auto loaded = histories_.load(stream_);
  if (loaded.failed) {
    told_.damage = "the stream cannot be read: " + histories_.health();
    return false;
  }
  if (loaded.customer_key.empty()) {
    told_.erased = true;
    return false;
  }
  key_ = ledger::ContentKey::unwrap(loaded.customer_key);
  for (;;) {
    auto page = histories_.inputs(stream_, inputs_.empty() ? 0 : inputs_.back().position, kPage);
    if (page.empty()) break;
    std::move(page.begin(), page.end(), std::back_inserter(inputs_));
  }
  for (const auto& stored : inputs_) {
    const auto input = ledger::input_from_json(stored.json);
    if (!input) continue;
    if (std::holds_alternative<core::ClockReached>(*input)) clocks_.push_back(stored.at);
    if (const auto answer = answer_of(*input)) answers_[*answer].push_back(stored.at);
  }
  return true;
}

Retelling Teller::tell() {
  if (!read()) return std::move(told_);
  for (const auto& stored : inputs_) {
    input(stored);
    if (!told_.damage.empty()) return std::move(told_);
  }
  clock(until_);
  finish();
  return std::move(told_);
}

void Teller::input(const ledger::StoredInput& stored) {
  auto taken = ledger::input_from_json(stored.json);
  std::vector<core::Ruled> recorded;
  for (const auto& row : stored.facts) {
    auto fact = ledger::fact_from_json(row.name, row.version, row.json);
    if (fact) recorded.push_back({std::move(*fact), row.rule});
  }
  if (!taken || recorded.size() != stored.facts.size()) {
    told_.damage = "an input at position " + std::to_string(stored.position) + " cannot be read";
    return;
  }
  ++told_.inputs;
  const std::string name(ledger::name_of(*taken));
  clock(stored.at);
  each_content(*taken, [this](core::Content& content, ContentKind) {
    if (!content.ref || !key_) return;
    if (const auto sealed = histories_.content(content.ref.id))
      content.text = key_->open(content.ref.id, *sealed).value_or(std::string{});
  });
  std::vector<core::Ruled> again;
  if (names_.rename(*taken, was_, would_))
    again = decide(*taken, stored.at);
  else
    ++told_.without_place;
  for (const auto& ruled : recorded) {
    core::evolve(was_, ruled.fact, stored.at);
    core::measure(was_measured_, was_, policy_, ruled, stored.at);
  }
  core::measure_state(was_measured_, was_, policy_);
  step(name, stored.at, recorded, std::move(again), std::holds_alternative<core::ClockReached>(*taken));
}

std::vector<core::Ruled> Teller::decide(const core::Input& input, core::Instant now) {
  auto decision = core::decide(std::move(would_), input, policy_, now);
  would_ = std::move(decision.state);
  for (const auto& ruled : decision.facts) core::measure(would_measured_, would_, policy_, ruled, now);
  core::measure_state(would_measured_, would_, policy_);
  return std::move(decision.facts);
}

// The recorded host worked this due off: its look at the clock is among the inputs and comes at its own time.
bool Teller::clock_comes(core::Instant due) const {
  const auto next = std::lower_bound(clocks_.begin(), clocks_.end(), due);
  return next != clocks_.end() && *next - due <= kClockSlack;
}

void Teller::clock(core::Instant until) {
  core::Instant last;
  for (;;) {
    const auto due = core::next_due(would_, policy_);
    if (!due || *due >= until || *due <= last || clock_comes(*due)) return;
    last = *due;
    step("ClockReached", *due, {}, decide(core::ClockReached{}, *due), true);
  }
}

void Teller::step(const std::string& name, core::Instant at, const std::vector<core::Ruled>& recorded,
                  std::vector<core::Ruled> again, bool by_clock) {
  auto questions = names_.pair(recorded, again);
  auto more = answer_with_defaults(std::move(questions), at);
  std::move(more.begin(), more.end(), std::back_inserter(again));
  for (const auto& ruled : recorded)
    for (auto& said : told_by(was_, ruled.fact)) pending_[said.case_id].was(at, said);
  for (const auto& ruled : again) {
    for (auto& said : told_by(would_, ruled.fact)) {
      said.case_id = names_.recorded(said.case_id);
      pending_[said.case_id].would(at, said);
    }
  }
  compare(name, at, by_clock);
}

bool Teller::answered_later(const core::Fact& question, core::Instant at) const {
  const auto known = answers_.find(names_.recorded_question(*question_of(question)));
  return known != answers_.end() && std::any_of(known->second.begin(), known->second.end(),
                                                [&](core::Instant when) { return when >= at; });
}

std::optional<core::Input> Teller::built_in(const core::Fact& question) const {
  const std::string why = "not asked in the record";
  if (const auto* asked = std::get_if<core::OwnershipAsked>(&question))
    return core::OwnershipFailed{asked->case_id, asked->ask, "simulate", why};
  if (const auto* asked = std::get_if<core::BriefAsked>(&question))
    return core::BriefFailed{asked->case_id, asked->ask, "simulate", why};
  if (const auto* asked = std::get_if<core::LabelsAsked>(&question))
    return core::LabelsFailed{asked->case_id, asked->ask, "simulate", why};
  if (const auto* asked = std::get_if<core::CandidatesAsked>(&question))
    return core::CandidatesFound{asked->item, {}};
  if (const auto* asked = std::get_if<core::TemplatesAsked>(&question))
    return core::TemplatesFound{asked->message, {}, false};
  if (const auto* sent = std::get_if<core::SendAttempted>(&question))
    return core::SendAccepted{sent->message, {}, {}};
  if (const auto* asked = std::get_if<core::LookupAsked>(&question))
    return core::LookupAnswered{asked->message, core::LookupResult::unknown, {}};
  return std::nullopt;
}

std::vector<core::Ruled> Teller::answer_with_defaults(std::vector<core::Fact> questions, core::Instant at) {
  std::vector<core::Ruled> facts;
  for (int i = 0; i < kDefaultsMax && !questions.empty(); ++i) {
    const auto question = questions.front();
    questions.erase(questions.begin());
    if (answered_later(question, at)) continue;
    const auto answer = built_in(question);
    if (!answer) continue;
    ++told_.unanswered;
    for (auto& ruled : decide(*answer, at)) {
      if (question_of(ruled.fact)) questions.push_back(ruled.fact);
      facts.push_back(std::move(ruled));
    }
  }
  return facts;
}

void Teller::compare(const std::string& name, core::Instant at, bool by_clock) {
  for (auto& [id, told] : pending_) {
    if (told.agree()) {
      told.clear();
      continue;
    }
    // What is due is done when the host gets to it, a little later in one telling than in the other.
    if (by_clock && at - told.since() <= kClockSlack) continue;
    differ(id, name, at);
    told.clear();
  }
}

void Teller::differ(const core::CaseId& id, const std::string& name, core::Instant at) {
  auto& c = cases_[id];
  c.id = id;
  if (c.differs) {
    ++c.later;
    return;
  }
  c.differs = true;
  c.at = pending_.at(id).since();
  c.input = name;
  c.differences = pending_.at(id).differences();
  add_samples(id, at);  // up to here both tellings measure the same life
}

// Unfinished as of `now`: nothing of it waits any longer to count.
void Teller::add_samples(const core::CaseId& id, core::Instant now) {
  const auto add = [&](const core::Measures& measures, const core::CaseId& known,
                       const core::CustomerState& state, std::vector<core::MetricBucket>& to) {
    const auto c = measures.cases.find(known);
    if (c == measures.cases.end()) return;
    for (auto sample : core::samples_of(c->second, policy_)) {
      if (sample.counts_from > now) continue;
      sample.counts_from = {};
      to.push_back(core::bucket_of(core::metric_group(c->second, state), sample));
    }
  };
  add(was_measured_, id, was_, told_.was);
  add(would_measured_, names_.again(id), would_, told_.would);
}

void Teller::finish() {
  for (auto& [id, told] : pending_)
    if (!told.agree()) differ(id, "ClockReached", until_);
  for (const auto& [id, c] : was_.cases) {
    auto& known = cases_[id];
    known.id = id;
    if (!known.differs) add_samples(id, until_);
  }
  for (auto& [id, c] : cases_) told_.cases.push_back(std::move(c));
}

}  // namespace

Retelling retell(ledger::Histories& histories, const ledger::StreamName& stream, const core::Policy& policy,
                 core::Instant until) {
  return Teller(histories, stream, policy, until).tell();
}

}  // namespace baton::engine
