// SPDX-License-Identifier: MIT
// kv_service_test.cpp - what an instance that was given up still tries: nothing of it is written, nothing comes in.
#include "host/plugin/services/kv_service.h"

#include <gtest/gtest.h>

#include "host/plugin/services/emit_service.h"

namespace baton::plugin {
namespace {

struct Caller final : PluginCaller {
  void call_later(std::function<void(const baton_instance_t*)> call) override { call(nullptr); }
  std::uint64_t new_id() override { return ++last; }
  std::uint64_t last = 0;
};

struct Store final : KvPort, EmitPort {
  KvRead get(const std::string&, const std::string&) override { return {}; }
  baton_status_t commit(const std::string&, std::vector<KvWrite>, std::function<void(baton_status_t)> done) override {
    ++asked;
    waiting.push_back(std::move(done));
    return says;
  }
  baton_status_t emit(const std::string&, const baton_batch_t&, std::function<void(baton_status_t)>) override {
    ++asked;
    return says;
  }
  baton_status_t says = BATON_OK;
  int asked = 0;
  std::vector<std::function<void(baton_status_t)>> waiting;
};

class CutOff : public ::testing::Test {
 protected:
  std::shared_ptr<Caller> caller_ = std::make_shared<Caller>();
  Store store_;
  KvService kv_{"wa", &store_, caller_};
  EmitService emit_{"wa", &store_, caller_};
  baton_op_id_t op_ = 0;
};

TEST_F(CutOff, an_instance_that_was_given_up_neither_writes_nor_emits) {
  EXPECT_EQ(kv_.commit({{"k", "v", 0}}, op_), BATON_OK);
  EXPECT_EQ(emit_.emit({}, op_), BATON_OK);
  kv_.cut_off();
  emit_.cut_off();
  EXPECT_EQ(kv_.commit({{"k", "v", 0}}, op_), BATON_UNAVAILABLE);
  EXPECT_EQ(emit_.emit({}, op_), BATON_UNAVAILABLE);
  EXPECT_EQ(store_.asked, 2);
}

// Else a store that was busy for a while would leave the instance without a commit for ever.
TEST_F(CutOff, a_commit_that_the_store_did_not_take_is_not_counted_as_under_way) {
  store_.says = BATON_RATE_LIMITED;
  for (int i = 0; i < 2 * kKvCommitMaxCount; ++i) EXPECT_EQ(kv_.commit({{"k", "v", 0}}, op_), BATON_RATE_LIMITED);
  EXPECT_EQ(store_.asked, 2 * kKvCommitMaxCount);
  store_.says = BATON_OK;
  EXPECT_EQ(kv_.commit({{"k", "v", 0}}, op_), BATON_OK);
}

}  // namespace
}  // namespace baton::plugin
