// SPDX-License-Identifier: MIT
// clean_error.h - an error a plugin wrote, made fit for the host: a known status, sizes inside their arrays, valid text.
#pragma once

#include <string>

#include <baton/types.h>

namespace baton::plugin {

baton_error_t cleaned(const baton_error_t& error);

// For refusals and logs: the message, and the code where there is one.
std::string sentence_of(const baton_error_t& error);

const char* status_word(baton_status_t status);  // "unavailable"; "unknown status" for others

}  // namespace baton::plugin
