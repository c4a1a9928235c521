// SPDX-License-Identifier: MIT
// A plugin that throws in every call it has: each fails closed as guard.hpp documents, and nothing gets out.
#include <gtest/gtest.h>

#include <baton/guard.hpp>
#include <new>

#include "test_plugins.h"

namespace baton::sdk::test {
namespace {

using testing::FakeHost;
using testing::Loaded;
using testing::make_call;

// Text of an exception that must never be repeated: it could hold what a customer wrote.
constexpr char kPrivate[] = "card 4111 1111 1111 1111";

[[noreturn]] void throw_private() { throw std::runtime_error(kPrivate); }

class Guard : public ::testing::Test {
 protected:
  void SetUp() override { behaviour() = Behaviour{}; }

  void expect_internal(Loaded& plugin, baton_status_t status, std::string_view call) {
    EXPECT_EQ(status, BATON_INTERNAL) << call;
    EXPECT_EQ(plugin.error().status, BATON_INTERNAL) << call;
    EXPECT_EQ(plugin.error().message, std::string(call) + " threw std::runtime_error");
    EXPECT_EQ(host_.completions(), 0u) << call << " completed an operation that it also refused";
  }

  FakeHost host_;
};

TEST_F(Guard, an_ownership_plugin_that_throws_proposes_nothing) {
  behaviour().propose = [](const auto&, auto) { throw_private(); };
  Loaded plugin(host_, entry(), BATON_OWNERSHIP_FACTORY, "{}");
  plugin.start();
  expect_internal(plugin, plugin.propose(make_record<baton_case_view_t>()), "propose");
}

TEST_F(Guard, a_classifier_that_throws_says_nothing) {
  behaviour().classify = [](auto) { throw_private(); };
  Loaded plugin(host_, entry(), BATON_CLASSIFIER_FACTORY, "{}");
  plugin.start();
  expect_internal(plugin, plugin.classify(make_record<baton_event_t>()), "classify");
}

TEST_F(Guard, a_summarizer_that_throws_gives_no_brief) {
  behaviour().summarize = [](const auto&, auto) { throw_private(); };
  Loaded plugin(host_, entry(), BATON_SUMMARIZER_FACTORY, "{}");
  plugin.start();
  expect_internal(plugin, plugin.summarize(make_record<baton_transcript_t>()), "summarize");
}

TEST_F(Guard, a_connector_that_throws_leaves_the_outcome_unknown_and_the_cursor_where_it_was) {
  behaviour().receive = [](auto&, const auto&, auto) { throw_private(); };
  behaviour().poll = [](auto&, auto) { throw_private(); };
  behaviour().deliver = [](auto&, auto) { throw_private(); };
  Loaded plugin(host_, entry(), BATON_CONNECTOR_FACTORY, "{}");
  plugin.start();
  expect_internal(plugin, plugin.receive(make_record<baton_webhook_t>()), "receive");
  expect_internal(plugin, plugin.deliver(make_record<baton_outbound_t>()), "deliver");
  const baton_call_t call = make_call(1);
  const auto* table = plugin.table<baton_connector_t>(BATON_CONNECTOR);
  expect_internal(plugin, table->poll(plugin.instance(), &call, kAbsent, kAbsent, plugin.fresh_error()),
                  "poll");
}

TEST_F(Guard, connector_extensions_that_throw_answer_nothing) {
  behaviour().list = [](auto) { throw_private(); };
  behaviour().fetch = [](auto) { throw_private(); };
  behaviour().lookup = [](auto) { throw_private(); };
  Loaded plugin(host_, entry(), BATON_CONNECTOR_FACTORY, "{}");
  plugin.start();
  const baton_call_t call = make_call(1);
  const auto attachment = make_record<baton_attachment_t>();
  const auto outbound = make_record<baton_outbound_t>();
  const auto* self = plugin.instance();
  expect_internal(plugin,
                  plugin.table<baton_templates_t>(BATON_TEMPLATES)->list(self, &call, plugin.fresh_error()),
                  "list");
  expect_internal(
      plugin, plugin.table<baton_media_t>(BATON_MEDIA)->fetch(self, &call, &attachment, plugin.fresh_error()),
      "fetch");
  expect_internal(plugin,
                  plugin.table<baton_delivery_lookup_t>(BATON_DELIVERY_LOOKUP)
                      ->lookup(self, &call, &outbound, plugin.fresh_error()),
                  "lookup");
}

TEST_F(Guard, a_constructor_that_throws_makes_no_instance) {
  behaviour().create = throw_private;
  const auto* factory = static_cast<const baton_factory_t*>(entry()->get_factory(BATON_OWNERSHIP_FACTORY));
  auto params = make_record<baton_create_t>();
  params.host = host_.raw();
  params.descriptor_id = str("org.example.everything");
  auto error = make_record<baton_error_t>();
  EXPECT_EQ(factory->create(factory, &params, &error), nullptr);
  EXPECT_EQ(error.status, BATON_INTERNAL);
  EXPECT_EQ(copy_error(error).message, "create threw std::runtime_error");
}

TEST_F(Guard, init_and_start_that_throw_are_refusals_with_a_status) {
  behaviour().init = throw_private;
  Loaded plugin(host_, entry(), BATON_OWNERSHIP_FACTORY, "{}");
  expect_internal(plugin, plugin.init(), "init");
  behaviour().init = [] {
    throw Failure(Error{BATON_INVALID_ARGUMENT, "no such mailbox", "/mailbox", 0, 0});
  };
  EXPECT_EQ(plugin.init(), BATON_INVALID_ARGUMENT);
  EXPECT_EQ(plugin.error().code, "/mailbox");
  behaviour().init = nullptr;
  ASSERT_EQ(plugin.init(), BATON_OK);
  behaviour().start = throw_private;
  const auto* self = plugin.instance();
  expect_internal(plugin, self->start(self, plugin.fresh_error()), "start");
  // The instance is not started: a host that calls it anyway is told so.
  EXPECT_EQ(plugin.propose(make_record<baton_case_view_t>()), BATON_INVALID_ARGUMENT);
  EXPECT_TRUE(host_.logged(BATON_LOG_HOST_MISBEHAVING));
}

TEST_F(Guard, a_policy_that_throws_stops_init) {
  behaviour().policy = throw_private;
  Loaded plugin(host_, entry(), BATON_CONNECTOR_FACTORY, "{}");
  expect_internal(plugin, plugin.init(), "init");
  EXPECT_EQ(plugin.table<baton_channel_t>(BATON_CHANNEL)->policy(plugin.instance()), nullptr);
}

TEST_F(Guard, stop_and_cancel_that_throw_are_logged_and_over) {
  behaviour().stop = throw_private;
  behaviour().cancel = throw_private;
  {
    Loaded plugin(host_, entry(), BATON_CONNECTOR_FACTORY, "{}");
    plugin.start();
    plugin.table<baton_cancellation_t>(BATON_CANCELLATION)->cancel(plugin.instance(), 1);
  }
  ASSERT_EQ(host_.log_lines.size(), 2u);
  EXPECT_EQ(host_.log_lines[0].message, "cancel threw std::runtime_error");
  EXPECT_EQ(host_.log_lines[1].message, "stop threw std::runtime_error");
  EXPECT_EQ(host_.log_lines[1].level, BATON_LOG_PLUGIN_MISBEHAVING);
}

TEST_F(Guard, an_http_callback_that_throws_fails_the_operation_it_held) {
  behaviour().deliver = [](Host& host, Reply<Receipt> reply) {
    (void)host.http().send({}, [reply](const HttpResponse&) { throw_private(); });
  };
  Loaded plugin(host_, entry(), BATON_CONNECTOR_FACTORY, "{}");
  plugin.start();
  EXPECT_EQ(plugin.deliver(make_record<baton_outbound_t>(), 7), BATON_PENDING);
  plugin.answer_http(0, 200, "{}");
  ASSERT_EQ(host_.failures.size(), 1u);
  EXPECT_EQ(host_.failures[0].op_id, 7u);
  EXPECT_EQ(host_.failures[0].answer.status, BATON_INTERNAL);
  EXPECT_TRUE(host_.logged(BATON_LOG_PLUGIN_MISBEHAVING));
}

TEST_F(Guard, timer_kv_and_emit_callbacks_that_throw_are_logged) {
  Loaded plugin(host_, entry(), BATON_CONNECTOR_FACTORY, "{}");
  plugin.start();
  Host& host = *behaviour().host;
  ASSERT_TRUE(host.timers().arm(5, throw_private).ok());
  ASSERT_TRUE(host.kv().commit({}, [](baton_status_t) { throw_private(); }).ok());
  std::deque<EventBuilder> events;
  ASSERT_TRUE(host.emit().emit(events, {}, [](baton_status_t) { throw_private(); }).ok());
  const auto* self = plugin.instance();
  plugin.fire_timer(0);
  plugin.table<baton_kv_client_t>(BATON_KV_CLIENT)->on_committed(self, host_.kv_commits[0].op_id, BATON_OK);
  plugin.table<baton_emit_client_t>(BATON_EMIT_CLIENT)->on_stored(self, host_.emitted[0].op_id, BATON_OK);
  EXPECT_EQ(host_.log_lines.size(), 3u);
}

TEST_F(Guard, an_answer_given_before_the_throw_stands) {
  behaviour().propose = [](const baton_case_view_t& view, Reply<Proposal> reply) {
    reply.send(Proposal(view));
    throw_private();
  };
  Loaded plugin(host_, entry(), BATON_OWNERSHIP_FACTORY, "{}");
  plugin.start();
  EXPECT_EQ(plugin.propose(make_record<baton_case_view_t>()), BATON_OK);
  EXPECT_EQ(host_.proposals.size(), 1u);
  EXPECT_TRUE(host_.logged(BATON_LOG_PLUGIN_MISBEHAVING));
}

TEST_F(Guard, a_reply_kept_by_a_call_that_threw_can_answer_no_more) {
  std::optional<Reply<Proposal>> kept;
  behaviour().propose = [&](const baton_case_view_t&, Reply<Proposal> reply) {
    kept.emplace(reply);
    throw_private();
  };
  Loaded plugin(host_, entry(), BATON_OWNERSHIP_FACTORY, "{}");
  plugin.start();
  const auto view = make_record<baton_case_view_t>();
  EXPECT_EQ(plugin.propose(view), BATON_INTERNAL);
  kept->send(Proposal(view));
  EXPECT_EQ(host_.completions(), 0u);
}

TEST_F(Guard, nothing_that_an_exception_says_reaches_a_log_or_an_error) {
  behaviour().propose = [](const auto&, auto) { throw_private(); };
  behaviour().stop = throw_private;
  std::string said;
  {
    Loaded plugin(host_, entry(), BATON_OWNERSHIP_FACTORY, "{}");
    plugin.start();
    plugin.propose(make_record<baton_case_view_t>());
    said = plugin.error().message;
  }
  for (const auto& line : host_.log_lines) said += line.message + line.fields_json;
  EXPECT_EQ(said.find("4111"), std::string::npos);
}

TEST_F(Guard, what_is_no_exception_object_is_stopped_too) {
  behaviour().propose = [](const auto&, auto) { throw 42; };
  Loaded plugin(host_, entry(), BATON_OWNERSHIP_FACTORY, "{}");
  plugin.start();
  EXPECT_EQ(plugin.propose(make_record<baton_case_view_t>()), BATON_INTERNAL);
  behaviour().propose = [](const auto&, auto) { throw std::bad_alloc(); };
  EXPECT_EQ(plugin.propose(make_record<baton_case_view_t>()), BATON_INTERNAL);
}

TEST_F(Guard, a_failure_cannot_pretend_success) {
  behaviour().propose = [](const auto&, auto) { throw Failure(BATON_OK, "well"); };
  Loaded plugin(host_, entry(), BATON_OWNERSHIP_FACTORY, "{}");
  plugin.start();
  EXPECT_EQ(plugin.propose(make_record<baton_case_view_t>()), BATON_INTERNAL);
  behaviour().propose = [](const auto&, auto) { throw Failure(BATON_PENDING, "later"); };
  EXPECT_EQ(plugin.propose(make_record<baton_case_view_t>()), BATON_INTERNAL);
}

TEST_F(Guard, an_error_is_never_written_past_the_size_that_the_caller_gave) {
  baton_error_t small = make_record<baton_error_t>();
  small.struct_size = offsetof(baton_error_t, message);
  small.message[0] = 'x';
  detail::give_error(&small, make_error_record(Error{BATON_UNAVAILABLE, "gone", "", 30, 0}));
  EXPECT_EQ(small.status, BATON_UNAVAILABLE);
  EXPECT_EQ(small.retry_after_ms, 30u);
  EXPECT_EQ(small.message[0], 'x');
  EXPECT_EQ(small.struct_size, offsetof(baton_error_t, message));
  detail::give_error(nullptr, small);  // a caller without interest
}

TEST_F(Guard, a_long_message_is_cut_between_characters) {
  std::string text = "x";
  for (int i = 0; i < 200; ++i) text += "\xc3\xa4";
  const baton_error_t record = make_error_record(Error{BATON_INTERNAL, text, {}, 0, 0});
  EXPECT_EQ(record.message_size, 231u);
  EXPECT_EQ(std::string(record.message, record.message_size), text.substr(0, 231));
}

}  // namespace
}  // namespace baton::sdk::test
