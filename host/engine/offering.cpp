// SPDX-License-Identifier: MIT
#include "host/engine/offering.h"

#include <algorithm>
#include <climits>
#include <sstream>

#include "host/core/capacity.h"
#include "host/core/queue_wish.h"

namespace baton::engine {
namespace {

constexpr int kArrivalBits = 20;  // items of one millisecond, in the order they came

std::vector<core::AgentId> agents_in(const std::string& text) {
  std::vector<core::AgentId> agents;
  std::istringstream words(text);
  for (std::string word; words >> word;) agents.push_back({word});
  return agents;
}

std::int64_t first_arrival(core::Instant opened) { return opened.ms * (std::int64_t{1} << kArrivalBits); }

// The customer's decision followed the choice.
bool followed(const Outcome& outcome, const core::WorkId& item) {
  return std::any_of(outcome.facts.begin(), outcome.facts.end(), [&](const core::Ruled& ruled) {
    if (const auto* made = std::get_if<core::OfferMade>(&ruled.fact)) return made->item == item;
    const auto* taken = std::get_if<core::ItemTaken>(&ruled.fact);
    return taken != nullptr && taken->item == item;
  });
}

bool asked_for(const std::vector<core::Ruled>& facts, const std::string& item) {
  return std::any_of(facts.begin(), facts.end(), [&](const core::Ruled& ruled) {
    const auto* asked = std::get_if<core::CandidatesAsked>(&ruled.fact);
    return asked != nullptr && asked->item.value == item;
  });
}

}  // namespace

Offering::Offering(OfferingOptions options)
    : options_(std::move(options)), dispatch_(options_.policy->max_overtaken), thread_(*options_.activity) {
  learn_skills();
}

void Offering::learn_skills() {
  skills_.clear();
  languages_.clear();
  for (const auto& [id, agent] : options_.policy->agents) {
    for (const auto& [lane, known] : options_.policy->lanes)
      if (options_.policy->holds_skill(id, lane)) skills_[id].push_back(lane);
    auto& languages = languages_[id];
    for (const auto& tag : agent.languages) languages.push_back(core::spoken_language(tag));
    std::sort(languages.begin(), languages.end());
    languages.erase(std::unique(languages.begin(), languages.end()), languages.end());
  }
}

Offering::~Offering() { stop(); }

void Offering::stop() { thread_.stop(); }

// What items have been through stays with them; what agents owe was counted when they came to owe it, and stays, too.
void Offering::change_policy(std::shared_ptr<const core::Policy> policy) {
  const std::lock_guard lock(mutex_);
  for (auto& [id, item] : items_) {
    keep_count(item);
    count(item.row, -1);
  }
  options_.policy = std::move(policy);
  learn_skills();
  empty_index();
  for (auto& [id, item] : items_) count(item.row, 1);
  replay_offers({});
  for (const auto& [agent, skills] : skills_) {
    changed_.insert(agent);
    freed_.insert(agent);
  }
  work_off_later();
}

void Offering::load() {
  const auto lists = read_lists();
  const std::lock_guard lock(mutex_);
  rebuild(lists);
}

void Offering::start() {
  const std::lock_guard lock(mutex_);
  for (const auto& [agent, skills] : skills_) freed_.insert(agent);
  work_off_later();
}

// Not under the mutex: the ledger may wait for a commit whose `stored` waits for it.
Offering::Lists Offering::read_lists() const {
  Lists lists;
  lists.loads = options_.ledger->loads();
  lists.work = options_.ledger->work({}, {}, INT_MAX);
  lists.offers = options_.ledger->offers();
  return lists;
}

// REQUIRES: mutex_ is held, as for all below that are private.
void Offering::empty_index() {
  const auto& sizes = options_.policy->capacity;
  dispatch_ = core::Dispatch(options_.policy->max_overtaken, {sizes.chat, sizes.mail, sizes.work_item});
}

void Offering::rebuild(const Lists& lists) {
  empty_index();
  std::map<core::WorkId, std::set<core::AgentId>> turned_down;
  for (auto& [id, item] : items_) turned_down[id] = std::move(item.turned_down);
  items_.clear();
  arrivals_.clear();
  for (auto& [agent, carried] : carried_) carried = {};
  for (const auto& load : lists.loads)
    for (const auto& [channel, threads] : load.owed_threads)
      carried_[{load.agent}].owed += threads * core::units_of_channel(*options_.policy, channel);
  const auto under_way = chosen_;
  for (const auto& row : lists.work) {
    if (row.waits) chosen_[{row.item}];  // not put into the index yet: what was offered before it came is no matter
    take(row, true);
    items_.at({row.item}).turned_down = std::move(turned_down[{row.item}]);
  }
  chosen_ = under_way;
  for (const auto& [item, chosen] : chosen_)
    for (const auto& agent : chosen.agents) carried_[agent].chosen += chosen.units;
  replay_offers(lists.offers);
  for (const auto& [agent, skills] : skills_) changed_.insert(agent);
}

// Everything that waits is put into the index at the time it began to, and is overtaken by what was offered after that.
void Offering::replay_offers(const std::vector<ledger::OfferRow>& made) {
  for (const auto& [agent, skills] : skills_) dispatch_.set_agent({agent, skills, languages_.at(agent), 0, {}});
  std::vector<Item*> waiting;
  for (auto& [id, item] : items_)
    if (item.row.waits && !chosen_.contains(id)) waiting.push_back(&item);
  std::stable_sort(waiting.begin(), waiting.end(),
                   [](const Item* a, const Item* b) { return a->row.queued < b->row.queued; });
  auto next = waiting.begin();
  const auto put_until = [&](core::Instant at) {
    for (; next != waiting.end() && (*next)->row.queued <= at; ++next) put(**next);
  };
  for (const auto& offer : made) {
    put_until(offer.at);
    auto& last = last_offer_[{offer.agent}];
    last = std::max(last, offer.at);
    const auto known = items_.find({offer.item});
    const auto arrival = known != items_.end() ? known->second.arrival : first_arrival(offer.opened) + INT16_MAX;
    dispatch_.was_offered({offer.lane}, arrival, {offer.agent});
  }
  put_until({INT64_MAX});
}

void Offering::stored(const Stored& done) {
  if (done.owed.empty() && done.work.empty()) return;
  const std::lock_guard lock(mutex_);
  for (const auto& [agent, by] : done.owed) change(agent, &Carried::owed, by);
  for (const auto& row : done.work) take(row, asked_for(*done.facts, row.item));
  work_off_later();
}

void Offering::change(const core::AgentId& agent, std::int64_t Carried::*what, std::int64_t by) {
  carried_[agent].*what += by;
  changed_.insert(agent);
  if (by < 0) freed_.insert(agent);
}

std::int64_t Offering::units_of(const ledger::WorkRow& row) const {
  const auto& policy = *options_.policy;
  const bool work = row.kind == core::word(core::ItemKind::work);
  return work ? policy.capacity.work_item : core::units_of_channel(policy, row.channel);
}

void Offering::count(const ledger::WorkRow& row, std::int64_t sign) {
  const auto units = sign * units_of(row);
  if (!row.owner.empty()) change({row.owner}, &Carried::claimed, units);
  if (row.offered_to.empty()) return;
  change({row.offered_to}, &Carried::offered, units);
  for (const auto& agent : agents_in(row.also_offered)) change(agent, &Carried::offered, units);
}

void Offering::take(const ledger::WorkRow& row, bool asked) {
  const core::WorkId id{row.item};
  const auto found = items_.find(id);
  if (found != items_.end()) count(found->second.row, -1);
  if (row.finished) {
    dispatch_.remove(id);
    if (found == items_.end()) return;
    arrivals_.erase(found->second.arrival);
    items_.erase(found);
    return;
  }
  auto& item = found != items_.end() ? found->second : items_[id];
  if (found == items_.end()) item.arrival = next_arrival(row.opened);
  keep_count(item);
  item.customer = {row.stream};
  item.row = row;
  count(row, 1);
  const bool offered = row.state == core::word(core::WorkState::offered);
  if (offered && chosen_.contains(id)) return;  // as it was chosen
  if (!row.waits) return dispatch_.remove(id);
  if (chosen_.contains(id)) return;  // its decision is under way
  put(item);
  if (!asked) came_.insert(id);  // else the question itself comes
}

// Before the index forgets it: an item that is taken and given back is as old as before.
void Offering::keep_count(Item& item) {
  const core::WorkId id{item.row.item};
  item.overtaken = std::max({item.overtaken, item.row.overtaken, dispatch_.overtaken(id),
                             dispatch_.overtaken_when_offered(id)});
}

void Offering::put(Item& item) {
  const auto& row = item.row;
  core::WaitingItem waiting;
  waiting.item = {row.item};
  waiting.arrival = item.arrival;
  waiting.priority = static_cast<core::Priority>(std::clamp(row.priority, 1, 4));
  waiting.deadline = row.deadline;
  waiting.declined_by = agents_in(row.not_to);
  waiting.declined_by.insert(waiting.declined_by.end(), item.turned_down.begin(), item.turned_down.end());
  core::Dispatch::Wanted wanted;
  wanted.lane = {row.lane};
  wanted.language = row.language;
  wanted.beside_queue = row.work_type == 3;
  wanted.agent = {row.wanted};
  wanted.overtaken = std::max(item.overtaken, row.overtaken);
  wanted.at_once = row.at_once;
  wanted.units = units_of(row);
  dispatch_.add(std::move(waiting), std::move(wanted));
}

std::int64_t Offering::next_arrival(core::Instant opened) {
  auto arrival = first_arrival(opened);
  const auto after = arrivals_.lower_bound(first_arrival(opened + 1));
  if (after != arrivals_.begin() && *std::prev(after) >= arrival) arrival = *std::prev(after) + 1;
  arrivals_.insert(arrival);
  return arrival;
}

void Offering::look_for(const core::WorkId& item, std::int64_t settles, Done done) {
  const std::lock_guard lock(mutex_);
  const auto found = items_.find(item);
  if (found != items_.end()) {
    found->second.turned_down.clear();
    if (dispatch_.waits(item)) put(found->second);
  }
  came_.insert(item);
  asks_[item].push_back({settles, std::move(done)});
  work_off_later();
}

void Offering::came(const core::AgentId& agent) {
  const std::lock_guard lock(mutex_);
  changed_.insert(agent);
  freed_.insert(agent);
  work_off_later();
}

void Offering::left(const core::AgentId& agent) {
  const std::lock_guard lock(mutex_);
  changed_.insert(agent);
  work_off_later();
}

core::Candidate Offering::candidate(const core::AgentId& agent) const {
  core::Candidate result;
  result.agent = agent;
  const auto& known = options_.policy->agents.at(agent);
  result.lanes = known.skills;
  result.capacity_milliunits = known.capacity_milliunits;
  const auto carried = carried_.find(agent);
  if (carried != carried_.end()) result.load_milliunits = carried->second.all();
  const auto last = last_offer_.find(agent);
  const auto since = options_.office->present_since(agent).value_or(core::Instant{});
  result.idle_since = last == last_offer_.end() ? since : std::max(last->second, since);
  return result;
}

void Offering::refresh_agents() {
  for (const auto& agent : changed_) {
    const auto skills = skills_.find(agent);
    if (skills == skills_.end() || !options_.office->present_since(agent)) {
      dispatch_.remove_agent(agent);
      continue;
    }
    const auto now = candidate(agent);
    dispatch_.set_agent({agent, skills->second, languages_.at(agent), now.capacity_milliunits - now.load_milliunits,
                         now.idle_since});
  }
  changed_.clear();
}

std::vector<Offering::Choice> Offering::choose() {
  refresh_agents();
  const auto now = options_.clock->now();
  std::vector<core::Offer> offers;
  const auto add = [&](std::vector<core::Offer> more) { offers.insert(offers.end(), more.begin(), more.end()); };
  for (const auto& item : came_) add(dispatch_.offers_for(item, now));
  for (const auto& agent : freed_) add(dispatch_.offers_for(agent, now));
  came_.clear();
  freed_.clear();
  std::vector<Choice> choices;
  for (const auto& offer : offers) {
    const auto candidate = this->candidate(offer.agent);
    auto& chosen = chosen_[offer.item];
    chosen.units = units_of(items_.at(offer.item).row);
    carried_[offer.agent].chosen += chosen.units;
    changed_.insert(offer.agent);
    last_offer_[offer.agent] = now;
    chosen.agents.push_back(offer.agent);
    if (chosen.agents.size() > 1) {  // beside others, at the same time
      choices.back().found.candidates.push_back(candidate);
      continue;
    }
    const auto& item = items_.at(offer.item);
    Choice choice;
    choice.customer = item.customer;
    choice.found.item = offer.item;
    choice.found.candidates.push_back(candidate);
    choice.found.overtaken = std::max(item.overtaken, dispatch_.overtaken_when_offered(offer.item));
    choices.push_back(std::move(choice));
  }
  // Who asked is answered by what was chosen for the item; where nothing was, that is the answer.
  for (auto& [item, asks] : asks_) {
    for (auto& ask : asks) {
      auto choice = std::find_if(choices.begin(), choices.end(), [&](const Choice& made) {
        return made.found.item == item && made.settles == 0;
      });
      if (choice == choices.end()) {
        Choice none;
        none.customer = core::customer_of(item.value);
        none.found.item = item;
        choice = choices.insert(choices.end(), std::move(none));
      }
      choice->settles = ask.settles;
      choice->done = std::move(ask.done);
    }
  }
  asks_.clear();
  for (auto& choice : choices) {
    const auto item = items_.find(choice.found.item);
    if (item != items_.end() && options_.usual_ms) choice.found.usual_ms = options_.usual_ms({item->second.row.lane});
  }
  return choices;
}

void Offering::work_off_later() {
  const bool nothing = came_.empty() && freed_.empty() && changed_.empty() && asks_.empty();
  if (posted_ || nothing) return;
  posted_ = true;
  thread_.post([this] { work_off(); });
}

void Offering::work_off() {
  std::vector<Choice> choices;
  const auto lists = options_.alone ? Lists{} : read_lists();
  {
    const std::lock_guard lock(mutex_);
    posted_ = false;
    if (!options_.alone) rebuild(lists);
    choices = choose();
  }
  for (auto& choice : choices) {
    Origin origin;
    origin.actor = "host";
    origin.own = true;
    origin.settles = choice.settles;
    std::vector<core::AgentId> agents;
    for (const auto& one : choice.found.candidates) agents.push_back(one.agent);
    const auto item = choice.found.item;
    options_.customers->submit(choice.customer, std::move(choice.found), std::move(origin),
                               [this, item, agents, done = std::move(choice.done)](const Outcome& outcome) {
                                 decided(item, agents, outcome);
                                 if (done) done(outcome);
                               });
  }
}

// What the decision did not follow waits again, for others.
void Offering::decided(const core::WorkId& item, const std::vector<core::AgentId>& agents, const Outcome& outcome) {
  if (agents.empty()) return;
  const std::lock_guard lock(mutex_);
  const auto chosen = chosen_.extract(item);
  for (const auto& agent : agents) change(agent, &Carried::chosen, chosen ? -chosen.mapped().units : 0);
  const auto found = items_.find(item);
  if (found != items_.end() && !followed(outcome, item) && found->second.row.waits) {
    found->second.turned_down.insert(agents.begin(), agents.end());
    put(found->second);
    came_.insert(item);
  } else if (found != items_.end() && found->second.row.waits) {  // offered, and back already
    put(found->second);
    came_.insert(item);
  }
  work_off_later();
}

std::vector<core::Candidate> Offering::candidates(const core::LaneId& lane) {
  const auto lists = options_.alone ? Lists{} : read_lists();
  const std::lock_guard lock(mutex_);
  if (!options_.alone) rebuild(lists);
  std::vector<core::Candidate> result;
  for (const auto& [agent, skills] : skills_) {
    const bool holds = lane.empty() || std::find(skills.begin(), skills.end(), lane) != skills.end();
    if (holds && options_.office->present_since(agent)) result.push_back(candidate(agent));
  }
  return result;
}

std::int64_t Offering::overtaken(const core::WorkId& item) const {
  const std::lock_guard lock(mutex_);
  const auto found = items_.find(item);
  const auto known = found == items_.end() ? 0 : std::max(found->second.overtaken, found->second.row.overtaken);
  return std::max({known, dispatch_.overtaken(item), dispatch_.overtaken_when_offered(item)});
}

}  // namespace baton::engine
