// SPDX-License-Identifier: MIT
// strategies.cpp - what a strategy plugin costs. `plugin_call`: the ownership rule called directly; the same rule on the
// same records in its shared library, through the C tables; and the whole operation as the engine starts it (queue,
// budget, checks), many in a row, so that the wake of a thread is not counted as a call. `brief`: the brief of a conversation of 40 messages, one at a time, from the request to the
// brief in the host's hands. Prints one JSON line.
#include <dlfcn.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <iostream>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

#include <spdlog/sinks/stdout_sinks.h>

#include "host/plugin/loader.h"
#include "host/plugin/str.h"
#include "host/plugin/translate_strategy.h"
#include "plugins/l1-owns/translate.h"
#include "tests/bench/webhook.h"

namespace {

using namespace baton;
using Clock = std::chrono::steady_clock;

double ns_since(Clock::time_point start) { return std::chrono::duration<double, std::nano>(Clock::now() - start).count(); }

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

class Waiting {
 public:
  void done() {
    const std::lock_guard lock(mutex_);
    ++count_;
    changed_.notify_one();
  }
  void until(std::size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return count_ >= count; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t count_ = 0;
};

std::unique_ptr<plugin::Instance> load(plugin::Loader& loader, const std::filesystem::path& bundle, plugin::Kind kind) {
  plugin::LoadOrder order;
  order.bundle = bundle;
  order.instance_id = "bench";
  order.kind = kind;
  order.settings = nlohmann::json::object();
  order.place = plugin::Place::kInside;
  auto result = loader.load(order);
  if (const auto* refusal = std::get_if<plugin::LoadRefusal>(&result)) throw std::runtime_error(to_string(*refusal));
  return std::move(std::get<std::unique_ptr<plugin::Instance>>(result));
}

plugin::CaseView handed_off_case() {
  plugin::CaseView view;
  view.case_id = "k7f3-c1";
  view.hand_id = "k7f3-h1";
  view.owner = "agent:ana";
  view.lane = "general";
  view.segment = "standard";
  view.language = "en";
  view.thread_id = "k7f3-t1";
  view.revision = 7;
  view.owner_epoch = 2;
  view.window_open = true;
  view.trigger_rule = "H4";
  view.trigger_reason = "investigation";
  view.trigger_question = "Does the update of last night empty the order page on this phone?";
  view.trigger_lane = "technical";
  view.trigger_by = "agent:ana";
  view.lanes = {"general", "technical"};
  for (const char* agent : {"tess", "tom"}) view.candidates.push_back({agent, {"technical"}, {"en"}, 1000, 5000, 0});
  return view;
}

plugin::TranscriptView conversation() {
  plugin::TranscriptView transcript;
  transcript.view = handed_off_case();
  transcript.language = "en";
  static constexpr const char* kAnswers[] = {"I have looked it up, your order 4471-22 left our warehouse this morning. Have you received a message of the carrier?",
                                             "Thank you. I have sent a new invoice to kim@example.com. Is there anything else?",
                                             "Could you tell me the serial number on the back of the device, please?",
                                             "I restarted the connection on our side. Does the page still stay empty?"};
  for (std::uint64_t i = 0; i < 40; ++i) {
    plugin::EntryView entry;
    const bool customer = i % 2 == 0;
    entry.what = customer ? core::Entry::What::customer : core::Entry::What::agent;
    entry.number = i + 1;
    entry.at_ms = 1'700'000'000'000 + static_cast<std::int64_t>(i) * 60'000;
    entry.author = customer ? "customer" : "agent:ana";
    entry.text = customer ? bench::customer_text(i / 2) : kAnswers[i / 2 % 4];
    transcript.entries.push_back(std::move(entry));
  }
  return transcript;
}

volatile std::size_t kept = 0;  // the compiler must not drop what nobody reads

// The least host an ownership plugin can live with; what it proposes is read as the host reads it.
struct BareHost {
  BareHost() {
    host.abi = {BATON_ABI_MAJOR, BATON_ABI_MINOR, BATON_ABI_PATCH};
    host.host_data = this;
    host.name = plugin::str_of("bench");
    host.version = plugin::str_of("0");
    host.get_extension = [](const baton_host_t*, const char* id) -> const void* {
      static const baton_log_t log{[](const baton_host_t*, baton_log_level_t) -> std::uint32_t { return 0; },
                                   [](const baton_host_t*, baton_log_level_t, baton_str_t, baton_str_t) {}};
      static const baton_host_calls_t calls{[](const baton_host_t*, baton_op_id_t, const baton_error_t*) {},
                                            [](const baton_host_t*, baton_op_id_t) -> std::uint32_t { return 0; },
                                            [](const baton_host_t*, baton_op_id_t, std::uint32_t, baton_str_t) {}};
      static const baton_host_ownership_t ownership{[](const baton_host_t*, baton_op_id_t, const baton_proposal_t* proposal) {
        kept = kept + plugin::proposed(*proposal).work.size();
      }};
      const std::string_view wanted = id;
      if (wanted == BATON_LOG) return &log;
      if (wanted == BATON_HOST_CALLS) return &calls;
      return wanted == BATON_HOST_OWNERSHIP ? &ownership : nullptr;
    };
  }
  baton_host_t host{};
};

// The library's own instance, called on this thread. It lives as long as the process.
class TableCall {
 public:
  explicit TableCall(const std::filesystem::path& library) {
    void* handle = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
    void* symbol = handle == nullptr ? nullptr : dlsym(handle, BATON_ENTRY_SYMBOL);
    if (symbol == nullptr) throw std::runtime_error(dlerror());
    const auto* entry = reinterpret_cast<const baton_entry_t* (*)()>(symbol)();
    const auto folder = std::filesystem::absolute(library.parent_path()).string();
    auto error = plugin::empty_error();
    if (entry->init != nullptr && entry->init(plugin::str_of(folder), &error) != BATON_OK)
      throw std::runtime_error("init of the library");
    const auto* factory = static_cast<const baton_factory_t*>(entry->get_factory(BATON_OWNERSHIP_FACTORY));
    baton_create_t create{};
    create.struct_size = sizeof create;
    create.host = &bare_.host;
    create.descriptor_id = factory->descriptor(factory, 0)->id;
    create.instance_id = plugin::str_of("bench");
    create.config_json = plugin::str_of("{}");
    instance_ = factory->create(factory, &create, &error);
    if (instance_ == nullptr || instance_->init(instance_, &error) != BATON_OK || instance_->start(instance_, &error) != BATON_OK)
      throw std::runtime_error("the plugin does not start: " + std::string(plugin::message_of(error)));
    table_ = static_cast<const baton_ownership_t*>(instance_->get_extension(instance_, BATON_OWNERSHIP));
  }

