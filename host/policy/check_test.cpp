// SPDX-License-Identifier: MIT
// check_test.cpp - whole configurations in, every problem out. Each testdata/NAME.jsonc has its problems in
// NAME.expected, one a line without the file's name.
#include "host/policy/check.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <random>
#include <sstream>

#include "host/plugin/manifest/config_schema.h"
#include "host/policy/config_schema_text.h"
#include "host/policy/hash.h"

namespace baton::policy {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char* kConnectorSchema = R"({ "type": "object", "additionalProperties": false,
  "required": ["account", "token"], "properties": {
    "account": { "type": "string", "description": "the account", "pattern": "^[0-9]+$" },
    "token": { "type": "string", "format": "baton-secret", "description": "the token" },
    "rate": { "type": "integer", "description": "how fast", "default": 80, "minimum": 1 } } })";
constexpr const char* kNoSettings =
    R"({ "type": "object", "additionalProperties": false, "properties": {} })";

class FakeFinder : public PluginFinder {
 public:
  std::vector<plugin::FoundBundle> find(const std::vector<fs::path>&) const override {
    std::vector<plugin::FoundBundle> bundles{
        bundle("whatsapp", plugin::Kind::kConnector, kConnectorSchema),
        bundle("l1-owns", plugin::Kind::kOwnership, kNoSettings),
        bundle("brief-extractive", plugin::Kind::kSummarizer, kNoSettings),
        bundle("labels", plugin::Kind::kClassifier, kNoSettings)};
    plugin::FoundBundle broken;
    broken.folder = "/plugins/broken";
    broken.reading.problems.push_back(
        {"/plugins/broken/plugin.json", "line 3, column 7", "a comma is missing", "repair it", "", ""});
    bundles.push_back(broken);
    return bundles;
  }
  std::vector<plugin::ManifestProblem> verify(const plugin::FoundBundle&) const override { return {}; }

 private:
  static plugin::FoundBundle bundle(const std::string& id, plugin::Kind kind, const char* schema) {
    plugin::FoundBundle found;
    found.folder = "/plugins/" + id;
    found.reading.readable = true;
    found.reading.manifest.id = id;
    found.reading.manifest.kinds = {kind};
    found.reading.manifest.config_schema = schema;
    found.reading.manifest.sha256 = std::string(64, 'a');
    return found;
  }
};

ReferenceSources fake_sources() {
  ReferenceSources sources;
  sources.environment = [](const std::string& name) -> std::optional<std::string> {
    if (name == "TOKEN") return "very-secret-token";
    if (name == "RATE") return "7";
    if (name == "EMPTY") return "";
    return std::nullopt;
  };
  sources.file = [](const fs::path& file) -> std::optional<std::string> {
    if (file.filename() == "bot.key") return "bot-secret\r\n";
    return std::nullopt;
  };
  return sources;
}

std::string read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string lines_of(const std::vector<Problem>& problems) {
  std::string lines;
  for (Problem problem : problems) {
    problem.file.clear();
    lines += to_string(problem).substr(1) + "\n";
  }
  return lines;
}

Loaded load_data(const std::string& name) {
  return load(fs::path(BATON_POLICY_TESTDATA) / name, FakeFinder(), fake_sources());
}

TEST(Check, every_configuration_in_testdata_has_exactly_its_problems) {
  int count = 0;
  for (const auto& entry : fs::directory_iterator(BATON_POLICY_TESTDATA)) {
    if (entry.path().extension() != ".jsonc") continue;
    ++count;
    const Loaded loaded = load(entry.path(), FakeFinder(), fake_sources());
    EXPECT_EQ(lines_of(loaded.problems), read(fs::path(entry.path()).replace_extension(".expected")))
        << entry.path().filename();
    EXPECT_EQ(loaded.config.has_value(), loaded.problems.empty());
  }
  EXPECT_GE(count, 20);
}

TEST(Check, no_problem_shows_a_secret_or_what_a_reference_stands_for) {
  for (const auto& entry : fs::directory_iterator(BATON_POLICY_TESTDATA)) {
    const std::string lines = lines_of(load(entry.path(), FakeFinder(), fake_sources()).problems);
    for (const char* secret : {"very-secret-token", "bot-secret", "a-literal-secret", "my-plain-token"})
      EXPECT_EQ(lines.find(secret), std::string::npos) << entry.path().filename();
  }
}

