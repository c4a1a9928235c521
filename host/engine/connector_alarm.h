// SPDX-License-Identifier: MIT
// connector_alarm.h - a connector from which nothing comes in: somebody should look before the channel gives up. Once a
// minute, since a channel that repeats a thousand webhooks is one thing to look at.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "host/engine/clock.h"
#include "host/engine/office.h"

namespace baton::engine {

class ConnectorAlarm {
 public:
  ConnectorAlarm(Office& office, Clock& clock) : office_(office), clock_(clock) {}

  void raise(const core::ConnectorId& connector, const std::string& what) {
    const auto now = clock_.now();
    {
      const std::lock_guard lock(mutex_);
      const auto [last, first] = raised_.try_emplace(connector, now);
      if (!first && now - last->second < core::kMinute) return;
      last->second = now;
    }
    office_.raise_alarm("connector:" + connector.value, what, {}, 0, {});
  }

 private:
  Office& office_;
  Clock& clock_;
  std::mutex mutex_;
  std::map<core::ConnectorId, core::Instant> raised_;  // when last
};

}  // namespace baton::engine
