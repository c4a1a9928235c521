// SPDX-License-Identifier: MIT
// reflect.h - every record of the core lists its fields once; the ledger's codec, canonical comparison and the
// sealing of content all walk this list, so that a new field cannot be forgotten by one of them.
#pragma once

#define BATON_PARENS ()
#define BATON_EXPAND(...) BATON_EXPAND3(BATON_EXPAND3(BATON_EXPAND3(BATON_EXPAND3(__VA_ARGS__))))
#define BATON_EXPAND3(...) BATON_EXPAND2(BATON_EXPAND2(BATON_EXPAND2(BATON_EXPAND2(__VA_ARGS__))))
#define BATON_EXPAND2(...) BATON_EXPAND1(BATON_EXPAND1(BATON_EXPAND1(BATON_EXPAND1(__VA_ARGS__))))
#define BATON_EXPAND1(...) __VA_ARGS__
#define BATON_EACH_FIELD(...) __VA_OPT__(BATON_EXPAND(BATON_EACH_STEP(__VA_ARGS__)))
#define BATON_EACH_STEP(field, ...) visit(#field, self.field); __VA_OPT__(BATON_EACH_AGAIN BATON_PARENS(__VA_ARGS__))
#define BATON_EACH_AGAIN() BATON_EACH_STEP

// Inside a struct: BATON_FIELDS(a, b, c) gives `fields(self, visit)`, which calls visit("a", self.a), ... in order.
#define BATON_FIELDS(...)                                                           \
  static constexpr bool kHasFields = true;                                          \
  template <class Self, class Visit>                                                \
  static void fields([[maybe_unused]] Self& self, [[maybe_unused]] Visit&& visit) { \
    BATON_EACH_FIELD(__VA_ARGS__)                                                   \
  }

// A named record of a variant (an input or a fact): its name and version are part of stored data and never change.
#define BATON_RECORD(name, version, ...)               \
  static constexpr std::string_view kName = name;      \
  static constexpr int kVersion = version;             \
  BATON_FIELDS(__VA_ARGS__)
