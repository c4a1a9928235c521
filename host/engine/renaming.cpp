// SPDX-License-Identifier: MIT
#include "host/engine/renaming.h"

#include <algorithm>

#include "host/core/find.h"

namespace baton::engine {
namespace {

using namespace core;  // NOLINT: every fact by its name

std::string ask_name(std::uint64_t ask) { return "ask " + std::to_string(ask); }

struct QuestionOf {
  template <class Fact>
  std::optional<std::string> operator()(const Fact&) const {
    return std::nullopt;
  }
  std::optional<std::string> operator()(const OwnershipAsked& fact) const {
    return "ownership " + ask_name(fact.ask);
  }
  std::optional<std::string> operator()(const BriefAsked& fact) const {
    return "brief " + ask_name(fact.ask);
  }
  std::optional<std::string> operator()(const LabelsAsked& fact) const {
    return "labels " + ask_name(fact.ask);
  }
  std::optional<std::string> operator()(const CandidatesAsked& fact) const {
    return "candidates " + fact.item.value;
  }
  std::optional<std::string> operator()(const TemplatesAsked& fact) const {
    return "templates " + fact.message.value;
  }
  std::optional<std::string> operator()(const SendAttempted& fact) const {
    return "send " + fact.message.value;
  }
  std::optional<std::string> operator()(const LookupAsked& fact) const {
    return "lookup " + fact.message.value;
  }
};

struct AnswerOf {
  template <class Input>
  std::optional<std::string> operator()(const Input&) const {
    return std::nullopt;
  }
  std::optional<std::string> operator()(const OwnershipProposed& input) const {
    return "ownership " + ask_name(input.ask);
  }
  std::optional<std::string> operator()(const OwnershipFailed& input) const {
    return "ownership " + ask_name(input.ask);
  }
  std::optional<std::string> operator()(const BriefMade& input) const {
    return "brief " + ask_name(input.ask);
  }
  std::optional<std::string> operator()(const BriefFailed& input) const {
    return "brief " + ask_name(input.ask);
  }
  std::optional<std::string> operator()(const LabelsGiven& input) const {
    return "labels " + ask_name(input.ask);
  }
  std::optional<std::string> operator()(const LabelsFailed& input) const {
    return "labels " + ask_name(input.ask);
  }
  std::optional<std::string> operator()(const CandidatesFound& input) const {
    return "candidates " + input.item.value;
  }
  std::optional<std::string> operator()(const TemplatesFound& input) const {
    return "templates " + input.message.value;
  }
  std::optional<std::string> operator()(const SendAccepted& input) const {
    return "send " + input.message.value;
  }
  std::optional<std::string> operator()(const SendFailed& input) const {
    return "send " + input.message.value;
  }
  std::optional<std::string> operator()(const LookupAnswered& input) const {
    return "lookup " + input.message.value;
  }
};

template <class Kind, class Holds>
bool both(const Fact& a, const Fact& b, const Holds& holds) {
  const auto* first = std::get_if<Kind>(&a);
  const auto* second = std::get_if<Kind>(&b);
  return first != nullptr && second != nullptr && holds(*first, *second);
}

}  // namespace

std::optional<std::string> question_of(const core::Fact& fact) { return std::visit(QuestionOf{}, fact); }
std::optional<std::string> answer_of(const core::Input& input) { return std::visit(AnswerOf{}, input); }

void Renaming::name(const std::string& recorded, const std::string& again) {
  forth_[recorded] = again;
  back_[again] = recorded;
}

core::CaseId Renaming::again(const core::CaseId& recorded) const {
  const auto known = forth_.find(recorded.value);
  return known == forth_.end() ? core::CaseId{} : core::CaseId{known->second};
}

core::CaseId Renaming::recorded(const core::CaseId& again) const {
  const auto known = back_.find(again.value);
  return known == back_.end() ? again : core::CaseId{known->second};
}

std::string Renaming::recorded_question(const std::string& again) const {
  const auto blank = again.find(' ');
  const auto known = back_.find(again.substr(blank + 1));
  return known == back_.end() ? std::string{} : again.substr(0, blank + 1) + known->second;
}

// Whether the two are the same thing told twice. `exactly` wants it where it was, too.
bool Renaming::fits(const core::Fact& recorded, const core::Fact& told, bool exactly) const {
  const auto same = [&](const auto& a, const auto& b) { return again(a.case_id) == b.case_id; };
  const auto same_lane = [&](const auto& a, const auto& b) {
    return same(a, b) && (!exactly || a.lane == b.lane);
  };
  return both<ThreadOpened>(recorded, told,
                            [](const auto& a, const auto& b) {
                              return a.connector == b.connector && a.account == b.account;
                            }) ||
         both<CaseOpened>(recorded, told, [](const auto&, const auto&) { return true; }) ||
         both<MessageReceived>(recorded, told,
                               [](const auto& a, const auto& b) { return a.remote_id == b.remote_id; }) ||
         both<SendQueued>(recorded, told,
                          [&](const auto& a, const auto& b) {
                            return same(a, b) && a.purpose == b.purpose && a.author == b.author &&
                                   (!exactly || a.text == b.text);
                          }) ||
         both<ReplyDrafted>(
             recorded, told,
             [&](const auto& a, const auto& b) { return same(a, b) && a.author == b.author; }) ||
         both<SeatOpened>(recorded, told, same_lane) || both<WorkOpened>(recorded, told, same_lane) ||
         both<AnswerGiven>(recorded, told, same) || both<OwnershipAsked>(recorded, told, same) ||
         both<BriefAsked>(recorded, told,
                          [&](const auto& a, const auto& b) { return same(a, b) && a.fallback == b.fallback; }) ||
         both<LabelsAsked>(recorded, told, [&](const auto& a, const auto& b) {
           return same(a, b) && a.classifier == b.classifier && a.plugin == b.plugin;
         });
}

void Renaming::learn(const core::Fact& recorded, const core::Fact& told) {
  const auto message = [this](const auto& a, const auto& b) {
    return name(a.message.value, b.message.value), true;
  };
  const auto item = [this](const auto& a, const auto& b) { return name(a.item.value, b.item.value), true; };
  const auto ask = [this](const auto& a, const auto& b) {
    return name(ask_name(a.ask), ask_name(b.ask)), true;
  };
  both<ThreadOpened>(recorded, told, [this](const auto& a, const auto& b) {
    return name(a.thread.value, b.thread.value), true;
  });
  both<CaseOpened>(recorded, told, [this](const auto& a, const auto& b) {
    return name(a.case_id.value, b.case_id.value), true;
  });
  both<MessageReceived>(recorded, told, message);
  both<MessageReceived>(recorded, told, [this](const auto& a, const auto& b) {
    if (again(a.case_id) != b.case_id) name(a.case_id.value, b.case_id.value);  // it joined another one
    return true;
  });
  both<SendQueued>(recorded, told, message);
  both<ReplyDrafted>(recorded, told, message);
  both<SeatOpened>(recorded, told, item);
  both<WorkOpened>(recorded, told, item);
  both<AnswerGiven>(recorded, told,
                    [this](const auto& a, const auto& b) { return name(a.answer, b.answer), true; });
  both<OwnershipAsked>(recorded, told, ask);
  both<BriefAsked>(recorded, told, ask);
  both<LabelsAsked>(recorded, told, ask);
}

std::vector<core::Fact> Renaming::pair(const std::vector<core::Ruled>& recorded,
                                       const std::vector<core::Ruled>& again) {
  std::vector<bool> taken(again.size(), false);
  std::vector<bool> paired(recorded.size(), false);
  for (const bool exactly : {true, false}) {
    for (std::size_t r = 0; r < recorded.size(); ++r) {
      for (std::size_t s = 0; s < again.size() && !paired[r]; ++s) {
        if (taken[s] || !fits(recorded[r].fact, again[s].fact, exactly)) continue;
        taken[s] = paired[r] = true;
        learn(recorded[r].fact, again[s].fact);
      }
    }
  }
  std::vector<std::string> asked;
  for (const auto& ruled : recorded)
    if (auto question = question_of(ruled.fact)) asked.push_back(std::move(*question));
  std::vector<core::Fact> only_again;
  for (const auto& ruled : again) {
    const auto question = question_of(ruled.fact);
    if (question && std::find(asked.begin(), asked.end(), recorded_question(*question)) == asked.end())
      only_again.push_back(ruled.fact);
  }
  return only_again;
}

// Walks the fields of an input by their types; epoch and revision by their names.
struct Renaming::Rename {
  const Renaming& names;
  const core::CustomerState& before;
  const core::CustomerState& again;
  core::CaseId recorded_case;
  bool good = true;

