// SPDX-License-Identifier: MIT
// rig.h - the plugin's own tables in this process, driven one call at a time with the SDK's fake host around
// them: what a plugin is told, word for word, and what it says back.
#pragma once

#include <baton/testing_plugin.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <variant>

#include "host/plugin/library_table.h"
#include "host/validate/question.h"
#include "host/validate/subject.h"
#include "host/validate/verdict.h"

namespace baton::validate {

using Host = sdk::testing::FakeHost;

// The library, opened and initialised once in this process (steps 8 to 12).
std::variant<plugin::LoadedLibrary*, plugin::LoadRefusal> open_library(const Subject& subject);
// For checks that need it open: why they cannot be done.
Verdict not_loadable(const plugin::LoadRefusal& refusal);

// One call of the plugin, and what it returned.
struct Asked {
  baton_status_t status = BATON_INTERNAL;
  sdk::Error error;
  std::string fault;  // what is wrong with the error record; empty when nothing is
  std::chrono::milliseconds took{};
};

class Rig {
 public:
  // Throws std::runtime_error when the plugin refuses to be made. Nothing is initialised yet.
  explicit Rig(const Subject& subject, const std::set<std::string>& withheld = {});

  Host host;
  sdk::testing::Loaded& plugin() { return *plugin_; }

  Asked ask(Question& question, baton_op_id_t op, std::uint32_t budget_ms = 5000);
  // The same question with an error record of the caller's.
  baton_status_t ask_into(Question& question, baton_op_id_t op, baton_error_t* error,
                          std::uint32_t budget_ms = 5000);
  Asked receive(const baton_webhook_t& webhook, baton_op_id_t op);
  // Answers what the plugin asks of the world (timers and commits at once) until the operation ends. False:
  // it has not within 2 s.
  bool settle(baton_op_id_t op);
  // Until nothing has come from the plugin for a moment.
  void let_it_run();

  RemoteAnswer remote;  // to every request

 private:
  template <class Call>
  Asked called(Call call);
  bool answer_one();
  void answer_http();
  template <class Client>
  const Client& client(const char* id, const char* did);

  const plugin::Kind kind_;
  std::unique_ptr<sdk::testing::Loaded> plugin_;
  std::size_t answered_ = 0, fired_ = 0, committed_ = 0, stored_ = 0;
};

// A rig whose plugin has been started, or why there is none.
struct Started {
  std::unique_ptr<Rig> rig;
  Verdict why_not;
};
Started started(const Subject& subject, const std::set<std::string>& withheld = {});

// Runs `check` with a started rig; what keeps it from starting is the verdict otherwise.
Verdict with_rig(const Subject& subject, const std::function<Verdict(Rig&)>& check);

}  // namespace baton::validate
