// SPDX-License-Identifier: MIT
// Every way in which loading can fail, each with the smallest plugin that fails so. What is wanted of a refusal is
// always the same: the right step, the file, both versions, a rule and a mend - and that everything done was undone.
#include <gtest/gtest.h>
#include <openssl/evp.h>

#include "host/plugin/library_table.h"
#include "host/plugin/loader.h"
#include "tests/abi/bad_plugins/bundle.h"

namespace baton::plugin::test {
namespace {

using nlohmann::json;

class Loading : public ::testing::Test {
 protected:
  LoadRefusal refusal_of(const LoadOrder& order, LoaderOptions options = here()) {
    Loader loader(std::move(options));
    LoadResult result = loader.load(order);
    if (std::holds_alternative<std::unique_ptr<Instance>>(result)) {
      ADD_FAILURE() << "it was loaded";
      return {};
    }
    LoadRefusal refusal = std::get<LoadRefusal>(result);
    EXPECT_FALSE(refusal.rule.empty());
    EXPECT_FALSE(refusal.mend.empty()) << to_string(refusal);
    EXPECT_NE(refusal.file.find(folder_.path().string()), std::string::npos) << to_string(refusal);
    EXPECT_EQ(refusal.host_version, to_string(kHostAbi));
    if (refusal.step > LoadStep::kCheckManifest) {
      EXPECT_FALSE(refusal.plugin_version.empty()) << to_string(refusal);
    }
    return refusal;
  }
  LoadRefusal refusal_of(const std::string& library) { return refusal_of(order_for(folder_.lay(library))); }

