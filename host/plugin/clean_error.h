// SPDX-License-Identifier: MIT
// clean_error.h - an error a plugin wrote, made fit for the host: a known status, sizes inside their arrays, valid text.
#pragma once

#include <string>
#include <string_view>

#include <baton/types.h>

namespace baton::plugin {

baton_error_t cleaned(const baton_error_t& error);

// Surely not begun, for the plugin is not there: no fault of what was to be sent, so it keeps its attempts (W3).
baton_error_t not_there(std::string_view why);

// For refusals and logs: the message, and the code where there is one.
std::string sentence_of(const baton_error_t& error);

const char* status_word(baton_status_t status);  // "unavailable"; "unknown status" for others

}  // namespace baton::plugin
