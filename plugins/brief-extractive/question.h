// SPDX-License-Identifier: MIT
// What a message of ours asked the customer for. A short answer means little without its question: "4412" is
// an order number because somebody asked for one.
#pragma once

#include <string>
#include <vector>

#include "text.h"

namespace baton::brief {

// What form the answer will have, as far as the question tells.
// `decision`: "would you like to ...?"; a bare yes or no decides something and is no detail (J4: never
// inferred).
enum class Shape { any, name, identifier, number, time, yes_no, decision, words };

struct Asked {
  std::string label;  // the subject of the question, folded: "order number", "when delivery"
  Shape shape = Shape::any;
};

// At most kAskedMax, in the order asked. Offers ("shall I book it?"), closings ("anything else?") and
// greetings ("how can I help?") ask for no detail and are left out.
inline constexpr std::size_t kAskedMax = 4;
std::vector<Asked> asked_in(const Text& text);

// The sentence only keeps the talk going: a greeting, thanks, an offer of help, a farewell.
bool is_small_talk(const Text& text, std::size_t sentence);

// A question, or a request in the imperative ("please send ...").
bool is_request(const Text& text, std::size_t sentence);

}  // namespace baton::brief
