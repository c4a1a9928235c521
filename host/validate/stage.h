// SPDX-License-Identifier: MIT
// stage.h - the plugin as the host runs it: loaded by the loader, in this process or in a runner, driven by
// operations and judged by the host's own checks of what it hands over. The same for both places.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "host/plugin/loader.h"
#include "host/validate/question.h"
#include "host/validate/stage_ports.h"
#include "host/validate/subject.h"
#include "host/validate/verdict.h"

namespace baton::validate {

// The end of one operation. `status` is BATON_OK exactly when a value was handed over.
struct Ended {
  baton_status_t status = BATON_INTERNAL;
  std::string message;
  std::uint64_t retry_after_ms = 0;
  bool in_time = true;  // false: nothing came, not even the end of the budget
};

class Stage {
 public:
  explicit Stage(const Subject& subject);
  ~Stage();

  // Why the plugin could not be loaded and started; empty when it was.
  const std::string& refusal() const { return refusal_; }
  plugin::Instance& instance() { return *instance_; }
  const std::vector<std::pair<std::string, std::string>>& secrets() const { return secrets_; }
  StageHttp http;

  // Each asks and waits. `look` sees the value while it is valid.
  Ended deliver(Question& question, const std::string& key,
                const std::function<void(const baton_receipt_t&)>& look = {});
  Ended propose(Question& question, const std::function<void(const baton_proposal_t&)>& look = {});
  Ended summarize(Question& question, const std::function<void(const baton_brief_t&)>& look = {});
  Ended classify(Question& question, const std::function<void(const plugin::Labels&)>& look = {});
  Ended receive(const Webhook& webhook, const std::function<void(const baton_batch_t&)>& look = {});
  Ended poll(const std::optional<std::string>& cursor,
             const std::function<void(const baton_batch_t&)>& look = {});
  // The question its kind is asked, whichever that is.
  Ended ask(Question& question);

  // What the host counted and logged against the contract; empty when nothing.
  std::string broken();

 private:
  template <class T, class Begin>
  Ended wait_for(const std::function<void(const T&)>& look, Begin begin);

  StageClock clock_;
  StageBlobs blobs_;
  StageKv kv_;
  StageEmit emit_;
  std::vector<std::pair<std::string, std::string>> secrets_;
  std::mutex mutex_;
  std::vector<std::string> lines_;  // the host's log about the plugin, warnings and worse
  std::unique_ptr<plugin::Loader> loader_;
  std::unique_ptr<plugin::Instance> instance_;
  std::string refusal_;
  std::uint64_t asked_ = 0;
};

// Runs `check` with a stage whose plugin has been started; what keeps it from starting is the verdict
// otherwise.
Verdict on_stage(const Subject& subject, const std::function<Verdict(Stage&)>& check);

}  // namespace baton::validate
