// SPDX-License-Identifier: MIT
// driven.h - a reference plugin, loaded and asked everything its kind can be asked; what came of it, as lines of text.
// Nothing in them depends on where the plugin ran, on the machine, or on the time.
#pragma once

#include <spdlog/sinks/base_sink.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "host/plugin/loader.h"
#include "host/validate/stage_ports.h"
#include "tests/abi/bad_plugins/fake_ports.h"
#include "tests/abi/corpus/filled.h"

namespace baton::corpus {

// What the plugin logged, without what the logger puts before it.
class Lines final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  bool wait_for(const std::string& part);
  std::vector<std::string> all();

 private:
  void sink_it_(const spdlog::details::log_msg& message) override;
  void flush_() override {}
  std::vector<std::string> lines_;
};

// Two clocks that cannot be taken for each other.
class StoppedClock final : public plugin::ClockPort {
 public:
  std::int64_t now_unix_ms() override { return 1700000000123; }
  std::uint64_t monotonic_ms() override { return 4711; }
};

class Driven {
 public:
  // Loads the bundle; a refusal is the only line then.
  Driven(const std::filesystem::path& bundle, plugin::Place place);

  // The whole story, from loading to stop.
  std::vector<std::string> story();

 private:
  void ask_connector();
  void deliver(const std::string& errand);
  void give_up_a_delivery();
  void show_request();
  void tell_of_stop();

  // One operation, waited for; its end as a line.
  template <class T>
  void ask(const std::string& what, const std::function<void(plugin::Done<T>)>& begin);
  template <class Record>
  plugin::ArgumentPtr<Record> argument(const std::string& name, std::function<void(Record&)> change = {});

  static plugin::CallInfo call();

  plugin::test::FakeHttp http_;
  plugin::test::FakeTimers timers_;
  StoppedClock clock_;
  plugin::test::FakeBlobs blobs_;
  validate::StageKv kv_;
  validate::StageEmit emit_;
  std::shared_ptr<Lines> log_ = std::make_shared<Lines>();
  Filler filler_;
  std::unique_ptr<plugin::Loader> loader_;
  std::unique_ptr<plugin::Instance> instance_;
  std::vector<std::string> told_;
};

}  // namespace baton::corpus
