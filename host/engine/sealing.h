// SPDX-License-Identifier: MIT
// sealing.h - the stage between the outside and the first write (I4, C7): every text of an input is masked, gets an id
// and a keyed hash, and is sealed under the customer's key if a fact refers to it. After this stage the raw text is gone.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "host/core/decide.h"
#include "host/engine/content_walk.h"
#include "host/ledger/content_key.h"
#include "host/ledger/ledger.h"

namespace baton::engine {

class Sealing {
 public:
  // `next_id` gives ids never given before.
  Sealing(const ledger::ContentKey& key, const core::TextMatcher* matcher, std::function<std::int64_t()> next_id)
      : key_(key), matcher_(matcher), next_id_(std::move(next_id)) {}

  void seal(core::Input& input);

  // The rows behind the references of these facts; text no fact refers to is not stored.
  std::vector<ledger::ContentRow> rows_for(const std::vector<core::Ruled>& facts) const;
  // All of it, for an input that is kept undecided.
  std::vector<ledger::ContentRow> all_rows() const;

  std::int64_t masked() const { return masked_; }

 private:
  struct Text {
    std::int64_t id = 0;
    std::string text;
  };
  void take(core::Content& content, ContentKind kind);
  std::vector<core::NamedObject> named_in(std::string_view text) const;

  const ledger::ContentKey& key_;
  const core::TextMatcher* matcher_;
  std::function<std::int64_t()> next_id_;
  std::vector<Text> texts_;
  std::int64_t masked_ = 0;
  std::vector<std::string> classes_;  // of the masked items, each once
};

}  // namespace baton::engine
