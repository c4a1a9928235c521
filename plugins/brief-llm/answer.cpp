// SPDX-License-Identifier: MIT
#include "answer.h"

#include <nlohmann/json.hpp>
#include <set>

namespace baton::brief_llm {
namespace {

using nlohmann::json;

struct Wrong {  // thrown and caught in this file alone
  std::string why;
};

const json& member(const json& object, const char* name, const std::string& path) {
  const auto found = object.find(name);
  if (found == object.end() || found->is_null()) throw Wrong{path + name + " is missing"};
  return *found;
}

void only(const json& object, const std::set<std::string>& names, const std::string& path) {
  if (!object.is_object()) throw Wrong{path + " is no object"};
  for (const auto& [name, value] : object.items())
    if (names.count(name) == 0) throw Wrong{path + " has a member nobody asked for"};
}

std::string text(const json& object, const char* name, const std::string& path) {
  const json& value = member(object, name, path);
  if (!value.is_string()) throw Wrong{path + name + " is no text"};
  return value.get<std::string>();
}

std::uint64_t source(const json& object, const std::string& path) {
  const json& value = member(object, "source", path);
  if (!value.is_number_unsigned()) throw Wrong{path + "source is no number of a message"};
  return value.get<std::uint64_t>();
}

Item sourced(const json& object, const std::string& path) {
  only(object, {"text", "source"}, path);
  return {{}, text(object, "text", path + "."), source(object, path + ".")};
}

Item detail(const json& object, const std::string& path) {
  only(object, {"label", "value", "source"}, path);
  return {text(object, "label", path + "."), text(object, "value", path + "."), source(object, path + ".")};
}

template <class Read>
std::vector<Item> list(const json& object, const char* name, Read&& read) {
  const json& value = member(object, name, "");
  if (!value.is_array()) throw Wrong{std::string(name) + " is no list"};
  std::vector<Item> items;
  for (const json& one : value)
    items.push_back(read(one, std::string(name) + "[" + std::to_string(items.size()) + "]"));
  return items;
}

Draft draft_of(const json& object) {
  if (!object.is_object()) throw Wrong{"the answer is no JSON object"};
  Draft draft;
  draft.language = text(object, "language", "");
  draft.intent = sourced(member(object, "intent", ""), "intent");
  draft.status = text(object, "status", "");
  draft.reason = text(object, "reason", "");
  draft.next_action = text(object, "next_action", "");
  draft.decision_needed = text(object, "decision_needed", "");
  draft.details = list(object, "details", detail);
  draft.steps = list(object, "steps", sourced);
  only(object,
       {"language", "intent", "status", "reason", "next_action", "decision_needed", "details", "steps"},
       "the answer");
  return draft;
}

// choices[0].message.content, where the model ended by itself and did nothing but write.
std::string content_of(const json& envelope) {
  const auto choices = envelope.is_object() ? envelope.find("choices") : envelope.end();
  if (choices == envelope.end() || !choices->is_array() || choices->empty() || !choices->front().is_object())
    throw Wrong{"the endpoint's answer is no chat completion"};
  const json& choice = choices->front();
  const std::string finish =
      choice.value("finish_reason", json()).is_string() ? choice["finish_reason"].get<std::string>() : "";
  if (finish == "length") throw Wrong{"the answer was cut at max_tokens"};
  if (finish == "content_filter") throw Wrong{"the endpoint's filter withheld the answer"};
  if (finish != "stop") throw Wrong{"the model did not end its answer"};
  const json message = choice.value("message", json());
  if (!message.is_object()) throw Wrong{"the endpoint's answer holds no message"};
  if (message.contains("refusal") && !message["refusal"].is_null())
    throw Wrong{"the model refused to write a brief"};
  for (const char* act : {"tool_calls", "function_call"})
    if (message.contains(act) && !message[act].empty())
      throw Wrong{"the model wanted to act instead of writing"};
  const auto content = message.find("content");
  if (content == message.end() || !content->is_string())
    throw Wrong{"the endpoint's answer holds no message"};
  return content->get<std::string>();
}

json parsed(std::string_view text, const char* what) {
  json value = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (value.is_discarded()) throw Wrong{what};
  return value;
}

}  // namespace

std::variant<Draft, Unread> read_answer(std::string_view body) {
  try {
    const std::string content = content_of(parsed(body, "the endpoint's answer is no JSON"));
    return draft_of(parsed(content, "the answer is no JSON, or not all of it"));
  } catch (Wrong& wrong) {
    return Unread{std::move(wrong.why)};
  }
}

}  // namespace baton::brief_llm
