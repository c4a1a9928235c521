// SPDX-License-Identifier: MIT
// Glue: a request for each brief, its answer read and checked, and nothing kept of either. One attempt;
// whether another is worth it is the host's to say, which has a second brief to go on with.
#include <baton/plugin.hpp>
#include <memory>
#include <unordered_map>

#include "answer.h"
#include "brief-llm_manifest.h"
#include "brief-llm_schema.h"
#include "check.h"
#include "failures.h"
#include "limits.h"
#include "request.h"
#include "settings.h"
#include "translate.h"

namespace baton::brief_llm {
namespace {

// One question on its way: what the answer will be held against.
struct Question {
  Asked asked;
  Excerpt excerpt;
  std::uint32_t budget_ms = 0;
};

// What the endpoint may take of what the call has left (0: it names no budget); 0 where that is nothing.
std::uint32_t budget_of(std::uint32_t call_budget_ms) {
  if (call_budget_ms == 0) return kBudgetWithoutOneMs;
  return call_budget_ms >= kBudgetMarginMs + kBudgetLeastMs ? call_budget_ms - kBudgetMarginMs : 0;
}

HttpAnswer answer_of(const sdk::HttpResponse& response) {
  HttpAnswer answer;
  answer.status = response.answered() ? response.http_status : 0;
  if (response.error) answer.error = response.error->status;
  answer.headers_json = response.headers_json;
  answer.body = response.body;
  return answer;
}

class BriefLlm final : public sdk::Summarizer, public sdk::HasCancellation {
 public:
  static sdk::Descriptor descriptor() {
    return {kPluginId, kPluginName, kPluginVendor, kPluginVersion, kConfigSchema, kCapabilities};
  }

  explicit BriefLlm(const sdk::Create& create) : config_json_(create.config_json) {}

  void init() override {
    settings_ = settings_of(config_json_);
    if (settings_.api_key.empty() || !host().secrets() || host().secrets().exists(settings_.api_key)) return;
    throw sdk::Failure(
        {BATON_INVALID_ARGUMENT, "the secret of api_key does not exist", "/api_key", 0, BATON_SCOPE_MESSAGE});
  }
  void stop() override { under_way_.clear(); }

  void summarize(const sdk::Call& call, const baton_transcript_t& transcript,
                 sdk::Reply<sdk::BriefBuilder> reply) override {
    auto question = std::make_shared<Question>();
    question->asked = asked_of(transcript, settings_.internal_notes);
    question->excerpt = excerpt_of(question->asked, settings_.conversation_max_chars);
    question->budget_ms = budget_of(call.budget_ms);
    if (question->excerpt.first.empty()) return reply.fail(unusable("nobody has said anything yet"));
    if (question->budget_ms == 0)
      return reply.fail(BATON_DEADLINE_EXCEEDED, "no time was left to ask the endpoint");
    send(std::move(question), std::move(reply));
  }

  void cancel(baton_op_id_t op_id) override {
    const auto found = under_way_.find(op_id);
    if (found != under_way_.end()) host().http().cancel(found->second);
  }

 private:
  void send(std::shared_ptr<const Question> question, sdk::Reply<sdk::BriefBuilder> reply) {
    sdk::HttpRequest request;
    request.method = "POST";
    request.url = settings_.url;
    request.headers = {{"Content-Type", "application/json"}, {"Accept", "application/json"}};
    if (!settings_.api_key.empty())
      request.headers.emplace_back("Authorization", "Bearer ${secret:" + settings_.api_key + "}");
    request.body = request_body(question->asked, question->excerpt, settings_);
    request.budget_ms = question->budget_ms;
    request.max_response_bytes = kAnswerMaxBytes;
    const baton_op_id_t op_id = reply.op_id();
    auto sent =
        host().http().send(request, [this, op_id, question, reply](const sdk::HttpResponse& response) {
          under_way_.erase(op_id);
          finish(*question, answer_of(response), reply);
        });
    if (sent) {
      under_way_[op_id] = sent.value();
      return;
    }
    HttpAnswer none;
    none.error = sdk::failed_status(sent.error().status);
    reply.fail(failure_of(none, question->budget_ms));
  }

  void finish(const Question& question, const HttpAnswer& answer,
              const sdk::Reply<sdk::BriefBuilder>& reply) {
    if (answer.status < 200 || answer.status > 299) {
      const sdk::Error error = failure_of(answer, question.budget_ms);
      if (error.status == BATON_UNAUTHENTICATED || error.status == BATON_PERMISSION_DENIED)
        host().log().error(error.message, {{"code", error.code}});
      return reply.fail(error);
    }
    const auto read = read_answer(answer.body);
    if (const auto* unread = std::get_if<Unread>(&read)) return reply.fail(unusable(unread->why));
    const auto& draft = std::get<Draft>(read);
    if (const auto fault = fault_of(draft, question.asked, question.excerpt))
      return reply.fail(unusable(*fault));
    reply.send(brief_of(draft, question.asked, question.excerpt));
  }

  const std::string config_json_;
  Settings settings_;
  std::unordered_map<baton_op_id_t, baton_op_id_t> under_way_;  // operation -> its http request
};

}  // namespace
}  // namespace baton::brief_llm

BATON_EXPORT_PLUGIN(baton::brief_llm::BriefLlm)
