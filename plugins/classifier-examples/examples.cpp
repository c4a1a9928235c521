// SPDX-License-Identifier: MIT
#include "examples.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace baton::classifier_examples {
namespace {

constexpr std::size_t kReadMaxBytes = 8192;  // of one message; what is longer is a log or an attack
constexpr std::size_t kStemLeast = 4;        // letters that have to be left

bool word_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

void strip(std::string& word, std::string_view ending) {
  if (word.size() < ending.size() + kStemLeast) return;
  if (word.compare(word.size() - ending.size(), ending.size(), ending) == 0) word.resize(word.size() - ending.size());
}

std::string stem(std::string word) {
  for (char& c : word)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  for (const std::string_view ending : {"ing", "ed", "es", "s"}) {
    const auto before = word.size();
    strip(word, ending);
    if (word.size() != before) break;
  }
  return word;
}

}  // namespace

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text.substr(0, kReadMaxBytes)) {
    if (word_byte(c)) {
      word.push_back(c);
    } else if (c != '\'' && !word.empty()) {  // "don't" is one word
      words.push_back(stem(std::move(word)));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(stem(std::move(word)));
  return words;
}

Examples::Examples(const Settings& settings) : minimum_(settings.minimum), most_(settings.most) {
  std::vector<std::set<std::size_t>> seen_in;  // word -> intents
  for (const auto& [intent, sentences] : settings.examples) {
    const std::size_t number = intents_.size();
    intents_.push_back(intent);
    for (const auto& sentence : sentences) {
      std::set<std::size_t> words;
      for (auto& word : words_of(sentence)) {
        const auto known = numbers_.emplace(std::move(word), numbers_.size()).first->second;
        if (known == seen_in.size()) seen_in.emplace_back();
        seen_in[known].insert(number);
        words.insert(known);
      }
      if (!words.empty()) examples_.push_back({number, {words.begin(), words.end()}, 0});
    }
  }
  const auto all = static_cast<double>(intents_.size());
  for (const auto& intents : seen_in) weights_.push_back(std::log(1.0 + all / static_cast<double>(intents.size())));
  for (auto& example : examples_)
    for (const auto word : example.words) example.weight += weights_[word];
}

std::vector<Intent> Examples::find(std::string_view message) const {
  std::vector<bool> said(weights_.size(), false);
  for (const auto& word : words_of(message))
    if (const auto known = numbers_.find(word); known != numbers_.end()) said[known->second] = true;
  std::vector<double> best(intents_.size(), 0);
  for (const auto& example : examples_) {
    double found = 0;
    for (const auto word : example.words)
      if (said[word]) found += weights_[word];
    best[example.intent] = std::max(best[example.intent], found / example.weight);
  }
  std::vector<Intent> intents;
  for (std::size_t i = 0; i < best.size(); ++i)
    if (best[i] >= minimum_)
      intents.push_back({intents_[i], static_cast<std::uint32_t>(std::lround(std::min(best[i], 1.0) * 1000))});
  std::stable_sort(intents.begin(), intents.end(),
                   [](const Intent& a, const Intent& b) { return a.likeness_permille > b.likeness_permille; });
  if (intents.size() > most_) intents.resize(most_);
  return intents;
}

}  // namespace baton::classifier_examples
