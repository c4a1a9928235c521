// SPDX-License-Identifier: MIT
// The dangers: a key that is none and is taken for one; a vendor who signs another's plugins; a signature that is held
// for right although it covers something else.
#include "host/plugin/manifest/bundle_signature.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

namespace baton::plugin {
namespace {

namespace fs = std::filesystem;

// Made with `openssl genpkey -algorithm ed25519`, and nothing else is signed with them.
constexpr const char* kPem = R"(-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEARR8fNs4lOkYhEJS3MVyyZ4ZKNLxM+LKjp/ltB9NTdwI=
-----END PUBLIC KEY-----
)";
constexpr const char* kBare = "RR8fNs4lOkYhEJS3MVyyZ4ZKNLxM+LKjp/ltB9NTdwI=";
constexpr const char* kSchema = "{\"type\":\"object\"}";
constexpr const char* kManifest = "{\"id\":\"com.acme.one\"}";
// Of the two lines for kManifest and kSchema, in hex.
constexpr const char* kSignature =
    "7a97e2cd8dd6f69de5c3c6e294e6061dce7f457fe7cd79f8b3a4e7db6ed52106"
    "9a6062158af9205fbe8c63d553596d6c70c754db995eb98d0487045493959002";

std::string from_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  return bytes;
}

class BundleSignature : public ::testing::Test {
 protected:
  BundleSignature() {
    auto name = (fs::temp_directory_path() / "baton-signed-XXXXXX").string();
    folder = ::mkdtemp(name.data());
    write("plugin.json", kManifest);
    write("config.schema.json", kSchema);
    write(kSignatureFile, from_hex(kSignature));
    manifest.id = "com.acme.one";
    manifest.schema_file = "config.schema.json";
    keys = {{"acme", *public_key_from(kPem), {"com.acme.*"}, true}};
  }
  ~BundleSignature() override { fs::remove_all(folder); }
  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder / name, std::ios::binary) << text;
  }
  SignatureState state() { return check_signature(folder, manifest, keys).state; }

  fs::path folder;
  Manifest manifest;
  std::vector<VendorKey> keys;
};

TEST(PublicKey, pem_and_the_bare_key_differ) {
  EXPECT_EQ(public_key_from(kPem), public_key_from(kBare));
  EXPECT_EQ(public_key_from(kBare)->size(), 32u);
}

TEST(PublicKey, something_else_is_taken_for_a_key) {
  for (const std::string text : {"", "a key", "MCowBQYDK2VwAyEA", "================================================",
                                 "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"})
    EXPECT_EQ(public_key_from(text), std::nullopt) << text;
  EXPECT_EQ(public_key_from(std::string(kBare) + kBare), std::nullopt);
}

TEST(PublicKey, a_key_covers_ids_of_somebody_else) {
  const VendorKey key{"acme", {}, {"com.acme.*", "org.other.one"}, false};
  EXPECT_TRUE(covers(key, "com.acme.one"));
  EXPECT_TRUE(covers(key, "com.acme.sub.one"));
  EXPECT_TRUE(covers(key, "org.other.one"));
  for (const char* id : {"com.acme", "com.acme.", "com.acmeville.one", "org.other.two", "org.other", "com.*", ""})
    EXPECT_FALSE(covers(key, id)) << id;
  EXPECT_TRUE(is_id_pattern("com.acme.*"));
  for (const char* text : {"*", "com.*.one", ".*", "", "Com.Acme.*"}) EXPECT_FALSE(is_id_pattern(text)) << text;
}

TEST_F(BundleSignature, what_openssl_signed_is_refused) {
  const auto verdict = check_signature(folder, manifest, keys);
  EXPECT_EQ(verdict.state, SignatureState::kValid);
  EXPECT_EQ(verdict.key, "acme");
  EXPECT_TRUE(verdict.inside);
  EXPECT_FALSE(judge(verdict, manifest.id, true));
}

TEST_F(BundleSignature, a_changed_manifest_or_schema_is_still_signed) {
  write("config.schema.json", std::string(kSchema) + " ");
  EXPECT_EQ(state(), SignatureState::kWrong);
  write("config.schema.json", kSchema);
  EXPECT_EQ(state(), SignatureState::kValid);
  write("plugin.json", std::string(kManifest) + "\n");
  EXPECT_EQ(state(), SignatureState::kWrong);
  fs::remove(folder / "plugin.json");
  EXPECT_EQ(state(), SignatureState::kWrong);
}

TEST_F(BundleSignature, bytes_that_are_no_signature_are_believed) {
  const auto right = from_hex(kSignature);
  const std::vector<std::string> none = {{}, right.substr(1), right + "x", std::string(64, '\0'),
                                         std::string(1 << 20, 'x')};
  for (const std::string& bytes : none) {
    write(kSignatureFile, bytes);
    EXPECT_EQ(state(), SignatureState::kWrong) << bytes.size();
  }
}

TEST_F(BundleSignature, another_vendor_signs_for_this_one) {
  keys[0].ids = {"org.other.*"};
  EXPECT_EQ(state(), SignatureState::kUnknown);
  EXPECT_FALSE(judge(check_signature(folder, manifest, keys), manifest.id, false));
  EXPECT_TRUE(judge(check_signature(folder, manifest, keys), manifest.id, true));
  keys.push_back({"own", std::string(32, 'x'), {"com.acme.one"}, true});
  EXPECT_EQ(state(), SignatureState::kWrong) << "it is covered now, by a key that did not sign it";
  EXPECT_TRUE(judge(check_signature(folder, manifest, keys), manifest.id, false));
}

TEST_F(BundleSignature, a_second_key_of_a_vendor_is_not_tried) {
  keys.insert(keys.begin(), {"older", std::string(32, 'x'), {"com.acme.*"}, false});
  const auto verdict = check_signature(folder, manifest, keys);
  EXPECT_EQ(verdict.state, SignatureState::kValid);
  EXPECT_EQ(verdict.key, "acme");
}

TEST_F(BundleSignature, an_unsigned_bundle_is_refused_where_nobody_asks) {
  fs::remove(folder / kSignatureFile);
  EXPECT_EQ(state(), SignatureState::kNone);
  EXPECT_FALSE(judge({}, manifest.id, false));
  EXPECT_TRUE(judge({}, manifest.id, true));
}

}  // namespace
}  // namespace baton::plugin