  void take(std::string& id) {
    if (id.empty()) return;
    const auto known = names.forth_.find(id);
    if (known == names.forth_.end())
      good = false;
    else
      id = known->second;
  }
  void field(std::string_view, CaseId& id) { take(id.value); }
  void field(std::string_view, MessageId& id) { take(id.value); }
  void field(std::string_view, WorkId& id) { take(id.value); }
  void field(std::string_view, ThreadId& id) { take(id.value); }
  void field(std::string_view name, std::vector<std::string>& list) {
    if (name != "cites") return;
    for (auto& id : list)
      if (const auto known = names.forth_.find(id); known != names.forth_.end()) id = known->second;
  }
  void field(std::string_view name, std::uint64_t& number) {
    if (name == "ask") {
      const auto known = names.forth_.find(ask_name(number));
      if (known == names.forth_.end())
        good = false;
      else
        number = std::stoull(known->second.substr(4));
    } else if (name == "epoch" || name == "revision") {
      const auto was = number_now(before, recorded_case, name);
      const auto is = number_now(again, names.again(recorded_case), name);
      const auto behind = was > number ? was - number : 0;
      number = is > behind ? is - behind : 0;
    }
  }
  template <class T>
  void field(std::string_view, T&) {}

  static std::uint64_t number_now(const core::CustomerState& state, const core::CaseId& id,
                                  std::string_view name) {
    const auto* c = core::find(state.cases, id);
    if (c == nullptr) return 0;
    if (name == "revision") return c->revision;
    const auto* hand = core::find(state.hands, c->hand);
    return hand == nullptr ? 0 : hand->epoch;
  }

  template <class Record>
  void operator()(Record& record) {
    if constexpr (requires { record.case_id; }) recorded_case = record.case_id;
    Record::fields(record, [&](const char* name, auto& one) { field(name, one); });
  }
};

bool Renaming::rename(core::Input& input, const core::CustomerState& recorded,
                      const core::CustomerState& again) const {
  Rename rename{*this, recorded, again, {}};
  std::visit([&](auto& known) { rename(known); }, input);
  return rename.good;
}

}  // namespace baton::engine
