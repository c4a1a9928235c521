// SPDX-License-Identifier: MIT
// call_checks.cpp - operations: exactly one end, soon, and with a status that means something.
#include <random>
#include <thread>

#include "host/validate/check.h"
#include "host/validate/rig.h"
#include "host/validate/stage.h"

namespace baton::validate {
namespace {

using namespace std::chrono_literals;

constexpr int kAsked = 20;
constexpr int kStorm = 2000;

Verdict broken(Stage& stage) {
  auto what = stage.broken();
  if (what.empty()) return passed();
  return failed(std::move(what),
                "complete every operation once: OK with a result before it returns, PENDING and a "
                "result or fail() later, or an error and nothing");
}

Verdict starts_here(const Subject& subject) {
  if (!subject.samples.unsettled.empty()) return skipped(subject.samples.unsettled);
  if (subject.place == Place::inside && subject.bundle.manifest.isolation == plugin::Isolation::kRunner)
    return skipped("the manifest asks for a process of its own");
  const Stage stage(subject);
  if (stage.refusal().empty()) return passed();
  return failed(stage.refusal(), "put settings that work into samples.json of the bundle");
}

Verdict completes_exactly_once(const Subject& subject) {
  return on_stage(subject, [&](Stage& stage) {
    for (int i = 0; i < kAsked; ++i) {
      Question question(subject.kind, subject.samples);
      const auto ended = stage.ask(question);
      if (!ended.in_time || ended.status == BATON_DEADLINE_EXCEEDED)
        break;  // one is enough, and takes its whole budget
    }
    // A second answer comes after the first has been taken.
    std::this_thread::sleep_for(100ms);
    return broken(stage);
  });
}

Verdict answers_the_ordinary_question(const Subject& subject) {
  return on_stage(subject, [&](Stage& stage) {
    if (subject.kind == plugin::Kind::kConnector && !subject.samples.sent)
      return skipped(
          "samples.json of the bundle does not say what the service answers to a delivery (\"sent\")");
    Question question(subject.kind, subject.samples);
    const auto ended = stage.ask(question);
    if (ended.status == BATON_OK) return passed();
    return failed(
        "an ordinary question ended with status " + std::to_string(ended.status) + ": " + ended.message,
        "answer it; samples.json can say what the remote side answers");
  });
}

Verdict returns_quickly(const Subject& subject) {
  return with_rig(subject, [&](Rig& rig) {
    std::chrono::milliseconds longest{};
    for (baton_op_id_t op = 1; op <= 5; ++op) {
      Question question(subject.kind, subject.samples);
      const auto asked = rig.ask(question, op);
      longest = std::max(longest, asked.took);
      if (asked.status == BATON_PENDING) rig.settle(op);
    }
    const auto what = "an operation's function took " + std::to_string(longest.count()) + " ms";
    const auto* mend = "return BATON_PENDING at once and go on when what you wait for is there";
    if (longest >= 1s) return failed(what, mend);
    if (longest >= 10ms) return Verdict{Result::warn, what, mend};
    return passed();
  });
}

Verdict status_values_known(const Subject& subject) {
  return with_rig(subject, [&](Rig& rig) {
    baton_op_id_t op = 0;
    for (const auto& answer :
         {RemoteAnswer{200, {}, "{}"}, RemoteAnswer{500, {}, "no"}, RemoteAnswer{429, {}, ""}}) {
      rig.remote = answer;
      for (const bool odd : {false, true}) {
        Oddity oddity;
        oddity.unknown_values = odd;
        Question question(subject.kind, subject.samples, oddity);
        const auto asked = rig.ask(question, ++op);
        if (!asked.fault.empty())
          return failed(asked.fault, "return a BATON_* status and fill the error as types.h says");
        if (asked.status == BATON_PENDING) rig.settle(op);
      }
    }
    for (const auto& one : rig.host.failures)
      if (one.answer.status <= BATON_PENDING || one.answer.status > BATON_REJECTED)
        return failed("it failed an operation with status " + std::to_string(one.answer.status),
                      "fail with one of the error statuses");
    return passed();
  });
}

Verdict honours_cancel(const Subject& subject) {
  return with_rig(subject, [&](Rig& rig) {
    const auto* cancellation = rig.plugin().table<baton_cancellation_t>(BATON_CANCELLATION);
    Question question(subject.kind, subject.samples);
    if (rig.ask(question, 1).status != BATON_PENDING)
      return skipped("it has answered before it could be cancelled");
    if (cancellation == nullptr) return skipped("it does not offer " BATON_CANCELLATION);
    cancellation->cancel(rig.plugin().instance(), 1);
    if (rig.settle(1)) return passed();
    return failed("a cancelled operation had not ended after 2 s",
                  "complete it, normally with BATON_CANCELLED");
  });
}

Verdict budget_respected(const Subject& subject) {
  return with_rig(subject, [&](Rig& rig) {
    Question question(subject.kind, subject.samples);
    const auto asked = rig.ask(question, 1, 1);
    if (asked.took < 1s) return passed();
    return failed("with 1 ms left it took " + std::to_string(asked.took.count()) + " ms",
                  "look at call->budget_ms first");
  });
}

Verdict storm(const Subject& subject) {
  return with_rig(subject, [&](Rig& rig) {
    std::mt19937_64 random(subject.seed);
    const auto* cancellation = rig.plugin().table<baton_cancellation_t>(BATON_CANCELLATION);
    for (baton_op_id_t op = 1; op <= kStorm; ++op) {
      Oddity oddity;
      oddity.unknown_values = random() % 8 == 0;
      oddity.no_candidates = random() % 8 == 0;
      if (random() % 8 == 0) oddity.text = std::string(random() % 5000, static_cast<char>(random() % 128));
      Question question(subject.kind, subject.samples, oddity);
      const auto asked = rig.ask(question, op);
      if (asked.status != BATON_PENDING) continue;
      if (random() % 4 == 0 && cancellation != nullptr) cancellation->cancel(rig.plugin().instance(), op);
      if (!rig.settle(op))
        return failed("operation " + std::to_string(op) + " of a storm never ended",
                      "complete every operation once");
      if (rig.host.completions_of(op) > 1)
        return failed("an operation was completed twice", "complete it once");
    }
    return passed();
  });
}

}  // namespace

std::vector<Check> call_checks() {
  constexpr auto kFails = Weight::fails;
  const auto all = every_kind();
  return {
      {"starts", "the host loads and starts it", kFails, Where::both, all, starts_here},
      {"answers-the-ordinary-question", "what its kind is there for works", kFails, Where::both, all,
       answers_the_ordinary_question},
      {"completes-exactly-once", "every operation ends once, with a well-formed result or an error", kFails,
       Where::both, all, completes_exactly_once},
      {"returns-quickly", "a function that starts an operation returns within 10 ms, and surely within 1 s",
       kFails, Where::inside, all, returns_quickly},
      {"status-values-known", "it returns statuses that exist, with errors that can be read", kFails,
       Where::inside, all, status_values_known},
      {"honours-cancel", "a cancelled operation ends soon", Weight::warns, Where::inside, all,
       honours_cancel},
      {"budget-respected", "without time left it does not begin long work", Weight::warns, Where::inside, all,
       budget_respected},
      {"storm", "two thousand calls of every sort, some cancelled, each end once", kFails, Where::inside, all,
       storm},
  };
}

}  // namespace baton::validate
