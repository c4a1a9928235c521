// SPDX-License-Identifier: MIT
// lifecycle_checks.cpp - create, init, start, stop, destroy: in every order that is allowed, often, and side
// by side.
#include <atomic>
#include <barrier>
#include <thread>

#include "host/validate/check.h"
#include "host/validate/process_state.h"
#include "host/validate/rig.h"

namespace baton::validate {
namespace {

constexpr int kCycles = 1000;
constexpr std::size_t kGrowthMax = 4u << 20;  // 4 KB a cycle; allocators keep more than they are asked for

// Can an instance be had at all?
Verdict able(const Subject& subject) { return started(subject).why_not; }

std::atomic<int> g_host_calls{0};

// Nothing else is asked of the plugin: one that calls too early may well fail where it gets no answer.
Verdict create_makes_no_host_call(const Subject& subject) {
  if (!subject.samples.unsettled.empty()) return skipped(subject.samples.unsettled);
  const auto opened = open_library(subject);
  if (const auto* refusal = std::get_if<plugin::LoadRefusal>(&opened)) return not_loadable(*refusal);
  const auto* entry = std::get<plugin::LoadedLibrary*>(opened)->entry;
  const auto* factory =
      static_cast<const baton_factory_t*>(entry->get_factory(plugin::factory_id(subject.kind)));
  const auto settings = finished(*subject.bundle.schema, subject.samples.settings);
  Host host;
  baton_host_t watched = *host.raw();
  watched.get_extension = [](const baton_host_t*, const char*) -> const void* {
    ++g_host_calls;
    return nullptr;
  };
  auto params = sdk::make_record<baton_create_t>();
  params.host = &watched;
  params.descriptor_id = sdk::str(subject.bundle.manifest.id);
  params.instance_id = sdk::str("under-validation");
  params.config_json = sdk::str(settings.json);
  auto error = sdk::make_record<baton_error_t>();
  g_host_calls = 0;
  const auto* instance = factory->create(factory, &params, &error);
  const int calls = g_host_calls;
  if (instance != nullptr) instance->destroy(instance);
  if (calls == 0) return passed();
  return failed("create asked the host for an extension",
                "ask in init, which is the first moment the host may be called");
}

// Each of the orders the contract allows; every one ends with destroy.
Verdict lifecycle_orders(const Subject& subject) {
  if (auto verdict = able(subject); verdict.result != Result::pass) return verdict;
  try {
    { Rig created(subject); }
    {
      Rig initialised(subject);
      initialised.plugin().init();
    }
    {
      Rig stopped(subject);
      stopped.plugin().start();
      stopped.plugin().stop();
    }
    Rig destroyed_by_the_end(subject);
    destroyed_by_the_end.plugin().start();
  } catch (const std::exception& error) {
    return failed(error.what(), "see samples.json of the bundle");
  }
  return passed();
}

Verdict asked_once(const Subject& subject, Rig& rig, baton_op_id_t op) {
  Question question(subject.kind, subject.samples);
  const auto asked = rig.ask(question, op);
  if (asked.status == BATON_PENDING && !rig.settle(op))
    return failed("operation " + std::to_string(op) + " never ended",
                  "complete every operation exactly once");
  return passed();
}

Verdict start_stop_restart(const Subject& subject) {
  if (auto verdict = able(subject); verdict.result != Result::pass) return verdict;
  Rig rig(subject);
  rig.plugin().init();
  const auto threads = thread_count();
  for (baton_op_id_t round = 1; round <= 3; ++round) {
    rig.plugin().start();
    if (auto verdict = asked_once(subject, rig, round); verdict.result != Result::pass) {
      verdict.what += " (after start number " + std::to_string(round) + ")";
      return verdict;
    }
    rig.plugin().stop();
    if (const auto now = thread_count_at_rest(threads); now > threads)
      return failed(std::to_string(now - threads) + " threads run on after stop", "join them in stop");
  }
  return passed();
}

Verdict late_after_stop(const Subject& subject) {
  return with_rig(subject, [&](Rig& rig) {
    Question question(subject.kind, subject.samples);
    rig.ask(question, 1);
    rig.plugin().stop();
    const auto calls = [&] {
      return rig.host.completions_of(1) + rig.host.log_lines.size() + rig.host.http_sent.size() +
             rig.host.timers.size();
    };
    const auto before = calls();
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    if (calls() == before) return passed();
    return failed("it called the host after stop had returned",
                  "end threads and callbacks before stop returns");
  });
}

Verdict create_destroy_1000(const Subject& subject) {
  if (auto verdict = able(subject); verdict.result != Result::pass) return verdict;
  const auto cycle = [&] {
    Rig rig(subject);
    rig.plugin().start();
  };
  for (int i = 0; i < kCycles / 4; ++i) cycle();
  const auto threads = thread_count(), descriptors = descriptor_count(), memory = memory_bytes();
  for (int i = 0; i < kCycles; ++i) cycle();
  if (const auto now = thread_count_at_rest(threads); now > threads)
    return failed(std::to_string(now - threads) + " threads are left of 1000 instances", "join them in stop");
  if (const auto now = descriptor_count(); now > descriptors)
    return failed(std::to_string(now - descriptors) + " descriptors are left of 1000 instances",
                  "close them in destroy");
  if (const auto now = memory_bytes(); now > memory + kGrowthMax)
    return failed("1000 instances left " + std::to_string((now - memory) / 1024) + " KB behind",
                  "free them in destroy");
  return passed();
}

Verdict two_instances_independent(const Subject& subject) {
  return with_rig(subject, [&](Rig& rig) {
    auto other = started(subject);
    if (!other.rig)
      return failed("a second instance does not start beside the first: " + other.why_not.what,
                    "keep state in the instance, not in the library");
    if (auto verdict = asked_once(subject, *other.rig, 1); verdict.result != Result::pass) return verdict;
    other.rig.reset();
    auto verdict = asked_once(subject, rig, 1);
    if (verdict.result != Result::pass) verdict.what += " (once another instance had been stopped)";
    return verdict;
  });
}

Verdict parallel_instances(const Subject& subject) {
  if (auto verdict = able(subject); verdict.result != Result::pass) return verdict;
  constexpr int kAtOnce = 8, kRounds = 5;
  std::barrier<> together(kAtOnce);  // all eight are there before any is asked, and asked before any goes
  std::mutex mutex;
  Verdict worst;
  std::vector<std::thread> threads;
  for (int i = 0; i < kAtOnce; ++i)
    threads.emplace_back([&] {
      for (int round = 0; round < kRounds; ++round) {
        const auto made = started(subject);
        together.arrive_and_wait();
        const auto verdict =
            made.rig ? asked_once(subject, *made.rig, 1)
                     : failed("an instance does not start beside seven others: " + made.why_not.what,
                              "keep state in the instance, not in the library");
        together.arrive_and_wait();
        const std::lock_guard lock(mutex);
        if (verdict.result != Result::pass) worst = verdict;
      }
    });
  for (auto& thread : threads) thread.join();
  return worst;
}

Verdict unknown_extension_null(const Subject& subject) {
  return with_rig(subject, [&](Rig& rig) {
    const auto* self = rig.plugin().instance();
    const std::string known = plugin::interface_id(subject.kind);
    for (const auto& id :
         {std::string(), known.substr(0, known.size() - 1), known + "0", std::string("com.example/1")})
      if (self->get_extension(self, id.c_str()) != nullptr)
        return failed("get_extension(\"" + id + "\") returned a table",
                      "compare the whole id, and return NULL for others");
    return passed();
  });
}

Verdict extension_answers_constant(const Subject& subject) {
  return with_rig(subject, [&](Rig& rig) {
    const auto* self = rig.plugin().instance();
    for (const char* id :
         {BATON_CONNECTOR, BATON_OWNERSHIP, BATON_SUMMARIZER, BATON_CLASSIFIER, BATON_CHANNEL,
          BATON_TEMPLATES, BATON_MEDIA, BATON_DELIVERY_LOOKUP, BATON_CANCELLATION, BATON_HTTP_CLIENT,
          BATON_TIMER_CLIENT, BATON_KV_CLIENT, BATON_EMIT_CLIENT}) {
      const auto* first = self->get_extension(self, id);
      if (self->get_extension(self, id) != first)
        return failed(std::string("get_extension(\"") + id + "\") gave two answers",
                      "return the same table every time");
    }
    return passed();
  });
}

Verdict kind_interface_present(const Subject& subject) {
  return with_rig(subject, [&](Rig& rig) {
    const auto* id = plugin::interface_id(subject.kind);
    if (rig.plugin().instance()->get_extension(rig.plugin().instance(), id) != nullptr) return passed();
    return failed(std::string("its instance does not offer ") + id, "return its table from get_extension");
  });
}

Verdict missing_host_extension(const Subject& subject) {
  if (auto verdict = able(subject); verdict.result != Result::pass) return verdict;
  for (const char* id : {BATON_LOG, BATON_CLOCK, BATON_TIMERS, BATON_HTTP, BATON_SECRETS, BATON_SIGNATURE,
                         BATON_KV, BATON_EMIT, BATON_BLOB, BATON_METRICS}) {
    auto made = started(subject, {id});
    if (!made.rig) continue;  // refused without it, as it may
    if (auto verdict = asked_once(subject, *made.rig, 1); verdict.result != Result::pass) {
      verdict.what += std::string(" (without ") + id + ")";
      return verdict;
    }
  }
  return passed();
}

}  // namespace

std::vector<Check> lifecycle_checks() {
  constexpr auto kFails = Weight::fails;
  constexpr auto kInside = Where::inside;
  const auto all = every_kind();
  return {
      {"create-makes-no-host-call", "create calls nobody", kFails, kInside, all, create_makes_no_host_call},
      {"lifecycle-orders", "it can be destroyed from every state but started", kFails, kInside, all,
       lifecycle_orders},
      {"start-stop-restart", "it starts and stops three times, and nothing runs in between", kFails, kInside,
       all, start_stop_restart},
      {"late-after-stop", "after stop it calls nobody", kFails, kInside, all, late_after_stop},
      {"create-destroy-1000", "a thousand instances leave nothing behind", kFails, kInside, all,
       create_destroy_1000},
      {"two-instances-independent", "an instance does not know of another", kFails, kInside, all,
       two_instances_independent},
      {"parallel-instances", "eight instances live on eight threads", kFails, kInside, all,
       parallel_instances},
      {"unknown-extension-null", "an interface it does not have is NULL", kFails, kInside, all,
       unknown_extension_null},
      {"extension-answers-constant", "it offers the same interfaces every time", kFails, kInside, all,
       extension_answers_constant},
      {"kind-interface-present", "it offers the interface of its kind", kFails, kInside, all,
       kind_interface_present},
      {"missing-host-extension", "without one of the host's services it refuses or does less", kFails,
       kInside, all, missing_host_extension},
  };
}

}  // namespace baton::validate
