// SPDX-License-Identifier: MIT
// multipart.h - a multipart/form-data body whose large parts come from blobs while it is sent.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "host/plugin/ports.h"

namespace baton::plugin {

struct FormPart {
  std::string name;
  std::string file_name;     // empty: an ordinary field
  std::string content_type;  // empty: none is sent
  std::string data;          // unless blob_id
  std::string blob_id;
};

struct Multipart {
  std::string content_type;          // with the boundary
  std::shared_ptr<HttpBody> body;    // null: a blob does not exist, or a name cannot be written into a header
};

// REQUIRES: `blobs` is not null when a part names a blob.
Multipart make_multipart(std::vector<FormPart> parts, BlobPort* blobs);

}  // namespace baton::plugin
