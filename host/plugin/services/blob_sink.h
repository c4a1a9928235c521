// SPDX-License-Identifier: MIT
// blob_sink.h - an HTTP answer on its way into a blob, hashed as it passes. What is not finished is discarded.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "host/plugin/ports.h"
#include "host/plugin/services/http_service.h"
#include "host/plugin/sha256.h"

namespace baton::plugin {

struct FinishedBlob {
  std::string id;
  std::uint64_t size_bytes = 0;
  std::string sha256;
};

struct HttpService::BlobSink {
  explicit BlobSink(BlobPort& port) : blobs(port), write_id(port.create()) {}
  BlobSink(const BlobSink&) = delete;
  BlobSink& operator=(const BlobSink&) = delete;
  ~BlobSink() {
    if (write_id) blobs.discard(*write_id);
  }

  bool write(std::string_view bytes) {
    size_bytes += bytes.size();
    if (!write_id || size_bytes > BATON_BLOB_MAX_BYTES) return false;
    hash.add(bytes);
    return blobs.append(*write_id, bytes);
  }

  std::optional<FinishedBlob> finish() {
    if (!write_id) return std::nullopt;
    auto id = blobs.finish(*write_id);
    write_id.reset();
    if (!id) return std::nullopt;
    return FinishedBlob{std::move(*id), size_bytes, hash.hex()};
  }

  BlobPort& blobs;
  std::optional<BlobPort::WriteId> write_id;
  std::uint64_t size_bytes = 0;
  Sha256 hash;
};

}  // namespace baton::plugin
