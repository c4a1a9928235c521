// SPDX-License-Identifier: MIT
// word_lists.cpp - all languages together, and the symbols that belong to none.
#include "host/policy/word_lists.h"

namespace baton::policy {

const std::vector<const LanguageLists*>& all_languages() {
  static const std::vector<const LanguageLists*> languages{&words_en(), &words_es(), &words_pt(),
                                                           &words_de(), &words_fr(), &words_hi()};
  return languages;
}

const WordList& acknowledging_symbols() {
  static const WordList symbols{
      "👍",    "👌",    "🙏",   "❤",  "🧡", "💛",  "💚",    "💙",  "💜",    "🤍", "🖤", "💖", "💕",
      "💗",    "🥰", "😍",   "😘",  "😊",    "☺",  "🙂", "😀",  "😃",    "😄",    "😁",    "😆", "😉",
      "🤗", "🤩", "😇",   "🎉",  "🥳", "💯",  "✅",    "✔",  "👏",    "🙌",    "🤝", "💪", "✨",
      "⭐",    "🌟",    "🌹",   "💐",  "🌸",    "🌺",  "🤙", "✌",  "🫶", "🙋",    "👋",    "😎", "🆗",
      ":)",   ":-)",  ":))", ";)", ";-)",  ":d", ":-d",  "=)", "<3",   "^^",   ":')",  "(:"};
  return symbols;
}

std::string word_lists_text() {
  std::string text;
  const auto add = [&](std::string_view piece) {
    text += piece;
    text += '\n';
  };
  const auto add_all = [&](const WordList& list) {
    for (const std::string_view piece : list) add(piece);
    text += '\f';
  };
  for (const LanguageLists* lists : all_languages()) {
    for (const std::string_view piece :
         {lists->language, lists->any, lists->hard, lists->det, lists->end, lists->negated_before,
          lists->negated_inside, lists->negated_after, lists->asked_all_the_same, lists->bare, lists->polite})
      add(piece);
    for (const WordList* list : {&lists->requests, &lists->refusals_of_bots, &lists->not_person,
                                 &lists->opt_out, &lists->acknowledgements, &lists->fillers})
      add_all(*list);
  }
  add_all(acknowledging_symbols());
  return text;
}

}  // namespace baton::policy
