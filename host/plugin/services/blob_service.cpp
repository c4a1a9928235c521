// SPDX-License-Identifier: MIT
// blob_service.cpp - see blob_service.h.
#include "host/plugin/services/blob_service.h"

#include <cstring>

#include "host/plugin/host_face.h"

namespace baton::plugin {
namespace {

void fill(baton_error_t* err, baton_status_t status, const char* why) {
  if (status != BATON_OK && err != nullptr && err->struct_size >= sizeof *err) *err = make_error(status, why);
}

bool is_blob_id(baton_str_t id) { return id.data != nullptr && id.size > 0 && id.size <= BATON_ID_MAX_BYTES; }

baton_status_t BATON_CALL size(const baton_host_t* host, baton_str_t blob_id, uint64_t* size_bytes) {
  return guarded<baton_status_t>(host, BATON_INTERNAL, [&](HostFace& face) -> baton_status_t {
    if (size_bytes == nullptr || !is_blob_id(blob_id)) return BATON_INVALID_ARGUMENT;
    const auto found = face.blobs.port()->size_bytes(view_of(blob_id));
    if (!found) return BATON_NOT_FOUND;
    *size_bytes = *found;
    return BATON_OK;
  });
}

baton_status_t BATON_CALL read(const baton_host_t* host, baton_str_t blob_id, uint64_t offset, uint8_t* buffer,
                               uint64_t capacity, uint64_t* read_bytes) {
  return guarded<baton_status_t>(host, BATON_INTERNAL, [&](HostFace& face) -> baton_status_t {
    if (read_bytes == nullptr || (buffer == nullptr && capacity != 0) || !is_blob_id(blob_id))
      return BATON_INVALID_ARGUMENT;
    const auto found = face.blobs.port()->read(view_of(blob_id), offset, reinterpret_cast<char*>(buffer), capacity);
    if (!found) return BATON_NOT_FOUND;
    *read_bytes = *found;
    return BATON_OK;
  });
}

baton_status_t BATON_CALL create(const baton_host_t* host, baton_op_id_t* write_id, baton_error_t* err) {
  return guarded<baton_status_t>(host, BATON_INTERNAL, [&](HostFace& face) -> baton_status_t {
    if (write_id == nullptr) return BATON_INVALID_ARGUMENT;
    const baton_status_t status = face.blobs.create(*write_id);
    fill(err, status, "no blob can be begun now");
    return status;
  });
}

baton_status_t BATON_CALL append(const baton_host_t* host, baton_op_id_t write_id, baton_bytes_t bytes,
                                 baton_error_t* err) {
  return guarded<baton_status_t>(host, BATON_INTERNAL, [&](HostFace& face) -> baton_status_t {
    if (bytes.data == nullptr && bytes.size != 0) {
      face.misbehaved("blob.append: a size without data");
      return BATON_INVALID_ARGUMENT;
    }
    const baton_status_t status = face.blobs.append(write_id, view_of(bytes));
    fill(err, status, "the bytes were not taken");
    return status;
  });
}

baton_status_t BATON_CALL finish(const baton_host_t* host, baton_op_id_t write_id, char* id, uint64_t capacity,
                                 uint64_t* size_of_id, baton_error_t* err) {
  return guarded<baton_status_t>(host, BATON_INTERNAL, [&](HostFace& face) -> baton_status_t {
    // Ids are at most 512 bytes: with a buffer of that size one call always suffices.
    if (id == nullptr || size_of_id == nullptr || capacity < BATON_ID_MAX_BYTES) {
      fill(err, BATON_INVALID_ARGUMENT, "the buffer for the id must have 512 bytes");
      return BATON_INVALID_ARGUMENT;
    }
    std::string blob_id;
    const baton_status_t status = face.blobs.finish(write_id, blob_id);
    fill(err, status, "the blob was not finished");
    if (status != BATON_OK) return status;
    std::memcpy(id, blob_id.data(), blob_id.size());
    *size_of_id = blob_id.size();
    return BATON_OK;
  });
}

}  // namespace

const baton_blob_t kBlobTable = {&size, &read, &create, &append, &finish};

baton_status_t BlobService::create(baton_op_id_t& write_id) {
  const std::lock_guard lock(mutex_);
  if (cut_off_) return BATON_UNAVAILABLE;
  if (open_.size() >= kBlobWriteMaxCount) return BATON_RATE_LIMITED;
  const auto id = port_->create();
  if (!id) return BATON_UNAVAILABLE;
  write_id = next_++;
  open_[write_id] = {*id, 0};
  return BATON_OK;
}

baton_status_t BlobService::append(baton_op_id_t write_id, std::string_view bytes) {
  const std::lock_guard lock(mutex_);
  const auto found = open_.find(write_id);
  if (found == open_.end()) return BATON_NOT_FOUND;
  if (bytes.size() > BATON_BLOB_MAX_BYTES - found->second.size_bytes) return BATON_INVALID_ARGUMENT;
  if (!port_->append(found->second.id, bytes)) return BATON_UNAVAILABLE;
  found->second.size_bytes += bytes.size();
  return BATON_OK;
}

baton_status_t BlobService::finish(baton_op_id_t write_id, std::string& blob_id) {
  const std::lock_guard lock(mutex_);
  const auto found = open_.find(write_id);
  if (found == open_.end()) return BATON_NOT_FOUND;
  auto id = port_->finish(found->second.id);
  open_.erase(found);
  if (!id || id->size() > BATON_ID_MAX_BYTES) return BATON_UNAVAILABLE;
  blob_id = std::move(*id);
  return BATON_OK;
}

void BlobService::cut_off() {
  const std::lock_guard lock(mutex_);
  cut_off_ = true;
  for (const auto& [write_id, open] : open_) port_->discard(open.id);
  open_.clear();
}

}  // namespace baton::plugin
