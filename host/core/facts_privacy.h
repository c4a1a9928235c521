// SPDX-License-Identifier: MIT
// facts_privacy.h - facts about what may be seen, said and kept: media in quarantine and every look at it (I4), the way
// a customer was pointed to instead of the chat (H13), and what was forgotten when its time was over (P1-P3).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/core/ids.h"
#include "host/core/reflect.h"
#include "host/core/time.h"

namespace baton::core {

struct QuarantineKept {  // withheld media that are kept sealed
  CaseId case_id;
  MessageId message;
  std::int64_t index = 0;
  std::string blob;
  std::string sha256;
  std::string media_type;
  std::int64_t size_bytes = 0;
  BATON_RECORD("QuarantineKept", 1, case_id, message, index, blob, sha256, media_type, size_bytes)
};

struct QuarantineLooked {  // somebody looked, or wanted to
  CaseId case_id;
  MessageId message;  // empty: at the list
  std::int64_t index = 0;
  std::string by;
  LaneId lane;  // whose skill it takes
  bool granted = false;
  BATON_RECORD("QuarantineLooked", 1, case_id, message, index, by, lane, granted)
};

struct MediaItem {
  MessageId message;
  std::int64_t index = 0;
  BATON_FIELDS(message, index)
};

struct MediaForgotten {
  CaseId case_id;
  std::string kept;  // "media" or "quarantine": whose time was over
  std::vector<MediaItem> items;
  std::vector<std::string> blobs;  // to be erased after it
  BATON_RECORD("MediaForgotten", 1, case_id, kept, items, blobs)
};

struct ContentForgotten {  // the words of a case; what happened stays (P5)
  CaseId case_id;  // empty: all that is left of the customer
  Instant closed;
  BATON_RECORD("ContentForgotten", 1, case_id, closed)
};

struct OtherWayNamed {  // the customer was told where this belongs instead, once
  CaseId case_id;
  MessageId message;
  std::string way;      // "call", "email"
  std::string about;    // the data class or intent
  std::string channel;  // that it may not stay on
  BATON_RECORD("OtherWayNamed", 1, case_id, message, way, about, channel)
};

}  // namespace baton::core
