// SPDX-License-Identifier: MIT
// Why there is no brief, as the host is told. Messages are for people and hold neither customer text nor
// anything the endpoint wrote, since an endpoint may repeat the request; only its own error code is passed on
// where it looks like one.
#pragma once

#include <baton/plugin.hpp>
#include <cstdint>
#include <string>
#include <string_view>

namespace baton::brief_llm {

struct HttpAnswer {
  std::uint32_t status = 0;  // 0: none came, and `error` says why
  baton_status_t error = BATON_OK;
  std::string_view headers_json;  // names in lower case
  std::string_view body;
};

// Of an answer that is not a 2xx, or of none. `budget_ms` is what the request had.
//   401                  UNAUTHENTICATED     403              PERMISSION_DENIED
//   429                  RATE_LIMITED, with retry-after       404              NOT_FOUND
//   408, 504, no answer  DEADLINE_EXCEEDED   other 5xx        UNAVAILABLE
//   anything else        INVALID_ARGUMENT
sdk::Error failure_of(const HttpAnswer& answer, std::uint32_t budget_ms);

// Of a 2xx answer that is no brief, or one that cannot be believed: REJECTED, code "unusable".
sdk::Error unusable(std::string why);

}  // namespace baton::brief_llm
