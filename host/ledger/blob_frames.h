// SPDX-License-Identifier: MIT
// blob_frames.h - a long text sealed frame by frame, so that any part of it opens without the rest. Frames cannot be
// exchanged, reordered or dropped: each is bound to its blob and its place, and the size is kept apart.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace baton::ledger {

inline constexpr std::int64_t kFrameBytes = 64 * 1024;

std::int64_t sealed_frame_bytes();                    // of a full frame, in the file
void seal_frame(std::string_view key, std::string_view blob_id, std::int64_t frame, std::string_view text,
                std::string& out);
std::optional<std::string> open_frame(std::string_view key, std::string_view blob_id, std::int64_t frame,
                                      std::string_view sealed);

}  // namespace baton::ledger