TEST(Check, a_clean_configuration_is_compiled_into_what_it_says) {
  const Loaded loaded = load_data("clean.jsonc");
  ASSERT_TRUE(loaded.config) << lines_of(loaded.problems);
  const CompiledConfig& config = *loaded.config;
  EXPECT_EQ(config.server.public_url, "https://support.example.com");
  EXPECT_EQ(config.store.path, fs::absolute(BATON_POLICY_TESTDATA) / "baton.db");
  const core::Policy& policy = config.policy;
  EXPECT_EQ(policy.window_margin_ms, 120'000);
  EXPECT_EQ(policy.window_at_risk_ms, 66'600'000);
  EXPECT_EQ(policy.reopen_horizon_ms, 48 * core::kHour);
  EXPECT_EQ(policy.bot_confidence_min_permille, 600);
  EXPECT_EQ(policy.lookup_after_ms, (std::vector<core::Millis>{5000, 60000, 900000}));
  EXPECT_FALSE(policy.lanes.at({"general"}).specialist);
  EXPECT_TRUE(policy.lanes.at({"billing"}).specialist);
  EXPECT_EQ(policy.lanes.at({"billing"}).title, "billing");
  EXPECT_EQ(policy.lanes.at({"general"}).leads, (std::vector<core::AgentId>{{"ana"}, {"ben"}}));
  EXPECT_EQ(policy.agents.at({"ben"}).capacity_milliunits, 2500);
  EXPECT_EQ(policy.capacity.mail, 500);
  EXPECT_TRUE(policy.has_desk());
  EXPECT_TRUE(policy.holds_skill({"ben"}, core::kDesk));
  EXPECT_TRUE(policy.leads({"ana"}, core::kDesk));
  EXPECT_TRUE(policy.may_write_for({"ben"}, core::kDesk, core::Instant{1}));
  EXPECT_EQ(policy.desk.mark, 7);
  EXPECT_EQ(policy.desk.authority.front().value, "compliance");
  ASSERT_EQ(policy.ownership_rules.size(), 1u);
  EXPECT_EQ(policy.ownership_rules[0].model, "control_tower");
  EXPECT_EQ(policy.ownership_rules[0].work_types, (std::vector<std::int64_t>{2, 3}));
  EXPECT_EQ(policy.model_switch_gap_ms, 10 * core::kMinute);
  EXPECT_FALSE(policy.lanes.at({"billing"}).must_finish);
  EXPECT_EQ(policy.agents.at({"ben"}).name, "ben");
  EXPECT_EQ(policy.purposes.at("progress_update").templates.at(0).variables.at("1"), "customer.name");
  EXPECT_EQ(policy.words.at("announcement").at("en"), "Now talking to {lane}.");
  EXPECT_NE(policy.words.at("way_to_person").at("de").find("Telefon +44 20 7946 0000"), std::string::npos);
  EXPECT_TRUE(policy.matcher->asks_for_person("human please", "en"));
  EXPECT_EQ(policy.hash.size(), 64u);
  EXPECT_EQ(config.bots.at({"helper"}).secret, "bot-secret");
  EXPECT_EQ(config.access.find(std::string(64, '2'))->bot.value, "helper");
  EXPECT_TRUE(config.access.tokens.at(1).has_scope("act_as"));
  EXPECT_EQ(config.access.find(std::string(64, '3')), nullptr);
}

TEST(Check, classifiers_are_compiled_without_what_was_said_of_them) {  // I9, I3
  std::string text = read(fs::path(BATON_POLICY_TESTDATA) / "clean.jsonc");
  const std::string from = "\"ownership\": { \"default\"";
  text.insert(text.find(from),
              "\"classifiers\": [ { \"plugin\": \"labels\", \"enabled\": false }, { \"plugin\": \"labels\", "
              "\"budget\": 250, \"min_confidence\": 0.7, \"labels\": { \"money_back\": \"refund\" } } ], ");
  const Loaded loaded =
      load_text(text, fs::path(BATON_POLICY_TESTDATA) / "clean.jsonc", FakeFinder(), fake_sources());
  ASSERT_TRUE(loaded.config) << lines_of(loaded.problems);
  const auto& classifiers = loaded.config->policy.triage.classifiers;
  ASSERT_EQ(classifiers.size(), 1u) << "one is switched off";
  EXPECT_EQ(classifiers[0].id, "classifiers.1");
  EXPECT_EQ(classifiers[0].budget_ms, 250);
  EXPECT_EQ(classifiers[0].least_permille, 700);
  EXPECT_EQ(classifiers[0].labels.at("money_back"), "refund");
  const auto named = loaded.config->policy.matcher->objects("where is ORD-123456");
  ASSERT_EQ(named.size(), 1u);
  EXPECT_EQ(named[0].pattern, "order");
}

TEST(Check, a_fallback_of_the_summarizer_is_asked_although_nobody_named_one_B2) {
  const auto loaded = [](const std::string& brief) {
    std::string text = read(fs::path(BATON_POLICY_TESTDATA) / "clean.jsonc");
    const std::string from = R"("brief": { "plugin": "brief-extractive" })";
    text.replace(text.find(from), from.size(), "\"brief\": " + brief);
    Loaded made = load_text(text, fs::path(BATON_POLICY_TESTDATA) / "clean.jsonc", FakeFinder(), fake_sources());
    EXPECT_TRUE(made.config) << lines_of(made.problems);
    return std::move(*made.config);
  };
  const auto plain = loaded(R"({ "plugin": "brief-extractive" })");
  EXPECT_FALSE(plain.policy.brief_fallback);
  EXPECT_EQ(plain.policy.brief_budget_ms, 5000);
  EXPECT_EQ(plain.strategies.brief_fallback.plugin, "");
  const std::string with =
      R"({ "plugin": "brief-extractive", "budget": 900, "fallback": { "plugin": "brief-extractive")";
  const auto both = loaded(with + " } }");
  EXPECT_TRUE(both.policy.brief_fallback);
  EXPECT_EQ(both.policy.brief_budget_ms, 900);
  EXPECT_EQ(both.strategies.brief.id, "brief");
  EXPECT_EQ(both.strategies.brief_fallback.id, "brief.fallback");
  EXPECT_NE(both.policy.hash, plain.policy.hash);
  EXPECT_FALSE(loaded(with + R"(, "enabled": false } })").policy.brief_fallback);
}

TEST(Check, a_plugin_gets_its_defaults_and_no_secret_in_its_settings) {
  const Loaded loaded = load_data("clean.jsonc");
  ASSERT_TRUE(loaded.config);
  const ConnectorUse& connector = loaded.config->connectors.at({"whatsapp-eu"});
  EXPECT_EQ(connector.settings, json({{"account", "1"}, {"token", "${secret:token}"}, {"rate", 7}}));
  EXPECT_EQ(connector.secrets.at("token"), "very-secret-token");
  EXPECT_EQ(settings_with_secrets(connector).at("token"), "very-secret-token");
  EXPECT_EQ(loaded.config->strategies.ownership.at("default").plugin, "l1-owns");
}

TEST(Check, a_connector_with_the_id_of_another_instance_is_refused) {
  const fs::path file = fs::path(BATON_POLICY_TESTDATA) / "clean.jsonc";
  std::string text = read(file);
  const std::string from = "\"connectors\": { \"whatsapp-eu\"";
  ASSERT_NE(text.find(from), std::string::npos);
  text.replace(text.find(from), from.size(), "\"connectors\": { \"brief\"");
  const Loaded loaded = load_text(text, file, FakeFinder(), fake_sources());
  EXPECT_FALSE(loaded.config);
  const std::string lines = lines_of(loaded.problems);
  EXPECT_NE(lines.find("/connectors/brief: is the id of the summarizer's instance; choose another id"),
            std::string::npos)
      << lines;
}

TEST(Check, how_often_a_connector_is_polled_is_configured_within_bounds_and_decides_nothing) {
  const fs::path file = fs::path(BATON_POLICY_TESTDATA) / "clean.jsonc";
  const auto with = [&](const std::string& poll) {
    std::string text = read(file);
    const std::string from = "\"plugin\": \"whatsapp\"";
    return load_text(text.insert(text.find(from), poll), file, FakeFinder(), fake_sources());
  };
  const Loaded usual = with("");
  const Loaded often = with("\"poll_s\": 5, ");
  ASSERT_TRUE(usual.config && often.config) << lines_of(often.problems);
  EXPECT_EQ(usual.config->connectors.at({"whatsapp-eu"}).poll_s, 30);
  EXPECT_EQ(often.config->connectors.at({"whatsapp-eu"}).poll_s, 5);
  EXPECT_EQ(often.config->policy.hash, usual.config->policy.hash);
  EXPECT_FALSE(with("\"poll_s\": 0, ").config);
  EXPECT_FALSE(with("\"poll_s\": 86401, ").config);
}

TEST(Check, the_hash_follows_what_decides_and_nothing_else) {
  const std::string text = read(fs::path(BATON_POLICY_TESTDATA) / "clean.jsonc");
  const auto hash = [&](const std::string& from, const std::string& to, const ReferenceSources& sources) {
    std::string changed = text;
    changed.replace(changed.find(from), from.size(), to);
    const Loaded loaded =
        load_text(changed, fs::path(BATON_POLICY_TESTDATA) / "clean.jsonc", FakeFinder(), sources);
    EXPECT_TRUE(loaded.config) << lines_of(loaded.problems);
    return loaded.config ? loaded.config->policy.hash : "";
  };
  ReferenceSources rotated = fake_sources();
  rotated.environment = [](const std::string& name) {
    return std::optional<std::string>(name == "RATE" ? "7" : "another");
  };
  const std::string before = hash("120", "120", fake_sources());
  EXPECT_NE(before, hash("120", "121", fake_sources()));
  EXPECT_NE(before, hash("\"ben\"", "\"ana\"", fake_sources()));
  const std::string strategies = "\"ownership\": { \"default\"";
  const auto classifier = [&](const char* more) {
    return "\"classifiers\": [ { \"plugin\": \"labels\"" + std::string(more) + " } ], " + strategies;
  };
  const auto labelled = hash(strategies, classifier(""), fake_sources());
  EXPECT_NE(before, labelled);
  EXPECT_NE(labelled, hash(strategies, classifier(", \"budget\": 90"), fake_sources()));
  EXPECT_EQ(before, hash("127.0.0.1:0", "127.0.0.1:1", fake_sources()));
  EXPECT_EQ(before, hash("/* the last one */", "", fake_sources()));
  EXPECT_EQ(before, hash("120", "120", rotated));
}

TEST(Check, a_test_configuration_may_hold_literal_secrets_and_demo_tokens) {
  std::string text = read(fs::path(BATON_POLICY_TESTDATA) / "demo_token.jsonc");
  const std::string key(64, 'a');
  text.insert(1, "\"server\": { \"test_clock\": true }, \"privacy\": { \"quarantine_key\": \"" + key + "\" },");
  const Loaded loaded = load_text(text, "x.jsonc", FakeFinder(), fake_sources());
  EXPECT_TRUE(loaded.config) << lines_of(loaded.problems);
}

TEST(Check, what_is_kept_and_may_stay_is_not_what_was_written_H13_P1_P3_R3_I4) {
  const std::string text = R"({
    "server": { "test_clock": true },
    "connectors": { "whatsapp-eu": { "plugin": "whatsapp", "settings": { "account": "1", "token": "${TOKEN}" } } },
    "lanes": [ { "id": "general", "leads": ["ana"], "restricted": true } ], "agents": [ { "id": "ana" } ],
    "automation": { "escapes": { "phone": "+44 20 7946 0000" } },
    "privacy": { "quarantine_key": "00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff",
      "content_months": 6, "media_months": 3, "quarantine_days": 2,
      "channels": { "whatsapp": { "classes": { "iban": "stay" }, "intents": { "refund": "call" } } } } })";
  const Loaded loaded = load_text(text, "x.jsonc", FakeFinder(), fake_sources());
  ASSERT_TRUE(loaded.config) << lines_of(loaded.problems);
  const core::Policy& policy = loaded.config->policy;
  EXPECT_EQ(policy.keeping.content_months, 6);
  EXPECT_EQ(policy.keeping.media_months, 3);
  EXPECT_EQ(policy.keeping.quarantine_ms, 2 * core::kDay);
  EXPECT_TRUE(policy.restricted({"general"}));
  EXPECT_EQ(policy.way_of_class("whatsapp", "iban"), core::Way::stay);
  EXPECT_EQ(policy.way_of_class("whatsapp", "card"), core::Way::form);
  EXPECT_EQ(policy.way_of_intent("whatsapp", "refund"), core::Way::call);
  EXPECT_EQ(policy.words.at("belongs_in_call").at("en").find("{phone}"), std::string::npos);
  EXPECT_EQ(loaded.config->privacy.quarantine_key.size(), 32u);
  EXPECT_EQ(loaded.config->privacy.quarantine_key[1], '\xff');
}

