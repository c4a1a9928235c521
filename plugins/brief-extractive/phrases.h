// SPDX-License-Identifier: MIT
// The few words of a brief that are ours, in the team's language (B4). Everything else is quoted in the
// original.
#pragma once

#include <string>
#include <string_view>

#include "scan.h"
#include "words.h"

namespace baton::brief {

enum class Phrase {
  asked,     // prefix of a step: a question to the customer
  answered,  // prefix of a step: what a work owner gave back
  status_open,
  status_automated,
  status_escalated,
  status_waiting,
  status_resolved,
  status_closed,
  with_bot,  // who holds the conversation
  with_agent,
  with_lead,
  customer_waits,         // the last word is the customer's
  customer_asked_person,  // H8
  three_strikes,          // H9
  low_confidence,         // H10
  handed_over,
  rule_applied,     // another rule code follows
  answer_question,  // next action: the question of the handoff
  answer_customer,
  take_over,
  follow_up,
  how_to_proceed,   // decision needed, when nobody named one
  sent_attachment,  // intent, when the customer wrote no word
  no_words,         // intent, when there is nothing at all
  count_
};

// English where the language is not one of the five.
std::string_view phrase(Phrase phrase, Language language);

// "email", "phone", "date": the label of a find without one of its own.
std::string_view kind_word(Kind kind, Language language);

}  // namespace baton::brief
