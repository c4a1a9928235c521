// SPDX-License-Identifier: MIT
// input_checks.cpp - what a plugin is handed: borrowed memory, records of newer headers, values of tomorrow,
// any text.
#include <cstring>

#include "host/validate/check.h"
#include "host/validate/rig.h"

namespace baton::validate {
namespace {

constexpr unsigned char kCanary = 0xC7;

// Asks once with an odd question, and lets the plugin go on until it has ended.
Verdict survives(const Subject& subject, Rig& rig, Oddity oddity, baton_op_id_t op, const std::string& what) {
  Question question(subject.kind, subject.samples, std::move(oddity));
  const auto asked = rig.ask(question, op);
  if (!asked.fault.empty()) return failed(asked.fault + " (" + what + ")", "see baton/types.h");
  if (asked.status == BATON_PENDING && !rig.settle(op))
    return failed("an operation never ended (" + what + ")", "complete every operation exactly once");
  return passed();
}

Verdict survives_once(const Subject& subject, const Oddity& oddity, const std::string& what) {
  return with_rig(subject, [&](Rig& rig) { return survives(subject, rig, oddity, 1, what); });
}

bool taken(baton_status_t status) { return status == BATON_OK || status == BATON_PENDING; }

// What is newer than the plugin must not keep it from answering what it answers otherwise.
Verdict answers_all_the_same(const Subject& subject, const Oddity& oddity, const std::string& what) {
  return with_rig(subject, [&](Rig& rig) {
    Question ordinary(subject.kind, subject.samples), odd(subject.kind, subject.samples, oddity);
    const auto before = rig.ask(ordinary, 1);
    if (before.status == BATON_PENDING) rig.settle(1);
    const auto asked = rig.ask(odd, 2);
    if (asked.status == BATON_PENDING && !rig.settle(2))
      return failed("an operation never ended (" + what + ")", "complete every operation exactly once");
    for (const auto& failure : rig.host.failures)
      if (failure.op_id == 2 && taken(before.status) && rig.host.failures.front().op_id != 1)
        return failed("it failed over " + what + ": " + failure.answer.message,
                      "read what you know, and pass over the rest");
    if (!taken(before.status) || taken(asked.status)) return passed();
    return failed("it refused " + what + ": " + asked.error.message,
                  "read what you know, and pass over the rest");
  });
}

Verdict strings_are_not_terminated(const Subject& subject) {
  Oddity oddity;
  oddity.guarded = true;
  return survives_once(subject, oddity, "texts end where memory ends");
}

// Twice: what was kept of the first question may be looked at over the second.
Verdict no_borrowed_memory_kept(const Subject& subject) {
  return with_rig(subject, [&](Rig& rig) {
    Oddity oddity;
    oddity.guarded = true;
    Question questions[] = {{subject.kind, subject.samples, oddity}, {subject.kind, subject.samples, oddity}};
    baton_op_id_t op = 0;
    for (auto& question : questions) {
      const auto asked = rig.ask(question, ++op);
      question.forbid();
      if (asked.status == BATON_PENDING) rig.settle(op);
      rig.let_it_run();
    }
    return passed();
  });
}

Verdict accepts_larger_structs(const Subject& subject) {
  Oddity oddity;
  oddity.tail = 64;
  oddity.guarded = true;
  return answers_all_the_same(subject, oddity, "records of newer headers");
}

// A connector answers NOT_SUPPORTED to a kind of message it does not know; the other kinds take the first
// value.
Verdict accepts_unknown_values(const Subject& subject) {
  Oddity oddity;
  oddity.unknown_values = true;
  if (subject.kind == plugin::Kind::kConnector)
    return survives_once(subject, oddity, "values of newer headers");
  return answers_all_the_same(subject, oddity, "values of newer headers");
}

Verdict absent_strings(const Subject& subject) {
  return with_rig(subject, [&](Rig& rig) {
    const auto count = Question(subject.kind, subject.samples).optional_texts();
    for (std::size_t i = 0; i < count; ++i) {
      Oddity oddity;
      oddity.absent = i;
      auto verdict =
          survives(subject, rig, oddity, i + 1, "optional text " + std::to_string(i) + " is absent");
      if (verdict.result != Result::pass) return verdict;
    }
    return passed();
  });
}

Verdict hostile_text(const Subject& subject) {
  return with_rig(subject, [&](Rig& rig) {
    baton_op_id_t op = 0;
    const std::vector<std::pair<const char*, std::string>> texts = {
        {"nothing", ""},
        {"a NUL inside", std::string("before\0after", 12)},
        {"right to left", "\u202E\u0645\u0631\u062D\u0628\u0627 \u05E9\u05DC\u05D5\u05DD"},
        {"emoji", "\U0001F469\u200D\U0001F469\u200D\U0001F467 \U0001F1FA\U0001F1F8"},
        {"a formatting string", "%s%s%s%n {} {0}"},
        {"brackets without end", std::string(100000, '[')},
        {"lines", std::string(100000, '\n')},
        {"1 MiB", std::string(BATON_TEXT_MAX_BYTES, 'a')},
    };
    for (const auto& [name, text] : texts) {
      Oddity oddity;
      oddity.text = text;
      oddity.raw = std::string("\xFF\xFE\xC0\x80 raw", 8);
      if (auto verdict = survives(subject, rig, oddity, ++op, name); verdict.result != Result::pass)
        return verdict;
    }
    return passed();
  });
}

// The error record a newer plugin meets in an older host, and bytes behind it that are nobody's.
Verdict no_writes_outside(const Subject& subject) {
  return with_rig(subject, [&](Rig& rig) {
    const auto full = static_cast<std::uint32_t>(sizeof(baton_error_t));
    const auto small = static_cast<std::uint32_t>(offsetof(baton_error_t, message));
    for (const std::uint32_t size : {full, small}) {
      std::vector<unsigned char> memory(sizeof(baton_error_t) + 256, kCanary);
      std::memset(memory.data(), 0, size);
      auto* error = reinterpret_cast<baton_error_t*>(memory.data());
      error->struct_size = size;
      Oddity oddity;
      oddity.unknown_values = true;  // most likely to end in an error
      Question question(subject.kind, subject.samples, oddity);
      rig.ask_into(question, size, error);
      for (std::size_t i = size; i < memory.size(); ++i)
        if (memory[i] != kCanary)
          return failed("it wrote byte " + std::to_string(i) + " of an error record of " +
                            std::to_string(size) + " bytes",
                        "write no further than struct_size");
    }
    return passed();
  });
}

}  // namespace

std::vector<Check> input_checks() {
  constexpr auto kFails = Weight::fails;
  constexpr auto kInside = Where::inside;
  const auto all = every_kind();
  return {
      {"strings-are-not-terminated", "it reads texts by their size", kFails, kInside, all,
       strings_are_not_terminated},
      {"no-borrowed-memory-kept", "what it was lent it does not touch once it has returned", kFails, kInside,
       all, no_borrowed_memory_kept},
      {"no-writes-outside", "it writes no further than struct_size", kFails, kInside, all, no_writes_outside},
      {"accepts-larger-structs", "records may be larger than the ones it knows", kFails, kInside, all,
       accepts_larger_structs},
      {"accepts-unknown-values", "an enumeration may hold what it does not know", kFails, kInside, all,
       accepts_unknown_values},
      {"absent-strings", "every optional text may be absent", kFails, kInside, all, absent_strings},
      {"hostile-text", "people write anything, and as much as they are let", kFails, kInside, all,
       hostile_text},
  };
}

}  // namespace baton::validate
