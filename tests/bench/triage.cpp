// SPDX-License-Identifier: MIT
// triage.cpp - what it costs to read one message: everything that is asked of its words (a person, an opt-out,
// thanks, own ids, masking, language, signals) and the verdict. Under the shipped configuration, and with 2,000
// phrases in ten languages beside it; turn by turn on the same messages. Prints one JSON line.
#include "host/core/triage.h"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "host/core/masking.h"
#include "host/policy/blueprint.h"
#include "host/policy/compile_policy.h"

namespace {

using namespace baton;
using Clock = std::chrono::steady_clock;

constexpr int kPhrases = 2000;
constexpr int kRounds = 200;

const std::vector<std::string> kMessages{
    "Hello, where is my order ORD-2047731? It should have been here on Monday.",
    "My webhook integration stopped working last night, the log shows error 502 from api.example.com",
    "I was charged twice for the same invoice. Please give me the money back today!",
    "I want to cancel my subscription, this is far too expensive and nobody answers",
    "Could you please tell me your opening hours during the holidays? Thank you very much",
    "Hola, me cobraron dos veces este mes y nadie responde",
    "Ich m\u00f6chte meinen Vertrag k\u00fcndigen, die App funktioniert seit Tagen nicht",
    "12 Marina View, please",
    "That did not help. I restarted it twice and it still shows the same message on the screen",
    "\u092e\u0947\u0930\u0947 \u092a\u0948\u0938\u0947 \u0935\u093e\u092a\u0938 \u0915\u0930\u094b"};

nlohmann::json shipped() {
  nlohmann::json config = nlohmann::json::object();
  for (const auto& lane : policy::blueprint_lanes()) config["lanes"].push_back({{"id", lane.id}});
  return config;
}

// Words nobody says, but made like words: a syllable for each digit.
std::string word_of(unsigned number) {
  static const char* const kSyllables[] = {"ba", "ke", "lo", "mi", "nu", "sa", "te", "ro", "vi", "zu"};
  std::string word;
  for (number += 100; number > 0; number /= 10) word += kSyllables[number % 10];
  return word;
}

nlohmann::json with_phrases() {
  auto config = shipped();
  const char* const languages[] = {"en", "es", "pt", "de", "fr", "hi", "it", "nl", "pl", "tr"};
  auto& signals = config["triage"]["signals"];
  for (unsigned i = 0; i < kPhrases; ++i) {
    const std::string phrase =
        "(" + word_of(i) + "|" + word_of(i + kPhrases) + ") ... [my|the] " + word_of(i + 2 * kPhrases);
    auto& signal = signals["extra-" + std::to_string(i % 20)];
    signal["lane"] = "revenue";
    signal["phrases"][languages[i % 10]].push_back(phrase);
  }
  return config;
}

std::int64_t read(const core::Policy& policy, const std::string& text) {
  const core::Standing standing{"standard", true, 0, false};
  const auto& matcher = *policy.matcher;
  const auto masked = core::mask(text, &matcher);
  std::int64_t said = matcher.is_opt_out(text) + matcher.is_acknowledgement(text, "en") + masked.found;
  said += matcher.asks_for_person(text, "en").has_value();
  const auto words = matcher.read(text);
  said += static_cast<std::int64_t>(words.heard.language.size()) + words.urgency;
  std::vector<core::Signal> signals;
  for (const auto& hit : words.signals) {
    const auto& known = policy.triage.signals.at(hit.signal);
    signals.push_back({known.name,
                       known.weight_permille,
                       {},
                       hit.begin,
                       hit.length,
                       known.rule,
                       known.lane,
                       known.means,
                       hit.sentence});
  }
  return said + core::weigh(signals, standing, policy).weight_permille;
}

double us_a_message(const core::Policy& policy, std::int64_t& sum) {
  const auto start = Clock::now();
  for (const auto& message : kMessages) sum += read(policy, message);
  return std::chrono::duration<double, std::micro>(Clock::now() - start).count() /
         static_cast<double>(kMessages.size());
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

int main() {
  const auto small = policy::policy_of(shipped());
  const auto large = policy::policy_of(with_phrases());
  std::vector<double> of_small;
  std::vector<double> of_large;
  std::int64_t sum = 0;
  for (int i = 0; i < kRounds; ++i) {
    of_small.push_back(us_a_message(small, sum));
    of_large.push_back(us_a_message(large, sum));
  }
  std::cout << nlohmann::json{{"shipped_us", median(of_small)},
                              {"phrases_us", median(of_large)},
                              {"signals", small.triage.signals.size()},
                              {"sum", sum}}
            << '\n';
  return 0;
}
