// SPDX-License-Identifier: MIT
// The table of codes. HTTP statuses are those documented, which are not always those of HTTP.
#include "host/sandbox/whatsapp/graph_error.h"

#include <algorithm>
#include <array>

namespace baton::sandbox::whatsapp {
namespace {

constexpr std::array kCodes = {
    CodeInfo{1, 400, "API Unknown"},
    CodeInfo{2, 503, "API Service"},
    CodeInfo{3, 500, "API Method"},
    CodeInfo{4, 400, "API Too Many Calls"},
    CodeInfo{10, 403, "Permission Denied"},
    CodeInfo{33, 400, "Parameter value is not valid"},
    CodeInfo{100, 400, "Invalid parameter"},
    CodeInfo{190, 401, "Access token has expired"},
    CodeInfo{368, 403, "Temporarily blocked for policies violations"},
    CodeInfo{80007, 400, "Rate limit issues"},
    CodeInfo{130429, 400, "Rate limit hit"},
    CodeInfo{130472, 400, "User's number is part of an experiment"},
    CodeInfo{130497, 403, "Business account is restricted from messaging users in this country"},
    CodeInfo{131000, 500, "Something went wrong"},
    CodeInfo{131005, 403, "Access denied"},
    CodeInfo{131008, 400, "Required parameter is missing"},
    CodeInfo{131009, 400, "Parameter value is not valid"},
    CodeInfo{131016, 500, "Service unavailable"},
    CodeInfo{131021, 400, "Recipient cannot be sender"},
    CodeInfo{131026, 400, "Message undeliverable"},
    CodeInfo{131030, 400, "Recipient phone number not in allowed list"},
    CodeInfo{131031, 403, "Account has been locked"},
    CodeInfo{131037, 400, "Display name approval needed"},
    CodeInfo{131042, 400, "Business eligibility payment issue"},
    CodeInfo{131045, 500, "Incorrect certificate"},
    CodeInfo{131047, 400, "Re-engagement message"},
    CodeInfo{131048, 400, "Spam rate limit hit"},
    CodeInfo{131049, 400, "Not delivered to maintain healthy ecosystem engagement"},
    CodeInfo{131050, 400, "User has stopped marketing messages"},
    CodeInfo{131051, 400, "Unsupported message type"},
    CodeInfo{131052, 400, "Media download error"},
    CodeInfo{131053, 400, "Media upload error"},
    CodeInfo{131055, 400, "Method not allowed"},
    CodeInfo{131056, 400, "(Business Account, Consumer Account) pair rate limit hit"},
    CodeInfo{131057, 500, "Account in maintenance mode"},
    CodeInfo{131059, 400, "Invalid cursor"},
    CodeInfo{131062, 400, "Business-scoped user id not allowed"},
    CodeInfo{131063, 400, "Marketing templates disabled"},
    CodeInfo{131064, 400, "Template sends limited"},
    CodeInfo{132000, 400, "Number of parameters does not match the expected number of params"},
    CodeInfo{132001, 404, "Template name does not exist in the translation"},
    CodeInfo{132005, 400, "Translated text too long"},
    CodeInfo{132007, 400, "Template format character policy violated"},
    CodeInfo{132008, 400, "Template parameter invalid"},
    CodeInfo{132012, 400, "Parameter format does not match format in the created template"},
    CodeInfo{132015, 400, "Template is paused"},
    CodeInfo{132016, 400, "Template is disabled"},
    CodeInfo{132018, 400, "Template parameter validation failed"},
    CodeInfo{132068, 400, "Flow is blocked"},
    CodeInfo{132069, 400, "Flow is throttled"},
    CodeInfo{133000, 500, "Incomplete deregistration"},
    CodeInfo{133004, 503, "Server temporarily unavailable"},
    CodeInfo{133010, 400, "Phone number not registered"},
    CodeInfo{134100, 400, "Only marketing messages supported"},
    CodeInfo{135000, 400, "Generic user error"},
    CodeInfo{137000, 400, "Recipient identity key hash mismatch"},
    CodeInfo{138000, 401, "Calling not enabled"},
    CodeInfo{138006, 401, "No call permission"},
    CodeInfo{2388040, 400, "Character limit exceeded"},
    CodeInfo{2388043, 400, "Template cannot be edited"},
    CodeInfo{2388019, 400, "Template limit exceeded"},
    CodeInfo{2388023, 400, "Template name in use or blocked"},
    CodeInfo{2388299, 400, "Parameter at start or end of the text"},
    CodeInfo{2494100, 500, "Maintenance"},
};

}  // namespace

CodeInfo info_of(int code) {
  const auto* found =
      std::find_if(kCodes.begin(), kCodes.end(), [&](const CodeInfo& info) { return info.code == code; });
  return found == kCodes.end() ? CodeInfo{code, 500, "Something went wrong"} : *found;
}

net::Response error_response(const GraphError& error, const std::string& trace) {
  const CodeInfo info = info_of(error.code);
  Json body{{"message", "(#" + std::to_string(error.code) + ") " + std::string(info.title)},
            {"type", "OAuthException"},
            {"code", error.code},
            {"fbtrace_id", trace}};
  if (!error.details.empty())
    body["error_data"] = {{"messaging_product", "whatsapp"}, {"details", error.details}};
  if (error.subcode != 0) body["error_subcode"] = error.subcode;
  return json_response({{"error", body}}, error.http != 0 ? error.http : info.http);
}

Json error_in_webhook(int code, std::string_view details) {
  const CodeInfo info = info_of(code);
  return {{"code", code},
          {"title", info.title},
          {"message", info.title},
          {"error_data", {{"details", details.empty() ? info.title : details}}},
          {"href", "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/"}};
}

}  // namespace baton::sandbox::whatsapp