TEST(Check, a_file_that_is_missing_or_too_large_is_one_problem) {
  EXPECT_EQ(check_file("/nowhere/baton.json", FakeFinder()).size(), 1u);
  EXPECT_EQ(check_file(BATON_POLICY_TESTDATA, FakeFinder()).size(), 1u);
  const Loaded loaded = load_text("{" + std::string(kConfigMaxBytes, ' ') + "}", "x", FakeFinder());
  ASSERT_EQ(loaded.problems.size(), 1u);
  EXPECT_EQ(to_string(loaded.problems[0]),
            "x:1:1: /: the file is larger than 1 MiB; shorten it; long texts belong to templates");
}

// Random damage of a good file: whatever it becomes, it is compiled or explained.
TEST(Check, damaged_files_never_crash_the_reader) {
  const std::string text = read(fs::path(BATON_POLICY_TESTDATA) / "clean.jsonc");
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const std::string pieces[] = {"{",  "}",  "[", "]",  "\"", ",",  ":",    "null", "1e999", "-",
                                "\\", "${", "}", "/*", "//", "\n", "\xFF", "true", "{}",    "[]"};
  for (int round = 0; round < 300; ++round) {
    std::string damaged = text;
    for (unsigned n = 1 + random() % 4; n > 0; --n) {
      const std::size_t at = random() % damaged.size();
      const std::string& piece = pieces[random() % std::size(pieces)];
      if (random() % 2 == 0)
        damaged.insert(at, piece);
      else
        damaged.replace(at, 1 + random() % 12, piece);
    }
    const Loaded loaded =
        load_text(damaged, fs::path(BATON_POLICY_TESTDATA) / "x.jsonc", FakeFinder(), fake_sources());
    EXPECT_EQ(loaded.config.has_value(), loaded.problems.empty());
    for (const Problem& problem : loaded.problems) EXPECT_FALSE(problem.mend.empty());
  }
}

