// SPDX-License-Identifier: MIT
// sealing_test.cpp - the stage before the first write (I4, C7): no text of any input may reach a decision unmasked or
// without a reference, whatever field it stands in, and nothing is stored that no fact refers to.
#include "host/engine/sealing.h"

#include <gtest/gtest.h>

#include <set>

#include "host/core/testing/world.h"
#include "host/engine/content_walk.h"
#include "host/ledger/codec.h"

namespace baton::engine {
namespace {

constexpr const char* kCard = "4111 1111 1111 1111";

// Puts a text into every field that holds content, lists included.
struct Filler {
  template <class T>
  void fill(T& value) {
    if constexpr (std::same_as<T, core::Content>) {
      value.text = "my wallet holds " + std::string(kCard) + " no " + std::to_string(++filled);
    } else if constexpr (Listed<T> && !std::same_as<T, core::ContentRef>) {
      T::fields(value, [&](const char*, auto& field) { fill(field); });
    }
  }
  template <class T>
  void fill(std::vector<T>& list) {
    fill(list.emplace_back());
  }
  int filled = 0;
};

template <std::size_t... I>
std::vector<core::Input> one_of_each(std::index_sequence<I...>) {
  return {core::Input(std::variant_alternative_t<I, core::Input>{})...};
}

class SealingTest : public ::testing::Test {
 protected:
  ledger::ContentKey key = ledger::ContentKey::make();
  core::testing::FakeMatcher matcher;
  std::int64_t last = 0;
  Sealing sealing{key, &matcher, [this] { return ++last; }};
};

TEST_F(SealingTest, every_text_of_every_input_gets_a_reference_of_its_own) {
  for (auto& input : one_of_each(std::make_index_sequence<std::variant_size_v<core::Input>>())) {
    Filler filler;
    std::visit([&](auto& known) { filler.fill(known); }, input);
    std::set<std::int64_t> ids;
    sealing.seal(input);
    each_content(input, [&](core::Content& content, ContentKind) {
      EXPECT_TRUE(content.ref) << ledger::name_of(input);
      ids.insert(content.ref.id);
    });
    EXPECT_EQ(static_cast<int>(ids.size()), filler.filled) << ledger::name_of(input) << ": a text the walk does not reach";
    const auto json = ledger::to_json(input);
    EXPECT_EQ(json.find("wallet"), std::string::npos) << "text in the stored input: " << json;
  }
}

TEST_F(SealingTest, words_are_masked_and_identities_are_not) {
  core::CustomerWrote wrote;
  wrote.text.text = std::string("pay with ") + kCard;
  wrote.place.name.text = kCard;  // masked as well, but no item of this message
  wrote.remote_id.text = "wamid." + std::string(kCard);
  core::Input input = wrote;
  sealing.seal(input);
  const auto& sealed = std::get<core::CustomerWrote>(input);
  EXPECT_EQ(sealed.text.text.find(kCard), std::string::npos);
  EXPECT_EQ(sealed.remote_id.text, wrote.remote_id.text);
  EXPECT_EQ(sealed.place.name.text.find(kCard), std::string::npos);
  EXPECT_EQ(sealed.masked, 1);
  for (const auto& row : sealing.all_rows()) EXPECT_EQ(row.sealed.find("4111"), std::string::npos);
}

TEST_F(SealingTest, equal_texts_have_equal_hashes_under_one_key_only) {
  core::Input one = core::NoteWritten{{"k1-c1"}, "agent:ana", {{}, "the same"}}, other = one;
  sealing.seal(one);
  sealing.seal(other);
  const auto& first = std::get<core::NoteWritten>(one).text.ref;
  EXPECT_TRUE(first.same_text(std::get<core::NoteWritten>(other).text.ref));
  EXPECT_NE(first.id, std::get<core::NoteWritten>(other).text.ref.id);
  EXPECT_NE(ledger::ContentKey::make().hash("the same"), first.hash);
}

// C7: what stays in the history after an erasure must not tell whether it was this address or these words.
TEST_F(SealingTest, addresses_and_fingerprints_are_keyed_by_the_customer) {
  core::CustomerWrote wrote;
  wrote.text.text = "hello";
  wrote.place.addresses.push_back({core::AddressKind::phone, {}, {{}, "+49 170 1234"}});
  core::Input input = wrote, same = wrote, other = wrote;
  sealing.seal(input);
  sealing.seal(same);
  const auto other_key = ledger::ContentKey::make();
  std::int64_t next = 100;
  Sealing(other_key, nullptr, [&] { return ++next; }).seal(other);
  const auto& sealed = std::get<core::CustomerWrote>(input);
  EXPECT_FALSE(sealed.place.addresses.front().key.empty());
  EXPECT_NE(sealed.fingerprint, 0u);
  EXPECT_EQ(sealed.place.addresses.front().key, std::get<core::CustomerWrote>(same).place.addresses.front().key);
  EXPECT_EQ(sealed.fingerprint, std::get<core::CustomerWrote>(same).fingerprint);
  EXPECT_NE(sealed.place.addresses.front().key, std::get<core::CustomerWrote>(other).place.addresses.front().key);
  EXPECT_NE(sealed.fingerprint, std::get<core::CustomerWrote>(other).fingerprint);
}

TEST_F(SealingTest, text_no_fact_refers_to_is_not_stored_and_what_is_stored_opens_again) {
  core::Input kept = core::NoteWritten{{"k1-c1"}, "agent:ana", {{}, "kept"}};
  core::Input dropped = core::NoteWritten{{"k1-c1"}, "agent:ana", {{}, "dropped"}};
  sealing.seal(kept);
  sealing.seal(dropped);
  core::NoteAdded fact;
  fact.text = std::get<core::NoteWritten>(kept).text.ref;
  const auto rows = sealing.rows_for({{fact, "C7"}});
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(key.open(rows[0].id, rows[0].sealed), "kept");
  EXPECT_EQ(sealing.all_rows().size(), 2u);
}

TEST_F(SealingTest, what_was_sealed_before_keeps_its_reference) {
  core::Input input = core::NoteWritten{{"k1-c1"}, "agent:ana", {{77, "hash"}, {}}};
  sealing.seal(input);
  EXPECT_EQ(std::get<core::NoteWritten>(input).text.ref.id, 77);
  EXPECT_TRUE(sealing.all_rows().empty());
}

}  // namespace
}  // namespace baton::engine
