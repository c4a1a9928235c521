// SPDX-License-Identifier: MIT
#include "host/policy/compile_triage.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "host/policy/blueprint.h"
#include "host/policy/look.h"

namespace baton::policy {
namespace {

using nlohmann::json;

std::int64_t permille(const json& value, std::string_view key) { return std::llround(real_of(value, key) * 1000.0); }

SignalSource of_blueprint(const BlueprintSignal& known) {
  SignalSource source;
  source.name = known.name;
  source.rule = known.rule;
  source.lane = known.lane;
  source.weight_permille = known.weight_permille;
  source.means = known.means;
  for (const auto* language : blueprint_languages()) {
    const std::string tag(language->language);
    for (const auto& words : language->signals) {
      if (words.signal != known.name) continue;
      for (const auto& phrase : words.phrases) source.phrases.push_back({std::string(phrase), tag, {}});
      for (const auto& phrase : words.unless) source.unless.push_back({std::string(phrase), tag, {}});
    }
  }
  return source;
}

void add_phrases(const json& signal, const char* key, const std::string& pointer,
                 std::vector<PhraseSource>& phrases) {
  for (const auto& [language, list] : as_object(look(signal, {key})).items())
    for (std::size_t i = 0; i < as_array(list).size(); ++i)
      if (list[i].is_string())
        phrases.push_back(
            {list[i].get<std::string>(), language, pointer + "/" + key + "/" + language + "/" + std::to_string(i)});
}

// What the file says of a signal: of its own, or of one of the blueprint that it changes.
void apply(const json& written, SignalSource& source) {
  source.pointer = "/triage/signals/" + source.name;
  if (const auto rule = text_of(written, "rule"); !rule.empty()) source.rule = rule;
  if (const auto lane = text_of(written, "lane"); !lane.empty()) source.lane = lane;
  if (const auto weight = permille(written, "weight"); weight > 0) source.weight_permille = weight;
  if (const auto means = core::from_word<core::SignalMeans>(text_of(written, "means"))) source.means = *means;
  if (flag_of(written, "replace")) {
    source.phrases.clear();
    source.unless.clear();
  }
  add_phrases(written, "phrases", source.pointer, source.phrases);
  add_phrases(written, "unless", source.pointer, source.unless);
}

bool switched_off(const json& written) { return written.contains("enabled") && !flag_of(written, "enabled"); }

std::vector<core::LaneId> known_lanes(const json& names, const core::Policy& policy) {
  std::vector<core::LaneId> lanes;
  for (const json& name : as_array(names))
    if (name.is_string() && policy.lanes.contains({name.get<std::string>()}))
      lanes.push_back({name.get<std::string>()});
  return lanes;
}

void take_lanes(const json& config, core::Policy& policy) {
  for (const auto& known : blueprint_lanes()) {
    const auto lane = policy.lanes.find({std::string(known.id)});
    if (lane == policy.lanes.end()) continue;
    lane->second.priority = known.priority;
    lane->second.work_type = known.work_type;
  }
  for (const json& entry : as_array(look(config, {"lanes"}))) {
    auto& lane = policy.lanes[{text_of(entry, "id")}];
    if (lane.specialist && lane.work_type == 1 && lane.id.value != "vip") lane.work_type = 2;
    if (const auto priority = core::from_word<core::Priority>(text_of(entry, "priority"))) lane.priority = *priority;
    if (const auto type = number_of(entry, "work_type"); type > 0) lane.work_type = type;
  }
}

void take_segments(const json& config, core::Policy& policy) {
  policy.segments = {{"enterprise", {core::Priority::high, {"vip"}, true, false}},
                     {"standard", {core::Priority::medium, {}, false, false}},
                     {"trial", {core::Priority::low, {}, false, true}}};
  for (const auto& [name, entry] : as_object(look(config, {"segments"})).items()) {
    auto& segment = policy.segments[name];
    if (const auto priority = core::from_word<core::Priority>(text_of(entry, "priority")))
      segment.priority = *priority;
    if (const auto pod = text_of(entry, "pod"); !pod.empty()) segment.pod = {pod};
    const auto automation = text_of(entry, "automation");
    if (automation.empty()) continue;
    segment.person_at_once = automation == "none";
    segment.hurdles = automation == "first";
  }
}

core::LaneId lane_or_general(const std::string& lane, const core::Policy& policy) {
  return lane.empty() || policy.lanes.contains({lane}) ? core::LaneId{lane} : policy.general_lane;
}

void take_classifiers(const json& config, core::Policy& policy) {
  const json& classifiers = as_array(look(config, {"strategies", "classifiers"}));
  for (std::size_t i = 0; i < classifiers.size(); ++i) {
    const json& entry = classifiers[i];
    const bool enabled = !look(entry, {"enabled"}).is_boolean() || flag_of(entry, "enabled");
    core::ClassifierPolicy classifier;
    classifier.id = "classifiers." + std::to_string(i);
    classifier.plugin = text_of(entry, "plugin");
    if (!enabled || classifier.plugin.empty()) continue;
    if (const auto budget = number_of(entry, "budget"); budget > 0) classifier.budget_ms = budget;
    if (look(entry, {"min_confidence"}).is_number()) classifier.least_permille = permille(entry, "min_confidence");
    for (const auto& [theirs, ours] : as_object(look(entry, {"labels"})).items())
      if (ours.is_string()) classifier.labels[theirs] = ours.get<std::string>();
    policy.triage.classifiers.push_back(std::move(classifier));
  }
}

// I7: those that ship, and the organisation's own.
void take_behaviours(const json& triage, core::Policy& policy) {
  struct Shipped {
    const char* kind;
    const char* rule;
    const char* lane;
    std::int64_t weight;
    std::int64_t days;
  };
  constexpr Shipped kShipped[] = {{"cancel_flow_visit", "H6", "retention", 600, 14},
                                  {"payment_failed", "H5", "revenue", 400, 7}};
  auto& behaviours = policy.triage.behaviours;
  for (const auto& known : kShipped)
    behaviours[known.kind] = {
        {known.kind, known.rule, lane_or_general(known.lane, policy), known.weight, core::SignalMeans::lane},
        known.days * core::kDay};
  for (const auto& [kind, entry] : as_object(look(triage, {"behaviours"})).items()) {
    auto& behaviour = behaviours[kind];
    auto& signal = behaviour.signal;
    signal.name = kind;
    if (const auto rule = text_of(entry, "rule"); !rule.empty()) signal.rule = rule;
    if (signal.rule.empty()) signal.rule = "H6";
    if (const auto lane = text_of(entry, "lane"); !lane.empty()) signal.lane = lane_or_general(lane, policy);
    if (const auto weight = permille(entry, "weight"); weight > 0) signal.weight_permille = weight;
    if (const auto days = number_of(entry, "days"); days > 0) behaviour.within_ms = days * core::kDay;
    if (behaviour.within_ms == 0) behaviour.within_ms = 7 * core::kDay;
  }
}

}  // namespace

std::vector<SignalSource> signal_sources(const json& config) {
  const json& triage = look(config, {"triage"});
  const json& written = as_object(look(triage, {"signals"}));
  std::vector<SignalSource> sources;
  const bool blueprint = !triage.contains("blueprint") || flag_of(triage, "blueprint");
  for (const auto& known : blueprint_signals()) {
    const auto own = written.find(std::string(known.name));
    if (!blueprint && own == written.end()) continue;
    if (own != written.end() && switched_off(*own)) continue;
    auto source = of_blueprint(known);
    if (own != written.end()) apply(*own, source);
    sources.push_back(std::move(source));
  }
  for (const auto& [name, entry] : written.items()) {
    const auto& known = blueprint_signals();
    const bool shipped =
        std::any_of(known.begin(), known.end(), [&](const auto& signal) { return signal.name == name; });
    if (shipped || !entry.is_object() || switched_off(entry)) continue;
    SignalSource source;
    source.name = name;
    source.rule = "H4";
    source.weight_permille = 1000;
    apply(entry, source);
    sources.push_back(std::move(source));
  }
  return sources;
}

Phrase phrase_of(const json& config, const PhraseSource& source) {
  return parse_phrase(source.text, [&](std::string_view name) -> std::optional<std::string> {
    const json& own = look(config, {"triage", "words", source.language, name});
    if (own.is_string()) return own.get<std::string>();
    for (const auto* language : blueprint_languages()) {
      if (language->language != source.language.substr(0, source.language.find('-'))) continue;
      for (const auto& list : language->lists)
        if (list.name == name) return std::string(list.words);
    }
    return std::nullopt;
  });
}

SignalPhrases phrases_of(const json& config, const SignalSource& source) {
  SignalPhrases result;
  const auto take = [&](const std::vector<PhraseSource>& from, std::vector<Phrase>& to) {
    for (const auto& each : from)
      if (auto phrase = phrase_of(config, each); phrase.problem.empty()) to.push_back(std::move(phrase));
  };
  take(source.phrases, result.phrases);
  take(source.unless, result.unless);
  return result;
}

void take_triage(const json& config, core::Policy& policy) {
  take_lanes(config, policy);
  take_segments(config, policy);
  const json& triage = look(config, {"triage"});
  auto& compiled = policy.triage;
  const auto resolved = [&](const std::string& lane) { return lane_or_general(lane, policy); };
  for (const auto& source : signal_sources(config)) {
    const auto lane = source.means == core::SignalMeans::lane || source.means == core::SignalMeans::mission_critical
                          ? source.lane
                          : "";
    compiled.signals.push_back({source.name, source.rule, resolved(lane), source.weight_permille, source.means});
  }
  if (triage.contains("threshold")) compiled.threshold_permille = permille(triage, "threshold");
  if (const auto turns = number_of(triage, "unclear_turns"); turns > 0) compiled.unclear_turns = turns;
  json order = look(triage, {"order"});
  if (!triage.contains("order"))
    for (const auto& lane : blueprint_lanes()) order.push_back(lane.id);
  compiled.order = known_lanes(order, policy);
  compiled.issues = known_lanes(look(triage, {"issues"}), policy);
  if (policy.lanes.contains({"compliance"})) compiled.compliance = {"compliance"};
  const auto at_risk = text_of(triage, "at_risk_lane");
  compiled.at_risk = resolved(at_risk.empty() ? "retention" : at_risk);
  take_behaviours(triage, policy);
  take_classifiers(config, policy);
  const auto sensitive = text_of(triage, "sensitive_lane");
  compiled.sensitive = resolved(sensitive.empty() ? "compliance" : sensitive);
}

ObjectPatterns objects_of(const json& config) {
  auto patterns = shipped_objects();
  for (const auto& [kind, list] : as_object(look(config, {"triage", "objects"})).items()) {
    patterns[kind].clear();
    for (const json& pattern : as_array(list))
      if (pattern.is_string()) patterns[kind].push_back(pattern.get<std::string>());
  }
  return patterns;
}

std::shared_ptr<const SignalSet> signal_set_of(const json& config) {
  std::vector<SignalPhrases> signals;
  for (const auto& source : signal_sources(config)) signals.push_back(phrases_of(config, source));
  return std::make_shared<SignalSet>(signals);
}

}  // namespace baton::policy
