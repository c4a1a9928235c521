// SPDX-License-Identifier: MIT
// blob_service.h - attachment content for one instance: read what it has ids of, write a few at a time.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include <baton/ext/blob.h>

#include "host/plugin/ports.h"

namespace baton::plugin {

inline constexpr std::size_t kBlobWriteMaxCount = 16;  // open at a time, per instance

class BlobService {
 public:
  explicit BlobService(BlobPort* port) : port_(port) {}

  BlobPort* port() const { return port_; }
  baton_status_t create(baton_op_id_t& write_id);
  baton_status_t append(baton_op_id_t write_id, std::string_view bytes);
  baton_status_t finish(baton_op_id_t write_id, std::string& blob_id);
  void cut_off();

 private:
  struct Open {
    BlobPort::WriteId id = 0;
    std::uint64_t size_bytes = 0;
  };
  BlobPort* const port_;
  std::mutex mutex_;
  bool cut_off_ = false;
  baton_op_id_t next_ = 1;
  std::map<baton_op_id_t, Open> open_;
};

}  // namespace baton::plugin
