// SPDX-License-Identifier: MIT
// Closed word lists for English, Spanish, German, French and Portuguese. They are united, not chosen by language:
// customers mix languages, and a word that is filler in one of the five is rarely a detail in another.
#pragma once

#include <string_view>

#include "text.h"

namespace baton::brief {

enum class Language { unknown, en, es, de, fr, pt };

// The list a word may be on; words are given folded.
enum class List {
  greeting,    // hello, bonjour
  courtesy,    // thanks, please, bye
  yes,
  no,
  function,    // articles, pronouns, auxiliaries, prepositions, conjunctions
  asking,      // verbs and politeness of a question that are not its subject: provide, tell, need
  lead_in,     // what stands before the value of an answer: it's, my, sure
  article,
  of,          // joins two nouns of one name: of, de, du
  conjunction,
  question,    // what, wann, pourquoi
  weekday,
  month,
  day_word,    // today, morgen
  currency,
  number_word,
  meridiem,    // am, pm, uhr
  id_word,     // number, id, ref: between a label and its value
  correction,  // no, sorry, actually, instead
  verb,        // common verbs in the first person or infinitive; no detail by themselves
};

bool on(List list, std::string_view folded_word);

bool is_ordinal(std::string_view folded_word);  // 5th, 2nd, 3., 1er

// By function words; unknown when nothing speaks for one of the five.
Language language_of(const Text& text);

// "de-AT" -> de
Language language_of_tag(std::string_view bcp47);

}  // namespace baton::brief
