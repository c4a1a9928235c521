// SPDX-License-Identifier: MIT
// Names of the word lists; the words themselves stand in words.cpp.
#pragma once

namespace baton::brief {

// The list a word may be on; words are given folded.
enum class List {
  greeting,  // hello, bonjour
  courtesy,  // thanks, please, bye
  yes,
  no,
  function,  // articles, pronouns, auxiliaries, prepositions, conjunctions
  asking,    // verbs and politeness of a question that are not its subject: provide, tell, need
  lead_in,   // what stands before the value of an answer: it's, my, sure
  article,
  of,  // joins two nouns of one name: of, de, du
  conjunction,
  question,  // what, wann, pourquoi
  weekday,
  month,
  day_word,  // today, morgen
  currency,
  number_word,
  meridiem,    // am, pm, uhr
  id_word,     // number, id, ref: between a label and its value
  correction,  // no, sorry, actually, instead
  verb,        // common verbs in the first person or infinitive; no detail by themselves
};

}  // namespace baton::brief
