// SPDX-License-Identifier: MIT
// rules_triage.cpp - signals that name lanes which exist, phrases that can be read, and rules that can match at all.
#include <algorithm>
#include <map>

#include "host/core/classifying.h"
#include "host/policy/blueprint.h"
#include "host/policy/compile_triage.h"
#include "host/policy/look.h"
#include "host/policy/matcher.h"
#include "host/policy/rules.h"

namespace baton::policy {
namespace {

using nlohmann::json;

struct Lanes {
  std::vector<std::string> configured;
  std::vector<std::string> known;  // and those of the blueprint, which fall to general where nobody configured them
};

Lanes lanes_of(const json& config) {
  Lanes lanes{texts_in(look(config, {"lanes"}), "id"), {}};
  lanes.known = lanes.configured;
  for (const auto& lane : blueprint_lanes()) lanes.known.emplace_back(lane.id);
  return lanes;
}

void check_lane_name(const std::string& lane, const std::string& pointer, const std::vector<std::string>& lanes,
                     Findings& findings) {
  if (!lane.empty() && !contains(lanes, lane))
    findings.add(pointer, "there is no lane \"" + lane + "\"",
                 meant(lane, lanes, "name a lane, or add it under \"lanes\""));
}

bool usable(const json& config, const std::vector<PhraseSource>& phrases, Findings& findings) {
  bool good = true;
  for (const auto& source : phrases) {
    const auto phrase = phrase_of(config, source);
    if (phrase.problem.empty()) continue;
    good = false;
    if (!source.pointer.empty())
      findings.add(source.pointer, "is not a usable phrase: it " + phrase.problem,
                   phrase.problem.find("list {") == std::string::npos
                       ? "write it as config/README.md shows, for example \"cancel ... (account|subscription)\""
                       : "add the list under /triage/words/" + source.language);
  }
  return good;
}

// Whatever a phrase is meant to match must be found, and not be taken back by `unless`.
void check_reachable(const json& config, const SignalSource& source, Findings& findings) {
  const auto unless =
      phrases_of(config,
                 {.name = source.name, .pointer = {}, .rule = {}, .lane = {}, .phrases = {}, .unless = source.unless})
          .unless;
  for (const auto& written : source.phrases) {
    if (written.pointer.empty()) continue;
    const auto phrase = phrase_of(config, written);
    const SignalSet alone({SignalPhrases{{phrase}, unless}});
    const bool found = std::any_of(phrase.samples.begin(), phrase.samples.end(),
                                   [&](const std::string& sample) { return !alone.find(sample).empty(); });
    if (!found)
      findings.add(written.pointer,
                   "can never match: what it looks for is what the signal leaves out (\"unless\" or \"!\")",
                   "take it out, or make what is left out narrower");
  }
}

// `labelled`: a classifier may say it, so that it needs no words.
void check_signal(const json& config, const SignalSource& source, const Lanes& lanes, bool labelled,
                  Findings& findings) {
  if (source.pointer.empty()) return;
  if (!is_config_id(source.name))
    findings.add(source.pointer, "is not a name", "use lower-case letters, digits, - and _, beginning with a letter");
  check_lane_name(source.lane, source.pointer + "/lane", lanes.known, findings);
  if (source.means == core::SignalMeans::lane && source.lane.empty())
    findings.add(source.pointer, "the signal speaks for no lane",
                 "name one under \"lane\", or say what it means under \"means\"");
  if (source.phrases.empty() && !labelled)
    findings.add(source.pointer, "can never match: it has no phrase",
                 "write at least one under \"phrases\", or set \"enabled\" to false");
  if (usable(config, source.phrases, findings) && usable(config, source.unless, findings))
    check_reachable(config, source, findings);
}

// A lane whose signals together weigh less than the threshold is never chosen.
void check_weights(const json& config, const std::vector<SignalSource>& sources, Findings& findings) {
  const double threshold =
      look(config, {"triage"}).contains("threshold") ? real_of(look(config, {"triage"}), "threshold") : 0.6;
  std::map<std::string, double> weight;
  for (const auto& source : sources) weight[source.lane] += static_cast<double>(source.weight_permille) / 1000.0;
  for (const auto& [kind, entry] : as_object(look(config, {"triage", "behaviours"})).items())
    weight[text_of(entry, "lane")] += real_of(entry, "weight") > 0 ? real_of(entry, "weight") : 1.0;
  constexpr double kHair = 1e-9;
  for (const auto& source : sources)
    if (!source.pointer.empty() && !source.lane.empty() && weight[source.lane] + kHair < threshold)
      findings.add(
          source.pointer + "/weight",
          "the signals of lane \"" + source.lane + "\" can never reach the threshold, so the lane is never chosen",
          "raise the weight, or lower triage.threshold");
}

// A classifier's word stands for a signal that exists, and is worth translating.
void check_labels(const json& config, const std::vector<SignalSource>& sources, Findings& findings) {
  std::vector<std::string> names{core::kAsksForPerson};
  for (const auto& source : sources) names.push_back(source.name);
  const json& classifiers = as_array(look(config, {"strategies", "classifiers"}));
  for (std::size_t i = 0; i < classifiers.size(); ++i) {
    const std::string base = "/strategies/classifiers/" + std::to_string(i) + "/labels";
    for (const auto& [theirs, ours] : as_object(look(classifiers[i], {"labels"})).items()) {
      const auto name = ours.is_string() ? ours.get<std::string>() : std::string{};
      if (!contains(names, name))
        findings.add(plugin::pointer_below(base, theirs), "there is no signal \"" + name + "\"",
                     meant(name, names, "name a signal of triage, or add it under /triage/signals"));
    }
  }
}

void check_objects(const json& triage, Findings& findings) {
  for (const auto& [kind, list] : as_object(look(triage, {"objects"})).items()) {
    const std::string base = plugin::pointer_below("/triage/objects", kind);
    if (!is_config_id(kind))
      findings.add(base, "is not a name", "use lower-case letters, digits, - and _, beginning with a letter");
    for (std::size_t i = 0; i < as_array(list).size(); ++i) {
      if (!list[i].is_string()) continue;
      if (const auto problem = pattern_problem(list[i].get<std::string>()); !problem.empty())
        findings.add(base + "/" + std::to_string(i), "is not a usable pattern: " + problem,
                     "write an RE2 pattern that matches the number and no empty text");
    }
  }
}

void check_segments(const json& config, const Lanes& lanes, Findings& findings) {
  const json& segments = as_object(look(config, {"segments"}));
  for (const auto& [name, entry] : segments.items()) {
    const std::string pointer = plugin::pointer_below("/segments", name);
    if (!is_config_id(name))
      findings.add(pointer, "is not a name", "use lower-case letters, digits, - and _, beginning with a letter");
    check_lane_name(text_of(entry, "pod"), pointer + "/pod", lanes.configured, findings);
  }
}

// A tier nobody is of, or one that nothing knows: what is said of it never holds.
void check_tiers(const json& config, Findings& findings) {
  std::vector<std::string> known = names_in(look(config, {"segments"}));
  for (const char* tier : {"enterprise", "standard", "trial"})
    if (!contains(known, tier)) known.emplace_back(tier);
  const auto check = [&](const std::string& tier, const std::string& pointer) {
    if (!tier.empty() && !contains(known, tier))
      findings.add(pointer, "there is no segment \"" + tier + "\"",
                   meant(tier, known, "name a segment, or add it under \"segments\""));
  };
  check(text_of(as_object(look(config, {"organisation"})), "segment"), "/organisation/segment");
  for (const std::string& tier : names_in(look(config, {"sla", "tiers"})))
    check(tier, plugin::pointer_below("/sla/tiers", tier));
}

}  // namespace

void check_triage(const Examined& examined, Findings& findings) {
  const json& config = examined.config;
  const Lanes lanes = lanes_of(config);
  const json& triage = as_object(look(config, {"triage"}));
  const auto sources = signal_sources(config);
  const bool labelled = !as_array(look(config, {"strategies", "classifiers"})).empty();
  for (const auto& source : sources) check_signal(config, source, lanes, labelled, findings);
  check_labels(config, sources, findings);
  check_objects(triage, findings);
  check_weights(config, sources, findings);
  for (const char* key : {"order", "issues"}) {
    const json& names = as_array(look(triage, {key}));
    for (std::size_t i = 0; i < names.size(); ++i)
      if (names[i].is_string())
        check_lane_name(names[i].get<std::string>(), std::string("/triage/") + key + "/" + std::to_string(i),
                        lanes.known, findings);
  }
  for (const char* key : {"sensitive_lane", "at_risk_lane"})
    check_lane_name(text_of(triage, key), std::string("/triage/") + key, lanes.known, findings);
  for (const auto& [kind, entry] : as_object(look(triage, {"behaviours"})).items()) {
    const std::string pointer = plugin::pointer_below("/triage/behaviours", kind);
    check_lane_name(text_of(entry, "lane"), pointer + "/lane", lanes.known, findings);
    for (const char* own : {"tier_changed", "at_risk", "secure_path"})
      if (kind == own) findings.add(pointer, "\"" + kind + "\" has a meaning of its own", "choose another name");
  }
  const auto late = text_of(look(config, {"window"}), "late_lane");
  check_lane_name(late, "/window/late_lane", lanes.known, findings);
  if (late == "general")
    findings.add("/window/late_lane", "is the general lane, which is no specialist's",
                 "name a specialist lane, or none");
  check_segments(config, lanes, findings);
  check_tiers(config, findings);
}

}  // namespace baton::policy
