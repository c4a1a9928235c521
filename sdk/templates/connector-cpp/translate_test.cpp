// SPDX-License-Identifier: MIT
// What Pigeon says, and what it must not be understood as.
#include "translate.h"

#include "check.h"

namespace {

using namespace pigeon;

std::string refusal(std::string_view body) {
  const auto read = read_message(body);
  return std::holds_alternative<Refusal>(read) ? std::get<Refusal>(read).why : "";
}

void messages() {
  const auto read = read_message(
      R"({"id": "m-1", "from": "+447700900101", "name": "Maria", "text": "Hé!", "sent_at_ms": 1700000000000,
          "new": 1})");
  const auto* message = std::get_if<Message>(&read);
  expect(message != nullptr && message->id == "m-1" && message->from == "+447700900101", "who wrote");
  expect(message != nullptr && message->text == "Hé!" && message->name == "Maria", "what they wrote");
  expect(message != nullptr && message->sent_at_ms == 1700000000000, "and when");
  expect(refusal(R"({"id": "m", "from": "+4477009001", "text": "", "sent_at_ms": 1})").empty(), "a name is not needed");
  for (const char* bad : {"", "[]", "nonsense", R"({"id": "m"})",
                          R"({"id": "", "from": "+447700900101", "text": "x", "sent_at_ms": 1})",
                          R"({"id": "m", "from": "Maria", "text": "x", "sent_at_ms": 1})",
                          R"({"id": "m", "from": "+447700900101", "text": 7, "sent_at_ms": 1})",
                          R"({"id": "m", "from": "+447700900101", "text": "x", "sent_at_ms": "now"})",
                          R"({"id": "m", "from": "+447700900101", "text": "x", "sent_at_ms": -1})",
                          "{\"id\": \"m\", \"from\": \"+447700900101\", \"text\": \"\xC0\xAF\", \"sent_at_ms\": 1}"})
    expect(!refusal(bad).empty(), bad);
  const std::string long_id(513, 'x');
  expect(!refusal(R"({"id": ")" + long_id + R"(", "from": "+447700900101", "text": "x", "sent_at_ms": 1})").empty(),
         "an id above the host's limit");
}

void signatures() {
  const std::string hex(64, 'a');
  expect(read_signature("sha256=" + hex) == std::string(32, '\xaa'), "64 hex digits are 32 bytes");
  for (const std::string& bad : {std::string(), hex, "sha1=" + hex, "sha256=" + hex.substr(1), "sha256=" + hex + "a",
                                 "sha256=g" + hex.substr(1)})
    expect(!read_signature(bad), bad.c_str());
}

void answers() {
  expect(write_message("+1", "a \"b\"\n") == R"({"text":"a \"b\"\n","to":"+1"})", "quotes and line ends are escaped");
  expect(read_answer(201, R"({"id": "p-1"})").remote_id == "p-1", "a message that went out has an id");
  expect(read_answer(200, "{}").status == BATON_DEADLINE_EXCEEDED, "without one nobody knows");
  expect(read_answer(200, "nonsense").status == BATON_DEADLINE_EXCEEDED, "nor with nonsense");
  expect(read_answer(401, "").scope == BATON_SCOPE_ACCOUNT, "a wrong token stops the account");
  expect(read_answer(404, "").scope == BATON_SCOPE_RECIPIENT, "an unknown number is the recipient's");
  expect(read_answer(422, "").status == BATON_REJECTED, "a refusal is not repeated");
  expect(read_answer(429, "").status == BATON_RATE_LIMITED && read_answer(503, "").status == BATON_UNAVAILABLE,
         "what was not taken may be sent again");
  expect(read_answer(500, "").status == BATON_DEADLINE_EXCEEDED, "what may have been taken is not");
  expect(wait_ms(R"({"retry-after": "7"})") == 7000, "seconds to wait");
  for (const char* other : {"", "{}", "[]", R"({"retry-after": "soon"})", R"({"retry-after": "99999999999999999999"})"})
    expect(wait_ms(other) == 0, other);
}

}  // namespace

int main() {
  messages();
  signatures();
  answers();
  return done();
}