// Every value replaced by one of another type: meaning is checked beside a wrong form without falling over
// it.
TEST(Check, values_of_the_wrong_type_are_problems_and_nothing_worse) {
  const std::string text = read(fs::path(BATON_POLICY_TESTDATA) / "clean.jsonc");
  const json whole = json::parse(text, nullptr, true, true);
  const json leaves = whole.flatten();
  for (const auto& [pointer, leaf] : leaves.items())
    for (const json& other :
         {json(nullptr), json(1e300), json(-1), json("x"), json::array({1}), json{{"x", 1}}}) {
      json changed = whole;
      changed[json::json_pointer(pointer)] = other;
      const Loaded loaded = load_text(changed.dump(), fs::path(BATON_POLICY_TESTDATA) / "x.jsonc",
                                      FakeFinder(), fake_sources());
      EXPECT_EQ(loaded.config.has_value(), loaded.problems.empty());
      json outer = whole;
      const auto parent = json::json_pointer(pointer).parent_pointer();
      outer[parent] = other;
      load_text(outer.dump(), "x.jsonc", FakeFinder(), fake_sources());
    }
}

void expect_described(const json& schema, const std::string& at) {
  const json required = schema.value("required", json::array());
  const json properties = schema.value("properties", json::object());
  for (const auto& [name, property] : properties.items()) {
    const std::string here = at + "/" + name;
    EXPECT_TRUE(property.contains("description")) << here;
    EXPECT_TRUE(property.contains("type")) << here;
    const bool needs_none = property.value("format", "") == "baton-secret" ||
                            std::count(required.begin(), required.end(), name) > 0;
    EXPECT_TRUE(property.contains("default") || needs_none) << here;
    expect_described(property, here);
  }
  for (const char* inner : {"items", "additionalProperties"})
    if (schema.contains(inner) && schema[inner].is_object()) expect_described(schema[inner], at + "/*");
}

TEST(ConfigSchema, every_key_has_a_description_a_type_and_a_default) {
  const json schema = json::parse(kConfigSchemaText);
  expect_described(schema, "");
  plugin::ConfigSchema::Parsed parsed = plugin::ConfigSchema::parse(kConfigSchemaText);
  EXPECT_TRUE(parsed.schema) << (parsed.problems.empty()
                                     ? ""
                                     : parsed.problems[0].pointer + parsed.problems[0].what);
}

TEST(Hash, sha256_is_the_one_everybody_knows) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

}  // namespace
}  // namespace baton::policy
