// SPDX-License-Identifier: MIT
// joining.h - which case a customer's word belongs to (I3, C1, C8, C10, G3), and why.
#pragma once

#include <string>
#include <vector>

#include "host/core/turn.h"

namespace baton::core {

struct Word {  // what says where it belongs
  ThreadId thread;
  CaseId answers;                    // the case whose question it answers (J4)
  ContentRef quoted;                 // remote id of the message it quotes
  std::string button;                // payload of a tapped button
  std::vector<NamedObject> objects;  // it names
  std::vector<LaneId> topics;        // its intent, by lane
  bool acknowledgement = false;
  bool late = false;
};

struct Joined {
  CaseId id;
  std::string because;
  bool opened = false;
  bool reopens = false;
};

Joined join_case(Turn& turn, const Word& word);

}  // namespace baton::core
