// SPDX-License-Identifier: MIT
#include "host/plugin/translate_words.h"

namespace baton::plugin {

core::MessageKind message_kind_of(baton_message_kind_t kind) {
  using enum core::MessageKind;
  switch (kind) {
    case BATON_MESSAGE_TEXT: return text;
    case BATON_MESSAGE_IMAGE: return image;
    case BATON_MESSAGE_VIDEO: return video;
    case BATON_MESSAGE_AUDIO: return audio;
    case BATON_MESSAGE_DOCUMENT: return document;
    case BATON_MESSAGE_STICKER: return sticker;
    case BATON_MESSAGE_LOCATION: return location;
    case BATON_MESSAGE_CONTACTS: return contacts;
    case BATON_MESSAGE_BUTTON: return button;
    case BATON_MESSAGE_LIST_CHOICE: return list_choice;
    case BATON_MESSAGE_FORM: return form;
    case BATON_MESSAGE_ORDER: return order;
    case BATON_MESSAGE_WELCOME: return welcome;
    default: return unsupported;
  }
}

baton_message_kind_t abi_of(core::MessageKind kind) {
  using enum core::MessageKind;
  switch (kind) {
    case text: return BATON_MESSAGE_TEXT;
    case image: return BATON_MESSAGE_IMAGE;
    case video: return BATON_MESSAGE_VIDEO;
    case audio: return BATON_MESSAGE_AUDIO;
    case document: return BATON_MESSAGE_DOCUMENT;
    case sticker: return BATON_MESSAGE_STICKER;
    case location: return BATON_MESSAGE_LOCATION;
    case contacts: return BATON_MESSAGE_CONTACTS;
    case button: return BATON_MESSAGE_BUTTON;
    case list_choice: return BATON_MESSAGE_LIST_CHOICE;
    case form: return BATON_MESSAGE_FORM;
    case order: return BATON_MESSAGE_ORDER;
    case welcome: return BATON_MESSAGE_WELCOME;
    case unsupported: return BATON_MESSAGE_UNSUPPORTED;
    case reaction: return BATON_MESSAGE_TEXT;
    case call: return BATON_MESSAGE_NONE;
  }
  return BATON_MESSAGE_UNSUPPORTED;
}

core::AddressKind address_kind_of(baton_identity_kind_t kind) {
  using enum core::AddressKind;
  switch (kind) {
    case BATON_IDENTITY_PHONE: return phone;
    case BATON_IDENTITY_USER_ID: return user_id;
    case BATON_IDENTITY_PARENT_ID: return parent_id;
    case BATON_IDENTITY_EMAIL: return email;
    case BATON_IDENTITY_USERNAME: return username;
    default: return external_id;
  }
}

baton_identity_kind_t abi_of(core::AddressKind kind) {
  using enum core::AddressKind;
  switch (kind) {
    case phone: return BATON_IDENTITY_PHONE;
    case user_id: return BATON_IDENTITY_USER_ID;
    case parent_id: return BATON_IDENTITY_PARENT_ID;
    case email: return BATON_IDENTITY_EMAIL;
    case external_id: return BATON_IDENTITY_EXTERNAL_ID;
    case username: return BATON_IDENTITY_USERNAME;
  }
  return BATON_IDENTITY_EXTERNAL_ID;
}

core::FailureScope scope_of(baton_error_scope_t scope) {
  using enum core::FailureScope;
  switch (scope) {
    case BATON_SCOPE_PAIR: return pair;
    case BATON_SCOPE_ACCOUNT: return account;
    case BATON_SCOPE_WINDOW: return window;
    case BATON_SCOPE_TEMPLATE: return template_message;
    case BATON_SCOPE_CONSENT: return consent;
    case BATON_SCOPE_RECIPIENT: return recipient;
    default: return message;
  }
}

core::RetryClass retry_of(baton_status_t status) {
  switch (status) {
    case BATON_CONFLICT:
    case BATON_RATE_LIMITED:
    case BATON_UNAVAILABLE: return core::RetryClass::later;
    case BATON_INVALID_ARGUMENT:
    case BATON_NOT_SUPPORTED:
    case BATON_NOT_FOUND:
    case BATON_UNAUTHENTICATED:
    case BATON_PERMISSION_DENIED:
    case BATON_DATA_LOSS:
    case BATON_REJECTED: return core::RetryClass::never;
    default: return core::RetryClass::unknown;  // deadline, cancelled, internal, and whatever a plugin made up
  }
}

core::CallOutcome call_outcome_of(std::uint32_t outcome) {
  using enum core::CallOutcome;
  switch (outcome) {
    case BATON_CALL_OUTCOME_ANSWERED: return answered;
    case BATON_CALL_OUTCOME_COMPLETED: return completed;
    case BATON_CALL_OUTCOME_MISSED: return missed;
    case BATON_CALL_OUTCOME_REJECTED: return rejected;
    case BATON_CALL_OUTCOME_FAILED: return failed;
    default: return ringing;
  }
}

baton_case_status_t abi_of(core::CaseStatus status) {
  using enum core::CaseStatus;
  switch (status) {
    case automated: return BATON_CASE_AUTOMATED;
    case open: return BATON_CASE_OPEN;
    case escalated: return BATON_CASE_ESCALATED;
    case waiting_customer: return BATON_CASE_WAITING_CUSTOMER;
    case resolved: return BATON_CASE_RESOLVED;
    case closed: return BATON_CASE_CLOSED;
  }
  return BATON_CASE_OPEN;
}

baton_work_state_t abi_of(core::WorkState state) {
  using enum core::WorkState;
  switch (state) {
    case open: return BATON_WORK_OPEN;
    case offered: return BATON_WORK_OFFERED;
    case claimed: return BATON_WORK_CLAIMED;
    case answered: return BATON_WORK_ANSWERED;
    case done: return BATON_WORK_DONE;
    case cancelled: return BATON_WORK_CANCELLED;
  }
  return BATON_WORK_OPEN;
}

}  // namespace baton::plugin
