// SPDX-License-Identifier: MIT
// word_lists.h - the closed lists behind H8, W7 and C10, one file per language (words_en.cpp, ...).
// Everything here is in folded form (folded_text.h): lower case, no accents, blanks single.
//
// Patterns are RE2 and may use
//   {any}   whoever can be talked to, also "someone", "customer service"
//   {hard}  words that mean a person of the organisation by themselves: human, agent, representative
//   {det}   articles and adjectives before them
//   {end}   what may follow a want for it to be one: the end of the clause, "please", "to help"
// The first group of a request is the person word: it must not lie in one of the `not_person` phrases.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace baton::policy {

using WordList = std::vector<std::string_view>;

struct LanguageLists {
  std::string_view language;
  // H8
  std::string_view any;
  std::string_view hard;
  std::string_view det;
  std::string_view end;
  WordList requests;
  WordList refusals_of_bots;            // "stop the bot": a request whatever is negated in it
  std::string_view negated_before;      // ends where the request begins
  std::string_view negated_inside;      // "" = none
  std::string_view negated_after;       // begins where the request ends
  std::string_view asked_all_the_same;  // "why can't I": found in the clause, it undoes a negation
  WordList not_person;                  // "travel agent"
  std::string_view bare;                // alone they are a request
  std::string_view polite;              // may stand around them
  // W7
  WordList opt_out;
  // C10: phrases that acknowledge, and phrases that may stand beside them but are none by themselves
  WordList acknowledgements;
  WordList fillers;
};

const LanguageLists& words_en();
const LanguageLists& words_es();
const LanguageLists& words_pt();
const LanguageLists& words_de();
const LanguageLists& words_fr();
const LanguageLists& words_hi();
const std::vector<const LanguageLists*>& all_languages();

// Emoji and emoticons that acknowledge.
const WordList& acknowledging_symbols();

// A digest of all lists: part of the policy's hash.
std::string word_lists_text();

}  // namespace baton::policy
