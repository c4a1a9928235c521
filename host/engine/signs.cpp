// SPDX-License-Identifier: MIT
#include "host/engine/signs.h"

#include <algorithm>

namespace baton::engine {

void Signs::start() {
  {
    const std::lock_guard lock(mutex_);
    started_ = options_.clock->now();
  }
  look();
}

void Signs::stop() {
  const std::lock_guard lock(mutex_);
  stopping_ = true;
  options_.timers->disarm(ticket_);
}

void Signs::seen(const core::AgentId& agent) {
  if (options_.policy()->away_after_ms == 0 || agent.empty()) return;
  {
    const std::lock_guard lock(mutex_);
    last_[agent] = options_.clock->now();
  }
  const auto presence = options_.office->presence(agent);
  if (!presence.present && presence.by == core::kNoSign) options_.set_presence(agent, true, "agent:" + agent.value);
}

void Signs::roster_changed() { look(); }

void Signs::look() {
  core::WithoutSign found;
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || !options_.alone) return;
    armed_ = {};
    found = core::without_sign(options_.office->roster(), *options_.policy(), last_, started_, options_.clock->now());
  }
  for (const auto& agent : found.agents) options_.set_presence(agent, false, std::string(core::kNoSign));
  if (found.next) arm(*found.next);
}

void Signs::arm(core::Instant at) {
  const std::lock_guard lock(mutex_);
  if (stopping_ || (armed_ && armed_ <= at)) return;
  options_.timers->disarm(ticket_);
  armed_ = at;
  const auto after = std::clamp<core::Millis>(at - options_.clock->now(), 1, core::kDay);
  ticket_ = options_.timers->arm(static_cast<std::uint32_t>(after), [this] { look(); });
}

}  // namespace baton::engine
