// SPDX-License-Identifier: MIT
// Masking comes first and works on the whole conversation, so nothing behind it can see a secret.
#include "conversation.h"

#include <algorithm>
#include <unordered_map>

#include "sensitive.h"

namespace baton::brief {
namespace {

// Edits put the new words in place of the old, with the edit as their source; deleted words are not repeated.
std::vector<Event> standing(const std::vector<Event>& events) {
  std::vector<Event> out;
  std::unordered_map<std::string_view, std::size_t> place;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (i >= kEventsReadFirst && i + kEventsReadLast < events.size()) continue;
    const Event& event = events[i];
    const auto known = event.message_id.empty() ? place.end() : place.find(event.message_id);
    if (event.deletes) {
      if (known != place.end()) out[known->second].speaker = Speaker::other;
    } else if (event.edits && known != place.end()) {
      std::vector<Attachment> attachments = std::move(out[known->second].attachments);
      out[known->second] = event;
      if (out[known->second].attachments.empty()) out[known->second].attachments = std::move(attachments);
    } else if (event.speaker != Speaker::other) {
      if (!event.message_id.empty()) place[event.message_id] = out.size();
      out.push_back(event);
    }
  }
  return out;
}

// What the message asks for, for the reader of the next ones.
Expected next_expectation(const Event& event, const Masked& masked, Expected before, std::string_view text) {
  if (event.speaker == Speaker::agent || event.speaker == Speaker::bot) return masked.names;
  if (event.speaker != Speaker::customer) return before;
  if (masked.count > 0) return Expected::nothing;  // the secret was given
  const Expected named = masked.names;  // "my password is", and the word itself in the next message
  const bool ends_open = !text.empty() && (text.back() == ':' || text.size() < 24);
  return named != Expected::nothing && ends_open ? named : before;
}

constexpr std::string_view kGuessWords[] = {"remember", "either", "think",      "try",   "recuerdo",
                                            "creo",     "glaube", "vielleicht", "crois", "acho"};

// A code that was asked for and not given is often remembered later: "it's either 3941 or 7402, I think".
bool guesses(std::string_view text) {
  const std::string folded = fold(text);
  return std::any_of(std::begin(kGuessWords), std::end(kGuessWords),
                     [&](std::string_view word) { return folded.find(word) != std::string::npos; });
}

}  // namespace

Conversation read_conversation(const std::vector<Event>& events) {
  Conversation conversation;
  const std::vector<Event> kept = standing(events);
  std::vector<std::string> texts;
  std::vector<std::string> secrets;
  texts.reserve(kept.size());
  const std::size_t share = std::clamp(kConversationReadBytes / std::max<std::size_t>(1, kept.size()),
                                       kMessageReadMinBytes, kMessageReadMaxBytes);
  Expected expected = Expected::nothing;
  bool code_owed = false;
  for (const Event& event : kept) {
    std::string text = readable(event.text, share);
    if (event.speaker == Speaker::customer && code_owed && guesses(text)) expected = Expected::secret_code;
    Masked masked = mask(text, event.speaker == Speaker::customer ? expected : Expected::nothing);
    masked.count += marks_in(masked.text).size();
    code_owed = (code_owed || expected == Expected::secret_code) && masked.count == 0;
    expected = next_expectation(event, masked, expected, text);
    conversation.withheld_count += masked.count;
    for (std::string& secret : masked.secrets) {
      if (std::find(secrets.begin(), secrets.end(), secret) == secrets.end())
        secrets.push_back(std::move(secret));
    }
    texts.push_back(std::move(masked.text));
  }
  for (std::size_t i = 0; i < kept.size(); ++i) {
    conversation.withheld_count += mask_known(texts[i], secrets);
    if (kept[i].speaker == Speaker::other) continue;
    Turn turn;
    turn.sequence = kept[i].sequence;
    turn.speaker = kept[i].speaker;
    turn.text = analyse(std::move(texts[i]));
    turn.language = language_of(turn.text);
    turn.attachments = kept[i].attachments;
    conversation.turns.push_back(std::move(turn));
  }
  return conversation;
}

}  // namespace baton::brief
