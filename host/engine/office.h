// SPDX-License-Identifier: MIT
// office.h - what spans customers: who is present, what each channel's templates and account are like, which alarms are
// open. Each is a stream of its own; all are decided on one thread, which may wait for the disk.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <spdlog/logger.h>

#include "host/core/alarms.h"
#include "host/core/channel.h"
#include "host/core/pace.h"
#include "host/core/roster.h"
#include "host/engine/activity.h"
#include "host/engine/clock.h"
#include "host/engine/task_thread.h"
#include "host/ledger/ledger.h"

namespace baton::engine {

struct OfficeOptions {
  ledger::Ledger* ledger = nullptr;
  Clock* clock = nullptr;
  Activity* activity = nullptr;
  std::shared_ptr<spdlog::logger> logger;
  std::function<std::shared_ptr<const core::Policy>()> policy;
  std::vector<core::ConnectorId> channels;  // connectors whose templates and account are followed
};

// `stored` is called on the office's thread: true once it is on disk.
using OfficeDone = std::function<void(bool stored)>;

class Office {
 public:
  explicit Office(OfficeOptions options);
  ~Office();

  bool load();  // folds its streams; false: the store cannot be read
  void stop();
  // Follows these channels as well, from what the store knows of them. Waits; not on the office's own thread.
  void follow(const std::vector<core::ConnectorId>& channels);

  void set_presence(const core::AgentId& agent, bool present, std::string by, OfficeDone done);
  void templates_listed(const core::ConnectorId& channel, std::vector<core::KnownTemplate> listed, OfficeDone done);
  void mark_template(const core::ConnectorId& channel, std::string name, std::string language, std::string code, std::int64_t settles,
                     OfficeDone done);
  // T3: raises an alarm for the case if the purpose has no usable template in this language.
  void check_purpose_of(const core::ConnectorId& channel, std::string purpose, std::string language,
                        core::CaseId case_id, std::int64_t settles, OfficeDone done);
  void account_changed(const core::ConnectorId& channel, core::AccountChanged changed, OfficeDone done);
  void raise_alarm(std::string key, std::string what, core::CaseId case_id, std::int64_t settles, OfficeDone done,
                   std::string party = {});
  // What it was about is over. Nothing happens where no such alarm is open.
  void clear_alarm(const std::string& key, std::string why);
  void acknowledge_alarm(const std::string& key, std::string by, std::function<void(bool found, bool stored)> done);

  // Since when the agent is there; nothing: is not.
  std::optional<core::Instant> present_since(const core::AgentId& agent) const;
  core::RosterState::Presence presence(const core::AgentId& agent) const;
  core::TemplatesFound templates(const core::ConnectorId& channel, const core::MessageId& message, const std::string& purpose,
                                 const std::string& name, const std::string& language) const;

  // H7: computes this night's paces, once; H12: judges the last days.
  void compute_pace(OfficeDone done);
  void watch_escalation(OfficeDone done);
  core::Millis usual_ms(const core::LaneId& lane) const;
  core::PaceState paces() const;

  core::RosterState roster() const;
  core::AlarmState alarms() const;
  std::map<core::ConnectorId, core::ChannelState> channels() const;

 private:
  template <class State, class Fact>
  struct Stream {
    std::string name;
    State state;
    std::int64_t sequence = 0;
  };
  using ChannelStream = Stream<core::ChannelState, core::ChannelFact>;

  template <class State, class Fact>
  bool load_stream(Stream<State, Fact>& stream);
  template <class State, class Fact>
  bool store(Stream<State, Fact>& stream, const std::vector<Fact>& facts, const std::string& actor, const std::string& rule, std::int64_t settles);
  template <class State, class Fact>
  bool catch_up(Stream<State, Fact>& stream);
  template <class State, class Fact>
  ledger::CommitResult store_once(Stream<State, Fact>& stream, const std::vector<Fact>& facts, const std::string& actor,
                                  const std::string& rule, std::int64_t settles);
  void check_purposes(const core::ConnectorId& channel);

  OfficeOptions options_;
  mutable std::mutex mutex_;  // guards the states; written on the office's thread only
  Stream<core::RosterState, core::RosterFact> roster_;
  Stream<core::AlarmState, core::AlarmFact> alarms_;
  Stream<core::PaceState, core::PaceFact> paces_;
  std::map<core::ConnectorId, ChannelStream> channels_;
  TaskThread thread_;
};

}  // namespace baton::engine
