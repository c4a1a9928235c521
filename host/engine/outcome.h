// SPDX-License-Identifier: MIT
// outcome.h - what became of an input, told once it is on disk.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "host/core/decide.h"
#include "host/ledger/ledger.h"

namespace baton::engine {

struct Outcome;

struct Origin {
  std::string actor;              // "customer", "agent:ID", "bot:ID", "host", "channel:ID", "plugin:ID"
  std::string cause;              // where it came from, for the history: an id, a request
  std::string duplicate_digest;   // empty: cannot come twice
  std::int64_t settles = 0;       // id of the outbox row this answers
  std::int64_t decides = 0;       // id of the undecided row this is
  bool own = false;               // the host's own: nobody outside can send it again, so it is tried until it is stored
  // Stored in the commit of this input, whatever is decided: how far its connector has read (Inbound).
  std::optional<ledger::Commit::Cursor> cursor;
  // Finishes the request's Idempotency-Key in the same commit: who repeats it after a crash hears of it, and it is not
  // done again.
  std::function<ledger::Commit::RequestAnswer(const Outcome&)> answer;
};

struct Outcome {
  enum class Kind {
    stored = 1,
    unchanged,   // nothing to change
    refused,     // see refusal; facts may still have been stored (a draft)
    duplicate,   // had been stored before
    gone,        // the customer was erased: what came belongs to somebody new
    undecided,   // kept, to be decided later
    overloaded,  // not taken; send it again
    failed,      // the store could not take it; send it again
  };
  Kind kind = Kind::unchanged;
  core::CustomerId customer;
  std::vector<core::Ruled> facts;
  std::optional<core::Refusal> refusal;
  std::shared_ptr<core::Input> returned;  // gone: what came
  bool durable() const { return kind != Kind::overloaded && kind != Kind::failed; }
};

// Called once, on a thread of the engine or of the ledger: quick, and never waiting for the engine.
using Done = std::function<void(const Outcome&)>;

// What the other parts of the engine do once a commit is on disk; same thread rules as Done.
struct Stored {
  core::CustomerId customer;
  const std::vector<core::Ruled>* facts = nullptr;
  std::vector<ledger::OutboxRow> outbox;
  std::vector<ledger::CaseRow> cases;  // as they changed
  std::vector<ledger::WorkRow> work;
  std::map<core::AgentId, std::int64_t> owed;  // what agents hold by owing a word (R5), more or less than before
  std::optional<core::Instant> next_due;
};

}  // namespace baton::engine
