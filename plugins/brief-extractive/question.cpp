// SPDX-License-Identifier: MIT
// The subject of a question is its first run of content words behind the words that only make it a question.
// That one rule serves the five languages, because all of them put politeness and verbs before the noun.
#include "question.h"

#include <algorithm>

#include "words.h"

namespace baton::brief {
namespace {

constexpr std::size_t kLabelMaxWords = 3;

bool one_of(std::string_view word, std::string_view spaced_list) {
  for (std::size_t at = spaced_list.find(word); at != std::string_view::npos;
       at = spaced_list.find(word, at + 1)) {
    const bool begins = at == 0 || spaced_list[at - 1] == ' ';
    const bool ends = at + word.size() == spaced_list.size() || spaced_list[at + word.size()] == ' ';
    if (begins && ends && !word.empty()) return true;
  }
  return false;
}

bool skipped(const Token& word) {
  return word.on(List::function) || word.on(List::asking) || word.on(List::question) ||
         word.on(List::courtesy) || word.on(List::yes) || word.on(List::greeting) || word.on(List::article);
}

struct Reader {
  const Text& text;
  Sentence sentence;

  std::string_view word(std::size_t i) const { return i < sentence.last ? text.word(i) : std::string_view(); }
  bool is(List list, std::size_t i) const { return i < sentence.last && text.tokens[i].on(list); }
  bool content(std::size_t i) const { return i < sentence.last && !skipped(text.tokens[i]); }
  bool has(std::string_view spaced_list) const {
    for (std::size_t i = sentence.first; i < sentence.last; ++i) {
      if (one_of(word(i), spaced_list)) return true;
    }
    return false;
  }

