// SPDX-License-Identifier: MIT
#include "host/core/policy.h"

#include <algorithm>

namespace baton::core {

const Hours& Policy::hours_of(const LaneId& lane) const {
  const auto found = lanes.find(lane);
  return found == lanes.end() || found->second.hours == nullptr ? hours : *found->second.hours;
}

SlaTargets Policy::targets(const std::string& tier, Priority priority) const {
  for (const auto& name : {tier, std::string()}) {
    const auto named = sla.find(name);
    if (named == sla.end()) continue;
    const auto found = named->second.find(priority);
    if (found != named->second.end()) return found->second;
  }
  return {};
}

const SegmentPolicy& Policy::segment(const std::string& name) const {
  static const SegmentPolicy kOther;
  const auto found = segments.find(name);
  return found == segments.end() ? kOther : found->second;
}

LaneId Policy::first_line(const std::string& segment_name) const {
  const auto& pod = segment(segment_name).pod;
  return lanes.contains(pod) ? pod : general_lane;
}

const BotId* Policy::bot_for(const ConnectorId& connector, const std::string& account) const {
  for (const auto& [id, bot] : bots) {
    const auto served = bot.threads.find(connector);
    if (served == bot.threads.end()) continue;
    const auto& accounts = served->second;
    if (accounts.empty() || std::find(accounts.begin(), accounts.end(), account) != accounts.end()) return &bot.id;
  }
  return nullptr;
}

bool Policy::holds_skill(const AgentId& agent, const LaneId& lane) const {
  const auto found = agents.find(agent);
  if (found == agents.end()) return false;
  const auto& skills = found->second.skills;
  return std::find(skills.begin(), skills.end(), lane) != skills.end();
}

bool Policy::restricted(const LaneId& lane) const {
  const auto found = lanes.find(lane);
  return found != lanes.end() && found->second.restricted;
}

namespace {

// Where the table of a channel, else the one of all channels, sends it; what belongs where it is may stay.
Way way_in(const std::map<std::string, ChannelTable>& tables, std::map<std::string, Way> ChannelTable::* part,
           std::string_view channel, std::string_view what, Way otherwise) {
  for (const auto& name : {std::string(channel), std::string("*")}) {
    const auto table = tables.find(name);
    if (table == tables.end()) continue;
    const auto found = (table->second.*part).find(std::string(what));
    if (found != (table->second.*part).end())
      return channel == word(found->second) ? Way::stay : found->second;
  }
  return otherwise;
}

}  // namespace

Way Policy::way_of_class(std::string_view channel, std::string_view data_class) const {
  return way_in(channels, &ChannelTable::classes, channel, data_class, Way::form);
}

Way Policy::way_of_intent(std::string_view channel, std::string_view intent) const {
  return way_in(channels, &ChannelTable::intents, channel, intent, Way::stay);
}

namespace {

const RotaTurn* turn_at(const Rota& rota, Instant at) {
  const auto found = std::find_if(rota.turns.begin(), rota.turns.end(),
                                  [&](const RotaTurn& turn) { return staffed(turn.when, at); });
  return found == rota.turns.end() ? nullptr : &*found;
}

void add(std::vector<AgentId>& names, const AgentId& agent) {
  if (!agent.empty() && std::find(names.begin(), names.end(), agent) == names.end()) names.push_back(agent);
}

// On duty and deputy of every rota; a rota without turns is always on, and so are those it calls.
std::vector<AgentId> on_duty(const LanePolicy& lane, Instant at) {
  std::vector<AgentId> names;
  for (const auto& rota : lane.rotas) {
    const auto* turn = turn_at(rota, at);
    add(names, turn != nullptr ? turn->on_duty : rota.on_duty);
    add(names, turn != nullptr ? turn->deputy : rota.deputy);
    if (rota.turns.empty())
      for (const auto& called : rota.on_call) add(names, called);
  }
  return names;
}

}  // namespace

std::vector<AgentId> Policy::leads_at(const LaneId& lane, Instant at) const {
  const auto found = lanes.find(lane);
  if (found == lanes.end()) return {};
  if (found->second.rotas.empty()) return found->second.leads;
  auto names = on_duty(found->second, at);
  for (const auto& rota : found->second.rotas)
    for (const auto& called : rota.on_call) add(names, called);
  add(names, default_lead);
  return names;
}

// Whoever is named for the lane, whatever the time.
bool Policy::leads(const AgentId& agent, const LaneId& lane) const {
  const auto found = lanes.find(lane);
  if (found == lanes.end()) return false;
  auto names = found->second.leads;
  for (const auto& rota : found->second.rotas) {
    add(names, rota.on_duty);
    add(names, rota.deputy);
    for (const auto& called : rota.on_call) add(names, called);
    for (const auto& turn : rota.turns) {
      add(names, turn.on_duty);
      add(names, turn.deputy);
    }
  }
  return std::find(names.begin(), names.end(), agent) != names.end();
}

bool Policy::may_write_for(const AgentId& agent, const LaneId& office, Instant at) const {
  const auto found = lanes.find(office);
  if (found == lanes.end()) return false;
  auto names = found->second.rotas.empty() ? found->second.leads : on_duty(found->second, at);
  if (names.empty()) names = leads_at(office, at);  // nobody has the turn: who is called writes
  add(names, default_lead);
  if (office == kDesk) names.insert(names.end(), desk.members.begin(), desk.members.end());
  return std::find(names.begin(), names.end(), agent) != names.end();
}

bool Policy::is_specialist(const LaneId& lane) const {
  const auto found = lanes.find(lane);
  return found != lanes.end() && found->second.specialist;
}

bool Policy::has_desk() const { return lanes.contains(kDesk); }

std::string Policy::team_language(const LaneId& handed_to, const LaneId& own) const {
  for (const auto& lane : {handed_to, own}) {
    const auto known = lanes.find(lane);
    if (known != lanes.end() && !known->second.language.empty()) return known->second.language;
  }
  return default_language;
}

}  // namespace baton::core
