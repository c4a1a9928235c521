// SPDX-License-Identifier: MIT
// The summarizer's pure function as a program: a conversation as one JSON line in, its brief as one JSON line
// out, so that a measurement in another language sees exactly what a host would get. `--repeat N` times it
// instead.
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "plugins/brief-extractive/brief.h"

namespace {

using nlohmann::json;
namespace brief = baton::brief;

brief::Speaker speaker_of(const std::string& word) {
  if (word == "customer") return brief::Speaker::customer;
  if (word == "agent") return brief::Speaker::agent;
  if (word == "bot") return brief::Speaker::bot;
  if (word == "note") return brief::Speaker::note;
  return brief::Speaker::other;
}

// The events borrow their text from `line`, which MUST outlive the input.
brief::Input input_of(const json& line) {
  brief::Input input;
  input.chars_max = line.value("chars_max", std::size_t{1000});
  input.language = line.value("language", "en");
  input.facts.owner = line.value("owner", "");
  input.facts.rule = line.value("rule", "");
  for (const json& e : line.at("events")) {
    brief::Event event;
    event.sequence = e.at("sequence").get<std::uint64_t>();
    event.speaker = speaker_of(e.at("speaker").get_ref<const std::string&>());
    event.text = e.at("text").get_ref<const std::string&>();
    input.events.push_back(event);
  }
  return input;
}

json items_of(const std::vector<brief::Item>& items) {
  json out = json::array();
  for (const brief::Item& item : items) {
    out.push_back({{"label", item.label}, {"value", item.value}, {"sequence", item.sequence}});
  }
  return out;
}

const char* word_of(brief::StepsState state) {
  switch (state) {
    case brief::StepsState::unknown:
      return "unknown";
    case brief::StepsState::none:
      return "none";
    case brief::StepsState::listed:
      return "listed";
  }
  return "unknown";
}

json output_of(const brief::Brief& made) {
  return {{"intent", made.intent},
          {"intent_sequence", made.intent_sequence},
          {"status", made.status},
          {"reason", made.reason},
          {"next_action", made.next_action},
          {"decision_needed", made.decision_needed},
          {"steps_state", word_of(made.steps_state)},
          {"details", items_of(made.details)},
          {"steps", items_of(made.steps)},
          {"withheld", made.withheld_count}};
}

}  // namespace

int main(int argc, char** argv) {
  const bool timed = argc == 3 && std::string(argv[1]) == "--repeat";
  const long repeats = timed ? std::strtol(argv[2], nullptr, 10) : 1;
  std::size_t made = 0;
  std::size_t turns = 0;
  std::chrono::nanoseconds spent{0};
  for (std::string text; std::getline(std::cin, text);) {
    const json line = json::parse(text);
    const brief::Input input = input_of(line);
    brief::Brief result;
    const auto start = std::chrono::steady_clock::now();
    for (long i = 0; i < repeats; ++i) result = brief::make_brief(input, {});
    spent += std::chrono::steady_clock::now() - start;
    made += static_cast<std::size_t>(repeats);
    turns += input.events.size() * static_cast<std::size_t>(repeats);
    if (!timed) std::cout << output_of(result).dump(-1, ' ', false, json::error_handler_t::replace) << '\n';
  }
  if (timed && made > 0) {
    std::cout << "briefs=" << made << " messages=" << turns
              << " us_per_brief=" << static_cast<double>(spent.count()) / 1000.0 / static_cast<double>(made)
              << '\n';
  }
  return 0;
}