  double ns(std::size_t calls) {
    const auto argument = plugin::case_record(handed_off_case());
    const auto& record = argument->build();
    const auto start = Clock::now();
    for (std::size_t i = 0; i < calls; ++i) {
      baton_call_t call{};
      call.struct_size = sizeof call;
      call.op_id = i + 1;
      call.budget_ms = 2000;
      call.attempt = 1;
      auto error = plugin::empty_error();
      if (table_->propose(instance_, &call, &record, &error) != BATON_OK) throw std::runtime_error("propose failed");
    }
    return ns_since(start) / static_cast<double>(calls);
  }

 private:
  BareHost bare_;
  const baton_instance_t* instance_ = nullptr;
  const baton_ownership_t* table_ = nullptr;
};

// The plugin's own functions, linked into this program: the same record in, the same record out and read.
double direct_ns(std::size_t calls) {
  const auto argument = plugin::case_record(handed_off_case());
  const auto& record = argument->build();
  const l1_owns::Settings settings;
  const auto start = Clock::now();
  for (std::size_t i = 0; i < calls; ++i) {
    auto answer = l1_owns::record_of(l1_owns::propose(l1_owns::view_of(record), settings), record);
    kept = kept + plugin::proposed(answer.record()).work.size();
  }
  return ns_since(start) / static_cast<double>(calls);
}

double plugin_ns(plugin::Instance& instance, std::size_t calls) {
  const auto view = handed_off_case();
  Waiting waiting;
  plugin::CallInfo call;
  const auto start = Clock::now();
  for (std::size_t i = 0; i < calls; ++i) {
    instance.propose(plugin::case_record(view), call, [&](const plugin::Outcome<baton_proposal_t>& outcome) {
      if (outcome.status == BATON_OK) kept = kept + plugin::proposed(*outcome.value).work.size();
      waiting.done();
    });
  }
  waiting.until(calls);
  return ns_since(start) / static_cast<double>(calls);
}

void plugin_call(plugin::Loader& loader, const std::filesystem::path& plugins) {
  const auto instance = load(loader, plugins / "l1-owns", plugin::Kind::kOwnership);
  TableCall library(plugins / "l1-owns" / "l1-owns.so");
  std::vector<double> direct, called, operation;
  constexpr std::size_t kRounds = 51;
  for (std::size_t round = 0; round < kRounds; ++round) {  // in turn: what disturbs one disturbs the others
    direct.push_back(direct_ns(5'000));
    called.push_back(library.ns(5'000));
    operation.push_back(plugin_ns(*instance, 900));  // as many as an instance takes at a time
  }
  std::cout << "{\"direct_ns\":" << median(direct) << ",\"call_ns\":" << median(called) << ",\"operation_ns\":" << median(operation) << "}" << std::endl;
}

void brief(plugin::Loader& loader, const std::filesystem::path& plugins) {
  const auto instance = load(loader, plugins / "brief-extractive", plugin::Kind::kSummarizer);
  const auto transcript = conversation();
  std::vector<double> times;
  std::size_t details = 0;
  for (std::size_t i = 0; i < 301; ++i) {
    Waiting waiting;
    const auto start = Clock::now();
    instance->summarize(plugin::transcript_record(transcript), {}, [&](const plugin::Outcome<baton_brief_t>& outcome) {
      if (outcome.status != BATON_OK) std::cerr << "no brief: " << outcome.status << "\n";
      else details = plugin::brief_made(*outcome.value).details.size();
      waiting.done();
    });
    waiting.until(1);
    times.push_back(ns_since(start));
  }
  std::sort(times.begin(), times.end());
  std::cout << "{\"p50_ns\":" << times[times.size() / 2] << ",\"p99_ns\":" << times[times.size() * 99 / 100] << ",\"messages\":" << transcript.entries.size()
            << ",\"details\":" << details << "}" << std::endl;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc == 3 ? argv[1] : "";
  if (what != "plugin_call" && what != "brief") {
    std::cerr << "bench_strategies: bench_strategies plugin_call|brief FOLDER_OF_PLUGINS\n";
    return 2;
  }
  try {
    plugin::LoaderOptions options;
    options.policy.built_in.emplace_back(std::filesystem::absolute(argv[2]));
    options.logger = std::make_shared<spdlog::logger>("bench", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    plugin::Loader loader(std::move(options));
    what == "brief" ? brief(loader, argv[2]) : plugin_call(loader, argv[2]);
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "bench_strategies: " << error.what() << "\n";
    return 1;
  }
}
