// SPDX-License-Identifier: MIT
// What an HTTP exchange is made of, for server and client alike. Plain data, no library types, so that a room
// which answers or asks over HTTP does not know what moves the bytes.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace baton::net {

struct Header {
  std::string name;  // lower case in requests the server hands over and in answers the client hands back
  std::string value;
};

// The value of the first header of that (lower-case) name, "" when there is none.
std::string_view find_header(const std::vector<Header>& headers, std::string_view lower_name);

struct Request {
  std::string method;
  std::string target;  // as sent
  std::string path;    // percent-decoded, without the query
  std::string query;   // raw, without the question mark
  std::vector<Header> headers;
  std::map<std::string, std::string> params;  // captures of the route, decoded
  std::string body;
  std::string peer;  // "127.0.0.1:50314"

  std::string_view header(std::string_view lower_name) const;
  std::optional<std::string> query_value(std::string_view name) const;  // decoded; the first of that name
  std::vector<std::string> query_names() const;                         // decoded, as they come
};

struct Response {
  int status = 200;
  std::string body;
  std::string content_type;  // empty: no Content-Type header
  std::vector<Header> headers;
};

// RFC 9457 problem details, the only shape of error the host speaks. `detail` MUST NOT hold secrets or
// customer text.
Response problem(int status, std::string_view detail = {});

// "Not Found" for 404; "Status" for a number without a name.
std::string_view reason_phrase(int status);

bool equals_ignoring_case(std::string_view a, std::string_view b);
std::string to_lower(std::string_view text);  // ASCII only, as header names are

}  // namespace baton::net
