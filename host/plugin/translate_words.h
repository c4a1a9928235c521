// SPDX-License-Identifier: MIT
// translate_words.h - closed sets of the core <-> numbers of the ABI. Numbers a plugin made up become the safe choice.
#pragma once

#include <baton/baton.h>

#include "host/core/state.h"

namespace baton::plugin {

core::MessageKind message_kind_of(baton_message_kind_t kind);
baton_message_kind_t abi_of(core::MessageKind kind);
core::AddressKind address_kind_of(baton_identity_kind_t kind);
baton_identity_kind_t abi_of(core::AddressKind kind);
core::FailureScope scope_of(baton_error_scope_t scope);
core::RetryClass retry_of(baton_status_t status);  // from the table in types.h
core::CallOutcome call_outcome_of(std::uint32_t outcome);
baton_case_status_t abi_of(core::CaseStatus status);
baton_work_state_t abi_of(core::WorkState state);

}  // namespace baton::plugin
