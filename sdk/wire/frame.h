// SPDX-License-Identifier: MIT
// frame.h - what travels between the host and a runner: one frame is one packet of a SOCK_SEQPACKET socket, so frames
// are never split or joined. What does not fit into a packet lies in a memory file that is passed along. sdk/wire/
// PROTOCOL.md is the same for who writes a plugin without a library.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace baton::wire {

inline constexpr std::size_t kPacketMaxBytes = 65536;
// A webhook of 4 MiB as events that each keep their part of it raw, or an HTTP body of 16 MiB, and room beside them.
inline constexpr std::size_t kFrameMaxBytes = 64u << 20;

// An open set, so a number: a newer side may send what an older one does not know.
using KindNumber = std::uint16_t;
struct FrameKind {
  enum : KindNumber {
    none = 0,
    reply = 1,   // to the question with the same id, in either direction
    // host -> runner: questions
    open, create, init, start, stop, destroy,
    // host -> runner: operations (id = the operation) and what the plugin asked for
    receive, poll, deliver, lookup, list_templates, fetch_media, propose, summarize, classify,
    cancel, on_response, on_timer, on_committed, on_stored,
    are_you_there,
    // runner -> host: ends of operations
    accepted, delivered, looked_up, listed, fetched, proposed, summarized, classified,
    failed, returned, malformed,
    // runner -> host: signs of life, and what nobody waits for
    here, alive, misbehaved, progress, log_line, http_cancel, timer_disarm,
    // runner -> host: questions to the host's services
    now, monotonic, is_cancelled, timer_arm, http_send, secret_exists, secret_version, verify, sign,
    blob_size, blob_read, blob_create, blob_append, blob_finish, kv_get, kv_commit, emit, metric_define,
    // runner -> host: a figure, which nobody waits for either
    metric_record,
  };
};

struct Frame {
  KindNumber kind = FrameKind::none;
  std::uint16_t flags = 0;
  std::uint64_t id = 0;
  std::string_view body;  // until the next receive_frame() into this frame

  std::unique_ptr<char[]> packet = std::make_unique_for_overwrite<char[]>(kPacketMaxBytes);
  std::string large;
};

inline constexpr std::uint16_t kPluginReturned = 1;  // on the end of an operation: its function has returned OK, too

enum class Sent { yes, gone, stuck, too_large };  // stuck: the other side has not read for the socket's send timeout

// Thread-safe: a packet goes as a whole. `body` may be of any size up to kFrameMaxBytes.
Sent send_frame(int socket, KindNumber kind, std::uint64_t id, std::string_view body, std::uint16_t flags = 0);

enum class Received { frame, nothing, gone, malformed };  // nothing: the receive timeout, or `wait` is false

// One thread at a time for one socket.
Received receive_frame(int socket, Frame& frame, bool wait = true);

}  // namespace baton::wire
