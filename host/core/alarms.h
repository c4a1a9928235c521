// SPDX-License-Identifier: MIT
// alarms.h - what somebody must look at: one open alarm per key, until it is acknowledged.
#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "host/core/ids.h"
#include "host/core/reflect.h"
#include "host/core/time.h"

namespace baton::core {

struct AlarmOpened {
  std::string key;
  std::string what;  // no customer text
  CaseId case_id;
  std::string party = {};  // whom it is for; empty: whoever watches
  BATON_RECORD("AlarmOpened", 1, key, what, case_id, party)
};
struct AlarmRepeated {
  std::string key;
  BATON_RECORD("AlarmRepeated", 1, key)
};
struct AlarmAcknowledged {
  std::string key;
  std::string by;
  BATON_RECORD("AlarmAcknowledged", 1, key, by)
};
struct AlarmCleared {  // what it was about is over, whoever has seen it
  std::string key;
  std::string why;
  BATON_RECORD("AlarmCleared", 1, key, why)
};
using AlarmFact = std::variant<AlarmOpened, AlarmRepeated, AlarmAcknowledged, AlarmCleared>;

struct AlarmState {
  struct Alarm {
    std::string what;
    CaseId case_id;
    Instant raised;
    Instant last;
    std::int64_t count = 0;
    std::string acknowledged_by;  // empty: open
    std::string party = {};
    std::string cleared = {};  // why it is over; empty: nobody knows that it is
    BATON_FIELDS(what, case_id, raised, last, count, acknowledged_by, party, cleared)
  };
  std::map<std::string, Alarm> alarms;
  BATON_FIELDS(alarms)
};

void evolve(AlarmState& state, const AlarmFact& fact, Instant at);
std::vector<AlarmFact> raise(const AlarmState& state, std::string key, std::string what, CaseId case_id,
                             std::string party = {});
std::vector<AlarmFact> acknowledge(const AlarmState& state, const std::string& key, std::string by);  // none: no such open alarm
std::vector<AlarmFact> clear(const AlarmState& state, const std::string& key, std::string why);  // as above

}  // namespace baton::core
