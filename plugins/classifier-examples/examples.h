// SPDX-License-Identifier: MIT
// Which intents a message resembles, by example sentences. A word that stands in few intents tells more than one that
// stands in many; a message resembles an example as far as it has the telling words of it. Pure: no clock, no I/O, no
// record of the ABI, so the same message gets the same labels every time.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace baton::classifier_examples {

struct Settings {
  std::map<std::string, std::vector<std::string>> examples;  // intent -> sentences
  double minimum = 0.6;
  std::size_t most = 2;
};

struct Intent {
  std::string name;
  std::uint32_t likeness_permille = 0;
};

class Examples {
 public:
  explicit Examples(const Settings& settings);

  std::vector<Intent> find(std::string_view message) const;  // the likeliest first

 private:
  struct Example {
    std::size_t intent = 0;
    std::vector<std::size_t> words;  // by their number, each once
    double weight = 0;               // of all of them
  };

  double minimum_;
  std::size_t most_;
  std::vector<std::string> intents_;
  std::map<std::string, std::size_t, std::less<>> numbers_;  // word -> number
  std::vector<double> weights_;                              // by number
  std::vector<Example> examples_;
};

// Words in lower case without their commonest English endings; letters of other scripts stay as they are.
std::vector<std::string> words_of(std::string_view text);

}  // namespace baton::classifier_examples
