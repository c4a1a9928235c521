// SPDX-License-Identifier: MIT
// The exported tables: what a loader meets, step by step.
#include <gtest/gtest.h>

#include <baton/plugin.hpp>

#include "test_plugins.h"

namespace baton::sdk::test {
namespace {

using testing::FakeHost;
using testing::Loaded;

const baton_factory_t* factory_of(const char* id) {
  return static_cast<const baton_factory_t*>(entry()->get_factory(id));
}

class Exported : public ::testing::Test {
 protected:
  void SetUp() override { behaviour() = Behaviour{}; }
  FakeHost host_;
};

TEST_F(Exported, the_entry_is_constant_and_complete) {
  EXPECT_EQ(entry(), entry());
  EXPECT_EQ(entry()->abi.major, unsigned{BATON_ABI_MAJOR});
  EXPECT_EQ(entry()->abi_min.minor, unsigned{BATON_ABI_MINOR});
  auto error = make_record<baton_error_t>();
  EXPECT_EQ(entry()->init(str("/opt/bundle"), &error), BATON_OK);
  EXPECT_EQ(bundle_dir(), "/opt/bundle");
  entry()->deinit();
}

TEST_F(Exported, a_factory_id_is_compared_whole) {
  for (const char* id :
       {"", "baton.ownership-factory/", "baton.ownership-factory/11", "baton.ownership-factory/1 "}) {
    EXPECT_EQ(entry()->get_factory(id), nullptr) << id;
  }
  EXPECT_EQ(entry()->get_factory(nullptr), nullptr);
  EXPECT_NE(entry()->get_factory(BATON_OWNERSHIP_FACTORY), nullptr);
  using OneKind = detail::Library<OnlyOwnership>;
  EXPECT_EQ(OneKind::entry()->get_factory(BATON_CONNECTOR_FACTORY), nullptr);
}

TEST_F(Exported, each_factory_lists_the_classes_of_its_kind) {
  const auto* ownership = factory_of(BATON_OWNERSHIP_FACTORY);
  ASSERT_EQ(ownership->count(ownership), 2u);
  EXPECT_EQ(view(ownership->descriptor(ownership, 0)->id), "org.example.everything");
  EXPECT_EQ(view(ownership->descriptor(ownership, 1)->id), "org.example.only");
  EXPECT_EQ(ownership->descriptor(ownership, 1), ownership->descriptor(ownership, 1));
  EXPECT_EQ(ownership->descriptor(ownership, 2), nullptr);
  EXPECT_EQ(ownership->descriptor(ownership, UINT32_MAX), nullptr);
  const auto* connector = factory_of(BATON_CONNECTOR_FACTORY);
  EXPECT_EQ(connector->count(connector), 1u);
}

TEST_F(Exported, an_unknown_descriptor_or_missing_parameters_make_no_instance) {
  const auto* factory = factory_of(BATON_CONNECTOR_FACTORY);
  auto error = make_record<baton_error_t>();
  EXPECT_EQ(factory->create(factory, nullptr, &error), nullptr);
  EXPECT_EQ(error.status, BATON_INVALID_ARGUMENT);
  auto params = make_record<baton_create_t>();
  params.host = host_.raw();
  params.descriptor_id = str("org.example.only");  // exists, but is no connector
  EXPECT_EQ(factory->create(factory, &params, &error), nullptr);
  EXPECT_EQ(error.status, BATON_NOT_FOUND);
}

TEST_F(Exported, an_instance_offers_what_its_class_derives_from_and_nothing_else) {
  Loaded all(host_, entry(), BATON_CONNECTOR_FACTORY, "{}");
  all.start();
  for (const char* id : {BATON_CONNECTOR, BATON_OWNERSHIP, BATON_SUMMARIZER, BATON_CLASSIFIER, BATON_CHANNEL,
                         BATON_TEMPLATES, BATON_MEDIA, BATON_DELIVERY_LOOKUP, BATON_CANCELLATION,
                         BATON_HTTP_CLIENT, BATON_TIMER_CLIENT, BATON_KV_CLIENT, BATON_EMIT_CLIENT}) {
    EXPECT_NE(all.table<void>(id), nullptr) << id;
    EXPECT_EQ(all.table<void>((std::string(id) + "0").c_str()), nullptr) << id;
  }
  Loaded one(host_, detail::Library<OnlyOwnership>::entry(), BATON_OWNERSHIP_FACTORY, "{}");
  one.start();
  for (const char* id : {BATON_CONNECTOR, BATON_CHANNEL, BATON_TEMPLATES, BATON_MEDIA, BATON_CANCELLATION}) {
    EXPECT_EQ(one.table<void>(id), nullptr) << id;
  }
}

TEST_F(Exported, the_channel_policy_lives_as_long_as_the_instance) {
  Loaded plugin(host_, entry(), BATON_CONNECTOR_FACTORY, "{}");
  ASSERT_EQ(plugin.init(), BATON_OK);
  const auto* policy = plugin.table<baton_channel_t>(BATON_CHANNEL)->policy(plugin.instance());
  EXPECT_EQ(view(policy->channel), "example");
  ASSERT_EQ(policy->media_limit_count, 1u);
  EXPECT_EQ(view(policy->media_limits[0].media_type), "image/");
  EXPECT_EQ(policy, plugin.table<baton_channel_t>(BATON_CHANNEL)->policy(plugin.instance()));
}

TEST_F(Exported, an_instance_refuses_a_host_that_cannot_take_its_answers) {
  host_.withheld = {BATON_HOST_OWNERSHIP};
  Loaded plugin(host_, entry(), BATON_OWNERSHIP_FACTORY, "{}");
  EXPECT_EQ(plugin.init(), BATON_NOT_SUPPORTED);
  EXPECT_EQ(plugin.error().message, std::string("the host does not offer ") + BATON_HOST_OWNERSHIP);
}

TEST_F(Exported, without_optional_extensions_it_degrades_and_does_not_crash) {
  host_.withheld = {BATON_LOG,     BATON_CLOCK,          BATON_TIMERS,     BATON_HTTP,
                    BATON_SECRETS, BATON_SIGNATURE,      BATON_BLOB,       BATON_KV,
                    BATON_EMIT,    BATON_HOST_TEMPLATES, BATON_HOST_MEDIA, BATON_HOST_CALLS};
  Loaded plugin(host_, entry(), BATON_CONNECTOR_FACTORY, "{}");
  plugin.start();
  Host& host = *behaviour().host;
  host.log().error("nobody hears it");
  EXPECT_EQ(host.clock().now_unix_ms(), 0);
  EXPECT_EQ(host.timers().arm(1, [] {}).error().status, BATON_NOT_SUPPORTED);
  EXPECT_EQ(host.http().send({}, [](const HttpResponse&) {}).error().status, BATON_NOT_SUPPORTED);
  EXPECT_FALSE(host.secrets().exists("token"));
  EXPECT_EQ(host.signature().verify_hmac_sha256("s", "d", "e"), BATON_NOT_SUPPORTED);
  EXPECT_EQ(host.blobs().write("x").error().status, BATON_NOT_SUPPORTED);
  EXPECT_EQ(host.kv().get("k").error().status, BATON_NOT_SUPPORTED);
  std::deque<EventBuilder> events;
  EXPECT_EQ(host.emit().emit(events, {}, nullptr).error().status, BATON_NOT_SUPPORTED);
  const baton_call_t call = testing::make_call(1);
  EXPECT_EQ(plugin.table<baton_templates_t>(BATON_TEMPLATES)->list(plugin.instance(), &call, nullptr),
            BATON_INVALID_ARGUMENT);
}

TEST_F(Exported, the_host_cannot_be_used_before_init) {
  class Early : public Ownership {
   public:
    static Descriptor descriptor() { return {"org.example.early", "", "", "1.0.0", "{}", "[]"}; }
    explicit Early(const Create&) { host().log().info("too early"); }
    void propose(const Call&, const baton_case_view_t&, Reply<Proposal>) override {}
  };
  EXPECT_THROW(Loaded(host_, detail::Library<Early>::entry(), BATON_OWNERSHIP_FACTORY, "{}"),
               std::runtime_error);
  EXPECT_TRUE(host_.log_lines.empty());
}

}  // namespace
}  // namespace baton::sdk::test
