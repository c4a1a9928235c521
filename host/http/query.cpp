// SPDX-License-Identifier: MIT
#include "host/http/query.h"

#include <algorithm>
#include <string>

#include "host/http/problem.h"

namespace baton::http {

void only_parameters(const net::Request& request, std::initializer_list<std::string_view> known) {
  for (const auto& name : request.query_names()) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    std::string mend = "known parameters: ";
    for (const auto& one : known) mend += (one == *known.begin() ? "" : ", ") + std::string(one);
    throw BadRequest(400, "no parameter " + name, "/" + name, known.size() == 0 ? "send it without a query" : mend);
  }
}

}  // namespace baton::http
