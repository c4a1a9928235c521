// SPDX-License-Identifier: MIT
// connector_checks.cpp - what comes in is checked and keyed, what goes out says how it went: the host's
// retries hang on both.
#include <algorithm>

#include "host/plugin/clean_error.h"
#include "host/plugin/str.h"
#include "host/validate/check.h"
#include "host/validate/stage.h"

namespace baton::validate {
namespace {

using plugin::HttpFailure;

struct Accepted {
  Ended ended;
  std::uint32_t http_status = 0;
  std::vector<std::string> keys;  // source_event_id of each event
};

Accepted receive(Stage& stage, const Webhook& webhook) {
  Accepted made;
  made.ended = stage.receive(webhook, [&](const baton_batch_t& batch) {
    made.http_status = batch.http_status == 0 ? 200 : batch.http_status;
    for (std::uint32_t i = 0; i < batch.event_count; ++i)
      made.keys.push_back(plugin::text_of(batch.events[i]->source_event_id));
  });
  return made;
}

Verdict each_webhook(const Subject& subject, const std::function<Verdict(Stage&, const Webhook&)>& look) {
  if (subject.samples.webhooks.empty()) return skipped("samples.json of the bundle has no webhooks");
  return on_stage(subject, [&](Stage& stage) {
    for (const auto& sample : subject.samples.webhooks)
      if (auto verdict = look(stage, signed_webhook(sample, stage.secrets())); verdict.result != Result::pass)
        return verdict;
    return passed();
  });
}

Verdict accepts_its_webhooks(const Subject& subject) {
  return each_webhook(subject, [](Stage& stage, const Webhook& webhook) {
    const auto made = receive(stage, webhook);
    if (made.ended.status != BATON_OK)
      return failed("a webhook of samples.json ended with: " + made.ended.message, "answer it with a batch");
    if (made.http_status / 100 != 2)
      return failed("a webhook of samples.json was answered " + std::to_string(made.http_status),
                    "accept it, or mend the sample");
    if (webhook.events && *webhook.events != made.keys.size())
      return failed("a webhook of samples.json became " + std::to_string(made.keys.size()) + " events, not " +
                        std::to_string(*webhook.events),
                    "translate all that happened");
    return passed();
  });
}

bool is_signed(const Webhook& webhook, const Webhook& sample) { return webhook.headers != sample.headers; }

Verdict bad_signature_refused(const Subject& subject) {
  const auto& samples = subject.samples.webhooks;
  if (samples.empty()) return skipped("samples.json of the bundle has no webhooks");
  return on_stage(subject, [&](Stage& stage) {
    bool any = false;
    for (const auto& sample : samples) {
      auto forged = signed_webhook(sample, stage.secrets());
      if (!is_signed(forged, sample)) continue;
      any = true;
      forged.body += " ";
      const auto made = receive(stage, forged);
      if (made.ended.status == BATON_OK && made.http_status != 401 && made.http_status != 403)
        return failed("a body that was changed after it had been signed was answered " +
                          std::to_string(made.http_status),
                      "check the signature over the exact bytes, and answer 401 or 403");
      if (!made.keys.empty())
        return failed("events came out of a forged webhook", "refuse it without events");
    }
    return any ? passed() : skipped("no webhook of samples.json is signed with {hmac:NAME}");
  });
}

Verdict replayed_webhook_same_ids(const Subject& subject) {
  return each_webhook(subject, [](Stage& stage, const Webhook& webhook) {
    const auto first = receive(stage, webhook), second = receive(stage, webhook);
    if (first.keys != second.keys)
      return failed("the same webhook gave other source_event_ids the second time",
                    "make the key of what the service sends, never of a clock or a counter");
    auto keys = first.keys;
    std::sort(keys.begin(), keys.end());
    if (std::adjacent_find(keys.begin(), keys.end()) != keys.end())
      return failed("two events of one webhook have one source_event_id",
                    "the second would be taken for a duplicate");
    return passed();
  });
}

Verdict garbage_webhook(const Subject& subject) {
  return on_stage(subject, [&](Stage& stage) {
    for (const auto* body : {"", "{", "null", "[[[[", "\xFF\xFE", "{\"entry\": 7}"}) {
      Webhook webhook;
      webhook.body = body;
      const auto made = receive(stage, webhook);
      if (made.ended.status == BATON_OK && !made.keys.empty())
        return failed("events came out of the body \"" + std::string(body) + "\"",
                      "refuse what is not the service's");
      if (!made.ended.in_time || made.ended.status == BATON_DEADLINE_EXCEEDED)
        return failed("a webhook of garbage was never answered", "answer it with a 4xx");
    }
    return passed();
  });
}

Verdict cursor_progresses(const Subject& subject) {
  return on_stage(subject, [&](Stage& stage) {
    std::vector<std::string> rounds[2];
    for (auto& keys : rounds) {
      const auto ended = stage.poll(std::nullopt, [&](const baton_batch_t& batch) {
        for (std::uint32_t i = 0; i < batch.event_count; ++i)
          keys.push_back(plugin::text_of(batch.events[i]->source_event_id));
      });
      if (ended.status == BATON_NOT_SUPPORTED) return skipped("it does not poll");
      if (ended.status != BATON_OK) return skipped("its poll ends with: " + ended.message);
    }
    if (rounds[0] == rounds[1]) return passed();
    return failed("polling twice at one cursor gave other events",
                  "keep what was fetched in the cursor, not in memory");
  });
}

// One delivery, with the remote side answering as said.
Ended delivered(const Subject& subject, Stage& stage, const std::string& key, plugin::HttpResult answer) {
  stage.http.answer_with([answer = std::move(answer)] { return answer; });
  Question question(subject.kind, subject.samples);
  return stage.deliver(question, key);
}

plugin::HttpResult answer_of(int status, std::string body = "{}",
                             std::vector<std::pair<std::string, std::string>> headers = {}) {
  plugin::HttpResult result;
  result.status = status;
  result.body = std::move(body);
  result.headers = std::move(headers);
  return result;
}

plugin::HttpResult no_answer(HttpFailure failure) {
  plugin::HttpResult result;
  result.failure = failure;
  result.message = "no answer";
  return result;
}

std::string word(const Ended& ended) {
  return ended.status == BATON_OK ? "OK" : plugin::status_word(ended.status);
}

// Why the deliveries of this connector cannot be looked at; empty when they can.
std::string not_sending(const Subject& subject, Stage& stage) {
  const auto before = stage.http.sent().size();
  delivered(subject, stage, "probe", answer_of(200));
  if (stage.http.sent().size() > before) return {};
  return "a delivery sends no request by baton.http/1; samples.json can name recipient, account and "
         "attributes that do";
}

Verdict with_deliveries(const Subject& subject, const std::function<Verdict(Stage&)>& look) {
  return on_stage(subject, [&](Stage& stage) {
    auto why = not_sending(subject, stage);
    return why.empty() ? look(stage) : skipped(std::move(why));
  });
}

Verdict deliver_idempotent(const Subject& subject) {
  return with_deliveries(subject, [&](Stage& stage) {
    const auto good = answer_of(subject.samples.sent.value_or(RemoteAnswer{}).status,
                                subject.samples.sent.value_or(RemoteAnswer{}).body);
    std::vector<StageHttp::Sent> rounds[2];
    for (auto& requests : rounds) {
      const auto before = stage.http.sent().size();
      delivered(subject, stage, "one-key", good);
      const auto all = stage.http.sent();
      requests.assign(all.begin() + static_cast<long>(before), all.end());
    }
    if (rounds[0] == rounds[1] || rounds[1].empty()) return passed();
    return failed(
        "the same delivery twice under one idempotency key sent two different requests",
        "make everything in the request of the message and the key, so that the remote side sees one");
  });
}

Verdict rate_limit_mapped(const Subject& subject) {
  return with_deliveries(subject, [&](Stage& stage) {
    const auto ended = delivered(subject, stage, "limited", answer_of(429, "{}", {{"retry-after", "7"}}));
    if (ended.status != BATON_RATE_LIMITED)
      return failed("HTTP 429 became \"" + word(ended) + "\"", "fail with BATON_RATE_LIMITED");
    if (ended.retry_after_ms < 7000)
      return failed("Retry-After: 7 became retry_after_ms " + std::to_string(ended.retry_after_ms),
                    "set it to 7000 or more");
    return passed();
  });
}

Verdict remote_errors_mapped(const Subject& subject) {
  struct Case {
    const char* name;
    plugin::HttpResult answer;
    std::vector<baton_status_t> allowed;
  };
  // By what may be done next: N never again, R safe to send again, U ask first. See baton/types.h.
  const std::vector<baton_status_t> never = {BATON_INVALID_ARGUMENT, BATON_NOT_SUPPORTED,     BATON_NOT_FOUND,
                                             BATON_UNAUTHENTICATED,  BATON_PERMISSION_DENIED, BATON_REJECTED};
  auto conflict = never;
  conflict.push_back(BATON_CONFLICT);
  const std::vector<baton_status_t> unknown = {BATON_DEADLINE_EXCEEDED, BATON_INTERNAL};
  auto trouble = unknown;
  trouble.push_back(BATON_UNAVAILABLE);  // many services say with a 5xx that they did nothing
  const std::vector<Case> cases = {
      {"HTTP 401", answer_of(401), {BATON_UNAUTHENTICATED, BATON_PERMISSION_DENIED}},
      {"HTTP 403", answer_of(403), never},
      {"HTTP 404", answer_of(404), never},
      {"HTTP 409", answer_of(409), conflict},
      {"HTTP 500", answer_of(500), trouble},
      {"a 200 with garbage in it", answer_of(200, "<html>what"), unknown},
      {"a request that never left", no_answer(HttpFailure::kNotSent), {BATON_UNAVAILABLE}},
      {"a lost answer", no_answer(HttpFailure::kOutcomeUnknown), {BATON_DEADLINE_EXCEEDED}},
  };
  return with_deliveries(subject, [&](Stage& stage) {
    for (const auto& one : cases) {
      const auto ended = delivered(subject, stage, one.name, one.answer);
      if (std::find(one.allowed.begin(), one.allowed.end(), ended.status) != one.allowed.end()) continue;
      return failed(
          std::string(one.name) + " became \"" + word(ended) + "\"",
          "answer what may be done next: the host sends again after R, never after N, and asks after U");
    }
    return passed();
  });
}

Verdict channel_declared(const Subject& subject) {
  return on_stage(subject, [&](Stage& stage) {
    const auto& policy = stage.instance().channel_policy();
    if (!policy)
      return failed("it declares no channel",
                    "offer " BATON_CHANNEL ": windows and limits are applied from it");
    if (policy->channel.empty()) return failed("its channel has no name", "name it: \"whatsapp\", \"email\"");
    return passed();
  });
}

}  // namespace

std::vector<Check> connector_checks() {
  constexpr auto kFails = Weight::fails;
  const std::vector<plugin::Kind> kind = {plugin::Kind::kConnector};
  return {
      {"channel-declared", "the host knows what its channel can do", Weight::warns, Where::both, kind,
       channel_declared},
      {"accepts-its-webhooks", "what its service sends becomes events", kFails, Where::both, kind,
       accepts_its_webhooks},
      {"bad-signature-refused", "a forged webhook is refused", kFails, Where::both, kind,
       bad_signature_refused},
      {"replayed-webhook-same-ids", "the same news has the same key, however often it comes", kFails,
       Where::both, kind, replayed_webhook_same_ids},
      {"garbage-webhook", "a body that is nothing is answered, without events", kFails, Where::both, kind,
       garbage_webhook},
      {"cursor-progresses", "a poll at the same cursor finds the same", kFails, Where::both, kind,
       cursor_progresses},
      {"deliver-idempotent", "a repeated delivery is the same request", kFails, Where::both, kind,
       deliver_idempotent},
      {"rate-limit-mapped", "a rate limit is told as one, with its wait", kFails, Where::both, kind,
       rate_limit_mapped},
      {"remote-errors-mapped", "an error says whether it is safe to send again", kFails, Where::both, kind,
       remote_errors_mapped},
  };
}

}  // namespace baton::validate