  // Content words from i on, joined by of-words; moves i behind them.
  std::string subject(std::size_t& i) const {
    std::string label;
    std::size_t words = 0;
    while (i < sentence.last && words < kLabelMaxWords) {
      if (words > 0 && text.tokens[i].has(kAfterComma)) break;
      if (content(i)) {
        if (!label.empty()) label.push_back(' ');
        label.append(word(i++));
        ++words;
        continue;
      }
      std::size_t next = i + 1;
      if (!is(List::of, i) || words == 0) break;
      while (is(List::article, next)) ++next;
      if (next >= sentence.last || !content(next)) break;
      label.append(" ").append(word(i)).append(" ").append(word(next));
      i = next + 1;
      ++words;
    }
    return label;
  }
};

// "anything else", "how can I help": asked to go on talking, not to learn something.
bool is_opening_or_closing(const Reader& reader) {
  const std::size_t words = reader.sentence.last - reader.sentence.first;
  if (words > 16) return false;
  const bool more =
      reader.has("else further más sonst noch autre mais weiteres") &&
      reader.has("anything something assistance help algo etwas irgendwas kann chose algo alguma");
  const bool help =
      reader.has("help assist helfen ayudar ayudarle ayudarte aider ajudar") &&
      reader.has("how what can may cómo como en puedo wie womit kann was comment puis-je posso");
  const bool how_are_you = words <= 5 && reader.has("how") && reader.has("you doing");
  const bool follows =
      reader.has("know understand") && reader.has("how") && reader.has("do");  // "do you know how to ...?"
  return more || help || how_are_you || follows;
}

// "shall I ...?", "would you like me to ...?": an offer; the answer is a decision, not a detail (J4: never
// inferred).
bool is_offer(const Reader& reader) {
  const std::string_view first = reader.word(reader.sentence.first);
  const std::string_view second = reader.word(reader.sentence.first + 1);
  if ((first == "shall" || first == "should" || first == "can" || first == "may") &&
      (second == "i" || second == "we")) {
    return !reader.has("your have get know ask");
  }
  if (first == "soll" || first == "puis-je" || first == "posso" || first == "puedo")
    return !reader.has("ihre ihren su seu votre");
  return reader.has("would want") && reader.has("me us") && reader.has("to") && !reader.has("tell give");
}

// "Would you like to change it?", but not "would you like to drive or walk?", which names values to choose
// from.
bool is_decision(const Reader& reader) {
  if (reader.has("or oder ou")) return false;
  return (reader.has("would") && reader.has("like prefer care")) ||
         (reader.has("want") && reader.has("to")) ||
         reader.has("möchten wollen souhaitez souhaitez-vous voulez-vous gostaria");
}

Shape shape_of(const Reader& reader, std::string_view label, std::string_view question_word, bool quantity,
               bool yes_no) {
  if (quantity) return Shape::number;
  const auto label_has = [&](std::string_view list) {
    std::size_t begin = 0;
    while (begin < label.size()) {
      const std::size_t space = std::min(label.find(' ', begin), label.size());
      if (one_of(label.substr(begin, space - begin), list)) return true;
      begin = space + 1;
    }
    return false;
  };
  if (label_has("name nombre nom nome names vorname nachname surname")) return Shape::name;
  if (label_has("number id code nummer número numero numéro reference pin referencia iban bestellnummer "
                "kundennummer")) {
    return Shape::identifier;
  }
  if (one_of(question_word, "when wann cuándo cuando quand quando") ||
      label_has("time date day hour birth birthday fecha hora día datum uhrzeit tag date heure jour data dia "
                "deadline")) {
    return Shape::time;
  }
  if (label_has("details detail report problem issue description symptoms reason message happened"))
    return Shape::words;
  if (reader.has("describe explain happened")) return Shape::words;
  if (!yes_no || reader.has("or oder ou")) return Shape::any;
  return is_decision(reader) ? Shape::decision : Shape::yes_no;
}

bool begins_yes_no(std::string_view word) {
  return one_of(word,
                "do does did are is was were have has will would any tiene tienes ha haben sind ist hat "
                "avez-vous est-ce êtes-vous tem está você are");
}

void read_sentence(const Reader& reader, std::vector<Asked>& asked) {
  std::size_t i = reader.sentence.first;
  std::string question_word;
  bool quantity = false;
  const bool yes_no = begins_yes_no(reader.word(i)) || reader.is(List::yes, i);
  for (; i < reader.sentence.last && !reader.content(i); ++i) {
    const std::string_view word = reader.word(i);
    if (reader.is(List::question, i) && question_word.empty()) question_word = std::string(word);
    // "would you like to book a table?": the verb behind "to" is not the subject
    if (yes_no && word == "to" && reader.content(i + 1) && i + 2 < reader.sentence.last) ++i;
    quantity =
        quantity ||
        one_of(word,
               "many much cuántos cuántas cuánto viele viel wieviel wieviele combien quantos quantas quanto");
  }
  const bool open_word = one_of(
      question_word,
      "when where who wann wo wohin woher wer cuándo dónde quién quand où qui quando onde quem why how");
  while (i < reader.sentence.last && asked.size() < kAskedMax) {
    std::string label = reader.subject(i);
    if (label.empty()) break;
    if (open_word && !quantity) {
      for (std::size_t extra = 0; i < reader.sentence.last && extra < 1; ++i) {
        const bool direction = i + 1 == reader.sentence.last && one_of(reader.word(i), "from to at for");
        if (!reader.content(i) && !direction) continue;
        label.append(" ").append(reader.word(i));
        ++extra;
      }
      label = question_word + " " + label;
    }
    const Shape shape = shape_of(reader, label, question_word, quantity, yes_no);
    const bool proposal = label.find_first_of("0123456789") != std::string::npos;  // "how about 4 pm?"
    if (proposal) return;
    asked.push_back({std::move(label), shape});
    // Another subject only directly behind a comma or an "and": "your name, account number and city".
    const bool listed = i < reader.sentence.last &&
                        (reader.is(List::conjunction, i) || reader.text.tokens[i].has(kAfterComma));
    if (!listed || yes_no || quantity || open_word) break;
    while (i < reader.sentence.last && (reader.is(List::conjunction, i) || reader.is(List::article, i))) ++i;
    if (!reader.content(i)) break;
  }
  if (asked.empty() && reader.has("heißen heißt llama llamas llamo appelez-vous appelles chama called")) {
    asked.push_back({"name", Shape::name});
  } else if (asked.empty() && !question_word.empty()) {
    const Shape shape = shape_of(reader, question_word, question_word, quantity, false);
    asked.push_back({question_word, shape});
  }
}

}  // namespace

bool is_request(const Text& text, std::size_t sentence) {
  const Sentence& s = text.sentences[sentence];
  if (s.question) return true;
  const Reader reader{text, s};
  std::size_t i = s.first;
  bool polite = false;
  while (i < s.last &&
         (reader.is(List::courtesy, i) || reader.is(List::yes, i) || reader.is(List::greeting, i) ||
          reader.is(List::conjunction, i) || one_of(reader.word(i), "por so then now"))) {
    polite = polite || one_of(reader.word(i), "please bitte favor pls");
    ++i;
  }
  const std::string_view first = reader.word(i);
  if (one_of(first, "veuillez")) return true;
  if (one_of(first, "can could may would") && one_of(reader.word(i + 1), "i you we")) {
    return reader.has("your the a an");
  }
  const bool asks =
      one_of(first,
             "provide tell give send share confirm enter specify state describe indique diga envíe "
             "confirme informe nennen sagen geben senden schicken bestätigen type");
  if (asks) return true;
  const bool fragment = s.last - s.first <= 4 &&
                        one_of(reader.word(s.last - 1), "please pls bitte favor");  // "last name please"
  return fragment || (polite && on(List::asking, first));
}

bool is_small_talk(const Text& text, std::size_t sentence) {
  const Sentence& s = text.sentences[sentence];
  const Reader reader{text, s};
  if ((s.question || s.last - s.first <= 8) && is_opening_or_closing(reader)) return true;
  std::size_t content = 0;
  std::size_t courtesy = 0;
  for (std::size_t i = s.first; i < s.last; ++i) {
    const std::string_view word = reader.word(i);
    const bool polite = reader.is(List::greeting, i) || reader.is(List::courtesy, i) ||
                        reader.is(List::yes, i) || reader.is(List::no, i);
    if (polite) ++courtesy;
    if (!polite && !reader.is(List::function, i) &&
        !one_of(word,
                "have wish day night week weekend enjoy speak soon later contacting "
                "reaching talk problem worries luck assistant sorry hear apologize "
                "apologise apologies inconvenience understand understandable patience "
                "patient moment second minute bear siento lamento disculpe disculpas "
                "molestias momento leid entschuldigung entschuldigen verstehe moment "
                "désolé désolée excuses comprends instant desculpe desculpas lamentamos "
                "unfortunately")) {
      ++content;
    }
  }
  return content == 0 && (courtesy > 0 || s.last - s.first <= 10);
}

std::vector<Asked> asked_in(const Text& text) {
  std::vector<Asked> asked;
  for (std::size_t k = 0; k < text.sentences.size() && asked.size() < kAskedMax; ++k) {
    const Reader reader{text, text.sentences[k]};
    if (!is_request(text, k) || is_opening_or_closing(reader) || is_offer(reader) || is_small_talk(text, k))
      continue;
    read_sentence(reader, asked);
  }
  return asked;
}

}  // namespace baton::brief
