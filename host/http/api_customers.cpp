// SPDX-License-Identifier: MIT
// api_customers.cpp - what concerns a customer as a whole.
#include "host/http/api.h"
#include "host/http/case_json.h"
#include "host/http/problem.h"

namespace baton::http {

// C7: words, names, addresses and attachments are gone once this is answered or, where a file is concerned, a moment
// later; what happened when, and who did it, stays. The second time it changes nothing.
net::Response Api::erase_customer(Call& call) {
  require_admin(call.caller);
  const core::CustomerId id{call.param("id")};
  const auto outcome = decide(id, core::ErasureAsked{call.caller.actor}, call.caller, call.request);
  if (outcome.refusal) return problem(*outcome.refusal);
  return json_response(200, {{"customer", id.value}, {"erased", true}});
}

}  // namespace baton::http