  BundleFolder folder_;
};

TEST_F(Loading, a_good_plugin_starts_and_stops) {
  Loader loader(here());
  LoadResult result = loader.load(order_for(folder_.lay("good_ownership")));
  ASSERT_TRUE(std::holds_alternative<std::unique_ptr<Instance>>(result)) << to_string(std::get<LoadRefusal>(result));
  auto& instance = std::get<std::unique_ptr<Instance>>(result);
  EXPECT_TRUE(instance->health().healthy);
  EXPECT_EQ(instance->info().plugin_id, "test-plugin");
  EXPECT_TRUE(instance->stop(kStopBudgetMs));
  EXPECT_FALSE(instance->health().healthy);
  EXPECT_EQ(folder_.trace(), lived("library-init create init start stop destroy"));
}

TEST_F(Loading, step_1_a_missing_or_broken_manifest) {
  EXPECT_EQ(refusal_of(order_for(folder_.path())).step, LoadStep::kReadManifest);
  std::ofstream(folder_.path() / "plugin.json") << "{ \"id\": ";
  const LoadRefusal refusal = refusal_of(order_for(folder_.path()));
  EXPECT_EQ(refusal.step, LoadStep::kReadManifest);
  EXPECT_NE(refusal.message.find("line 1"), std::string::npos);
}

TEST_F(Loading, step_2_a_manifest_that_is_json_but_no_manifest) {
  folder_.lay("good_ownership", [](json& manifest) { manifest["kinds"] = {"oracle"}; });
  EXPECT_EQ(refusal_of(order_for(folder_.path())).step, LoadStep::kCheckManifest);
  folder_.lay("good_ownership", [](json& manifest) { manifest["config_schema"] = {{"type", "text"}}; });
  EXPECT_EQ(refusal_of(order_for(folder_.path())).step, LoadStep::kCheckManifest);
}

TEST_F(Loading, step_3_another_platform_or_another_abi) {
  folder_.lay("good_ownership", [](json& manifest) { manifest["platform"] = "linux-s390x"; });
  EXPECT_EQ(refusal_of(order_for(folder_.path())).step, LoadStep::kFit);
  folder_.lay("good_ownership", [](json& manifest) { manifest["abi"] = manifest["abi_min"] = "1.0"; });
  const LoadRefusal refusal = refusal_of(order_for(folder_.path()));
  EXPECT_EQ(refusal.step, LoadStep::kFit);
  EXPECT_EQ(refusal.plugin_version, "1.0 (abi_min 1.0)");
  for (const auto& [abi, abi_min] : {std::pair("0.9", "0.10"), {"0.8", "0.8"}, {"0.10", "0.9"}, {"0.9", "0.0"}}) {
    folder_.lay("good_ownership", [abi = abi, abi_min = abi_min](json& manifest) {
      manifest["abi"] = abi;
      manifest["abi_min"] = abi_min;
    });
    EXPECT_EQ(refusal_of(order_for(folder_.path())).step, LoadStep::kFit) << abi << " " << abi_min;
  }
  EXPECT_EQ(folder_.trace(), "") << "code ran although the manifest said no";
}

TEST_F(Loading, step_4_a_library_that_is_not_the_one_its_manifest_was_made_for) {
  folder_.lay("good_ownership", [](json& manifest) { manifest["sha256"] = std::string(64, '0'); });
  EXPECT_EQ(refusal_of(order_for(folder_.path())).step, LoadStep::kHash);
  folder_.lay("good_ownership", [](json& manifest) { manifest["library"] = "missing.so"; });
  EXPECT_EQ(refusal_of(order_for(folder_.path())).step, LoadStep::kHash);
}

TEST_F(Loading, step_5_a_library_the_operator_did_not_list) {
  LoaderOptions options = here();
  options.policy.trusted["test-plugin"] = {std::string(64, '1')};
  const LoadRefusal refusal = refusal_of(order_for(folder_.lay("good_ownership")), options);
  EXPECT_EQ(refusal.step, LoadStep::kAllowList);
  EXPECT_NE(refusal.message.find(*sha256_of_file(folder_.path() / "good_ownership.so")), std::string::npos);
}

// What a vendor does with `openssl`, and the key an operator names for it.
VendorKey sign(const fs::path& bundle, const std::string& id) {
  EVP_PKEY* pair = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
  VendorKey key{"acme", std::string(32, '\0'), {id}, false};
  std::size_t size = key.public_key.size();
  EVP_PKEY_get_raw_public_key(pair, reinterpret_cast<unsigned char*>(key.public_key.data()), &size);
  const std::string text = *signed_text(bundle, read_manifest(bundle).manifest);
  std::string signature(64, '\0');
  size = signature.size();
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  EVP_DigestSignInit(context, nullptr, nullptr, nullptr, pair);
  EVP_DigestSign(context, reinterpret_cast<unsigned char*>(signature.data()), &size,
                 reinterpret_cast<const unsigned char*>(text.data()), text.size());
  EVP_MD_CTX_free(context);
  EVP_PKEY_free(pair);
  std::ofstream(bundle / kSignatureFile, std::ios::binary) << signature;
  return key;
}

TEST_F(Loading, step_5_a_bundle_that_was_changed_after_it_was_signed) {
  LoaderOptions options = here();
  options.policy.keys = {sign(folder_.lay("good_ownership"), "test-plugin")};
  EXPECT_TRUE(std::holds_alternative<std::unique_ptr<Instance>>(Loader(options).load(order_for(folder_.path()))));
  folder_.lay("good_ownership", [](json& manifest) { manifest["http_hosts"] = {"evil.example.com"}; });
  const LoadRefusal refusal = refusal_of(order_for(folder_.path()), options);
  EXPECT_EQ(refusal.step, LoadStep::kAllowList);
  EXPECT_NE(refusal.message.find("acme"), std::string::npos);
}

TEST_F(Loading, step_5_a_signature_of_a_stranger_or_none_where_one_is_demanded) {
  LoaderOptions options = here();
  options.policy.signatures_required = true;
  EXPECT_EQ(refusal_of(order_for(folder_.lay("good_ownership")), options).step, LoadStep::kAllowList);
  const VendorKey key = sign(folder_.path(), "test-plugin");
  EXPECT_EQ(refusal_of(order_for(folder_.path()), options).step, LoadStep::kAllowList) << "nobody knows the key";
  options.policy.keys = {key};
  options.policy.keys[0].ids = {"com.acme.*"};
  EXPECT_EQ(refusal_of(order_for(folder_.path()), options).step, LoadStep::kAllowList) << "not its plugin";
  options.policy.keys = {sign(folder_.path(), "test-plugin"), key};
  options.policy.keys[0].ids = key.ids;
  EXPECT_TRUE(std::holds_alternative<std::unique_ptr<Instance>>(Loader(options).load(order_for(folder_.path()))));
  options.policy.keys.clear();
  options.policy.built_in = {folder_.path().parent_path()};
  EXPECT_TRUE(std::holds_alternative<std::unique_ptr<Instance>>(Loader(options).load(order_for(folder_.path()))));
}

TEST_F(Loading, step_6_a_right_signature_lets_code_in_only_where_the_key_says_so) {
  LoadOrder order = order_for(folder_.lay("good_ownership"));
  order.place = Place::kAuto;
  LoaderOptions options;
  options.policy.keys = {sign(folder_.path(), "test-plugin")};
  EXPECT_EQ(refusal_of(order, options).step, LoadStep::kMode) << "nothing here can start a process";
  options.policy.keys[0].inside = true;
  Loader loader(options);
  auto loaded = loader.load(order);
  ASSERT_TRUE(std::holds_alternative<std::unique_ptr<Instance>>(loaded));
  EXPECT_EQ(std::get<std::unique_ptr<Instance>>(loaded)->info().signature, "signed by acme");
}

TEST_F(Loading, step_6_strange_code_is_not_let_into_the_process_unasked) {
  LoadOrder order = order_for(folder_.lay("good_ownership"));
  order.place = Place::kAuto;
  EXPECT_EQ(refusal_of(order, {}).step, LoadStep::kMode) << "nothing here can start a process";
  order.place = Place::kInside;
  folder_.lay("good_ownership", [](json& manifest) { manifest["isolation"] = "runner"; });
  EXPECT_EQ(refusal_of(order).step, LoadStep::kMode);
}

TEST_F(Loading, step_6_code_that_came_with_the_host_or_is_listed_may_run_inside) {
  LoadOrder order = order_for(folder_.lay("good_ownership"));
  order.place = Place::kAuto;
  LoaderOptions built_in;
  built_in.policy.built_in = {folder_.path().parent_path()};
  LoaderOptions listed;
  listed.policy.trusted["test-plugin"] = {*sha256_of_file(folder_.path() / "good_ownership.so")};
  for (const LoaderOptions& options : {built_in, listed}) {
    Loader loader(options);
    EXPECT_TRUE(std::holds_alternative<std::unique_ptr<Instance>>(loader.load(order)));
  }
}

TEST_F(Loading, step_7_a_file_that_is_no_plugin_library) {
  const auto with_bytes = [&](const std::string& bytes) {
    folder_.lay("good_ownership", [&](json& manifest) {
      std::ofstream(folder_.path() / "junk.so", std::ios::binary) << bytes;
      manifest["library"] = "junk.so";
      manifest["sha256"] = *sha256_of_file(folder_.path() / "junk.so");
    });
    return refusal_of(order_for(folder_.path())).step;
  };
  EXPECT_EQ(with_bytes(""), LoadStep::kInspect);
  EXPECT_EQ(with_bytes("#!/bin/sh\n"), LoadStep::kInspect);
  EXPECT_EQ(with_bytes(std::string("\x7F" "ELF\x02\x01\x01", 7) + std::string(200, '\xFF')), LoadStep::kInspect);
  std::ifstream good(folder_.path() / "good_ownership.so", std::ios::binary);
  const std::string whole((std::istreambuf_iterator<char>(good)), std::istreambuf_iterator<char>());
  for (std::size_t size : {64u, 200u, 1000u, 4096u}) EXPECT_EQ(with_bytes(whole.substr(0, size)), LoadStep::kInspect);
}

TEST_F(Loading, step_7_a_library_without_the_entry_or_with_more_than_it) {
  EXPECT_EQ(refusal_of("no_entry").step, LoadStep::kInspect);
  const LoadRefusal other_major = refusal_of("other_major");
  EXPECT_EQ(other_major.step, LoadStep::kInspect);
  EXPECT_NE(other_major.rule.find("baton_entry_v0"), std::string::npos);
  EXPECT_NE(other_major.message.find("baton_entry_v1"), std::string::npos);
  const LoadRefusal extra = refusal_of("extra_export");
  EXPECT_EQ(extra.step, LoadStep::kInspect);
  EXPECT_NE(extra.message.find("leaked_helper"), std::string::npos);
}

TEST_F(Loading, step_8_a_library_with_a_symbol_nobody_has) {
  const LoadRefusal refusal = refusal_of("unresolved");
  EXPECT_EQ(refusal.step, LoadStep::kOpen);
  EXPECT_NE(refusal.message.find("baton_test_function_that_nobody_has"), std::string::npos) << "the linker's words are lost";
}

TEST_F(Loading, step_9_an_entry_that_returns_nothing_or_half_a_table) {
  EXPECT_EQ(refusal_of("entry_null").step, LoadStep::kEntry);
  EXPECT_EQ(refusal_of("entry_hole").step, LoadStep::kEntry);
}

TEST_F(Loading, step_10_a_table_of_another_version_than_the_manifest_promised) {
  for (const char* library : {"abi_too_new", "abi_too_old", "abi_next_major", "abi_inverted", "abi_zero"}) {
    const LoadRefusal refusal = refusal_of(library);
    EXPECT_EQ(refusal.step, LoadStep::kEntryVersion) << library;
    EXPECT_EQ(folder_.trace(), "") << "init ran under a version nobody agreed on";
  }
  EXPECT_EQ(refusal_of("abi_next_major").plugin_version, "1.0 (abi_min 0.9)");
}

TEST_F(Loading, step_11_a_library_that_fails_to_initialise_is_left_alone_for_ever) {
  const LoadRefusal first = refusal_of("library_init_fails");
  EXPECT_EQ(first.step, LoadStep::kLibraryInit);
  EXPECT_EQ(first.message, "unavailable: on purpose");
  EXPECT_EQ(refusal_of(order_for(folder_.path())).message, first.message);
  EXPECT_EQ(folder_.trace(), "library-init") << "neither deinit nor a second init";
}

TEST_F(Loading, step_12_a_factory_or_descriptor_that_is_not_what_the_manifest_says) {
  for (const char* library : {"factory_null", "factory_hole", "no_descriptors", "descriptor_null", "other_id",
                              "other_version", "other_schema", "other_capabilities"}) {
    BundleFolder folder;
    Loader loader(here());
    LoadResult result = loader.load(order_for(folder.lay(library)));
    ASSERT_TRUE(std::holds_alternative<LoadRefusal>(result)) << library;
    EXPECT_EQ(std::get<LoadRefusal>(result).step, LoadStep::kDescriptor) << to_string(std::get<LoadRefusal>(result));
    EXPECT_EQ(folder.trace(), "library-init library-deinit") << library;
  }
}

TEST_F(Loading, step_12_a_kind_the_plugin_is_not) {
  EXPECT_EQ(refusal_of(order_for(folder_.lay("good_ownership"), Kind::kConnector)).step, LoadStep::kDescriptor);
}

TEST_F(Loading, step_13_settings_that_do_not_fit_never_reach_the_plugin) {
  LoadOrder order = order_for(folder_.lay("good_ownership"));
  order.settings = {{"colour", "red"}};
  const LoadRefusal refusal = refusal_of(order);
  EXPECT_EQ(refusal.step, LoadStep::kConfig);
  EXPECT_NE(refusal.message.find("/colour"), std::string::npos);
  EXPECT_EQ(folder_.trace(), "library-init");
}

TEST_F(Loading, step_14_an_instance_that_is_not_there_or_has_a_hole) {
  const LoadRefusal refusal = refusal_of("create_null");
  EXPECT_EQ(refusal.step, LoadStep::kCreate);
  EXPECT_EQ(refusal.message, "unavailable: on purpose");
  BundleFolder hole;
  LoadResult result = Loader(here()).load(order_for(hole.lay("instance_hole")));
  EXPECT_EQ(std::get<LoadRefusal>(result).step, LoadStep::kCreate);
  EXPECT_EQ(hole.trace(), "library-init create");
}

TEST_F(Loading, step_14_a_plugin_that_calls_the_host_too_early_gets_nothing) {
  Loader loader(here());
  LoadResult result = loader.load(order_for(folder_.lay("create_calls_host")));
  ASSERT_TRUE(std::holds_alternative<std::unique_ptr<Instance>>(result));
  EXPECT_EQ(std::get<std::unique_ptr<Instance>>(result)->health().contract_violations, 1u);
}

TEST_F(Loading, step_15_a_failed_init_is_destroyed_and_not_stopped) {
  EXPECT_EQ(refusal_of("init_fails").message, "permission denied: on purpose");
  EXPECT_EQ(folder_.trace(), lived("library-init create init destroy"));
  BundleFolder pending;
  EXPECT_EQ(std::get<LoadRefusal>(Loader(here()).load(order_for(pending.lay("init_pending")))).step, LoadStep::kInit);
}

TEST_F(Loading, step_16_an_instance_without_what_it_is_made_for) {
  EXPECT_EQ(refusal_of("no_kind").step, LoadStep::kExtensions);
  EXPECT_EQ(folder_.trace(), lived("library-init create init destroy"));
  BundleFolder hole;
  EXPECT_EQ(std::get<LoadRefusal>(Loader(here()).load(order_for(hole.lay("kind_hole")))).step, LoadStep::kExtensions);
}

class NoNetwork final : public HttpPort {
 public:
  Ticket send(HttpRequest&&, std::function<void(HttpResult&&)>) override { return 0; }
};

TEST_F(Loading, step_16_a_plugin_that_may_ask_but_cannot_listen) {
  NoNetwork network;
  LoaderOptions options = here();
  options.ports.http = &network;
  folder_.lay("no_client", [](json& manifest) { manifest["capabilities"] = {"baton.http/1"}; });
  const LoadRefusal refusal = refusal_of(order_for(folder_.path()), options);
  EXPECT_EQ(refusal.step, LoadStep::kExtensions);
  EXPECT_NE(refusal.rule.find("baton.http-client/1"), std::string::npos);
}

TEST_F(Loading, step_16_a_host_that_lacks_what_the_plugin_cannot_do_without) {
  folder_.lay("no_client", [](json& manifest) { manifest["capabilities"] = manifest["requires"] = {"baton.http/1"}; });
  const LoadRefusal refusal = refusal_of(order_for(folder_.path()));
  EXPECT_EQ(refusal.step, LoadStep::kExtensions);
  EXPECT_EQ(folder_.trace(), "library-init") << "it is told before it is created";
}

TEST_F(Loading, step_17_a_failed_start_is_destroyed_and_not_stopped) {
  EXPECT_EQ(refusal_of("start_fails").step, LoadStep::kStart);
  EXPECT_EQ(folder_.trace(), lived("library-init create init start destroy"));
}

TEST_F(Loading, a_plugin_that_hangs_while_starting_hangs_nothing_else_and_its_id_is_refused) {
  LoaderOptions options = here();
  options.load_budget_ms = 100;
  Loader loader(options);
  LoadOrder order = order_for(folder_.lay("init_hangs"));
  order.instance_id = "hangs-in-init";
  const LoadRefusal refusal = std::get<LoadRefusal>(loader.load(order));
  EXPECT_EQ(refusal.step, LoadStep::kInit);
  BundleFolder other;
  order.bundle = other.lay("good_ownership");
  EXPECT_EQ(std::get<LoadRefusal>(loader.load(order)).step, LoadStep::kMode) << "its id must be refused";
  order.instance_id = "another";
  EXPECT_TRUE(std::holds_alternative<std::unique_ptr<Instance>>(loader.load(order)));
}

TEST_F(Loading, a_plugin_that_does_not_stop_is_abandoned_counted_and_refused) {
  const std::size_t before = LibraryTable::of_this_process().abandoned_count();
  Loader loader(here());
  LoadOrder order = order_for(folder_.lay("stop_hangs"));
  order.instance_id = "hangs-in-stop";
  LoadResult result = loader.load(order);
  ASSERT_TRUE(std::holds_alternative<std::unique_ptr<Instance>>(result));
  EXPECT_FALSE(std::get<std::unique_ptr<Instance>>(result)->stop(50));
  EXPECT_FALSE(std::get<std::unique_ptr<Instance>>(result)->health().healthy);
  EXPECT_EQ(LibraryTable::of_this_process().abandoned_count(), before + 1);
  EXPECT_EQ(std::get<LoadRefusal>(loader.load(order)).step, LoadStep::kMode);
}

TEST_F(Loading, a_library_is_initialised_once_however_many_instances_it_serves) {
  Loader loader(here());
  LoadOrder order = order_for(folder_.lay("good_ownership"));
  for (const char* id : {"first", "second"}) {
    order.instance_id = id;
    EXPECT_TRUE(std::holds_alternative<std::unique_ptr<Instance>>(loader.load(order)));
  }
  EXPECT_EQ(folder_.trace(),
            "library-init create init start stop destroy create init start stop destroy");
}

// Another library takes the place of the one that is loaded, as `install` and package managers do it.
void replace(const fs::path& bundle, const std::string& library) {
  const fs::path file = bundle / "good_ownership.so";
  fs::copy_file(fs::path(BAD_PLUGINS) / (library + ".so"), bundle / "new.so");
  fs::rename(bundle / "new.so", file);
  json manifest = json::parse(std::ifstream(bundle / "plugin.json"));
  manifest["sha256"] = *sha256_of_file(file);
  std::ofstream(bundle / "plugin.json") << manifest;
}

TEST_F(Loading, a_file_replaced_while_it_is_loaded_is_mistaken_for_the_old_one) {
  Loader loader(here());
  auto loaded = loader.load(order_for(folder_.lay("good_ownership")));
  ASSERT_TRUE(std::holds_alternative<std::unique_ptr<Instance>>(loaded));
  replace(folder_.path(), "start_fails");
  const auto refusal = refusal_of(order_for(folder_.path()));
  EXPECT_EQ(refusal.step, LoadStep::kStart) << "the new code runs, and fails so: " << refusal.message;
  EXPECT_TRUE(std::get<std::unique_ptr<Instance>>(loaded)->health().healthy) << "the old code runs on";
  const auto before = folder_.trace();
  replace(folder_.path(), "good_ownership");
  EXPECT_TRUE(std::holds_alternative<std::unique_ptr<Instance>>(loader.load(order_for(folder_.path()))));
  if (place_under_test() == Place::kInside) {
    EXPECT_EQ(folder_.trace(), before + " create init start stop destroy") << "what is mapped is not mapped again";
  }
}

TEST_F(Loading, a_bundle_replaced_while_it_is_looked_at_is_opened_all_the_same) {
  Loader loader(here());
  auto loaded = loader.load(order_for(folder_.lay("good_ownership")));
  const auto checked = loader.check(order_for(folder_.path()));
  replace(folder_.path(), "start_fails");
  // As if the file had been replaced once more after it was looked at.
  auto bundle = std::get<CheckedBundle>(checked);
  bundle.sha256 = std::string(64, '1');
  const auto opened = LibraryTable::of_this_process().open(bundle, [](LoadStep) {});
  ASSERT_TRUE(std::holds_alternative<LoadRefusal>(opened));
  EXPECT_EQ(std::get<LoadRefusal>(opened).step, LoadStep::kOpen);
}

}  // namespace
}  // namespace baton::plugin::test
