// SPDX-License-Identifier: MIT
// query.h - the query string of a reading request: a parameter nobody reads is refused, since a filter that is silently
// ignored shows a list that is not what was asked for.
#pragma once

#include <initializer_list>
#include <string_view>

#include "host/net/message.h"

namespace baton::http {

// Throws BadRequest 400 that names the parameter and the known ones.
void only_parameters(const net::Request& request, std::initializer_list<std::string_view> known);

}  // namespace baton::http
