// SPDX-License-Identifier: MIT
// Is the protocol's text whole? A plugin was written from it in another language, and this host cannot tell it from a
// library in a runner. (A host starts its own runner only; here the test names the program.)
#include <gtest/gtest.h>

#include <spdlog/sinks/ostream_sink.h>

#include <fstream>
#include <sstream>

#include "host/bridge/bridged_instance.h"
#include "host/plugin/loader.h"
#include "host/plugin/sha256.h"
#include "tests/abi/bad_plugins/fake_ports.h"

namespace baton::plugin::test {
namespace {

namespace fs = std::filesystem;

class OtherLanguage : public ::testing::Test {
 protected:
  OtherLanguage() {
    std::string name = (fs::temp_directory_path() / "baton-other-XXXXXX").string();
    if (mkdtemp(name.data()) != nullptr) folder_ = fs::canonical(name);
    fs::permissions(folder_, fs::perms::others_exec | fs::perms::others_read, fs::perm_options::add);
    fs::copy_file(SPEAKS, folder_ / "speaks.py");
    const nlohmann::json manifest = {
        {"id", "speaks"}, {"version", "1.0.0"}, {"kinds", {"ownership"}}, {"abi", to_string(kHostAbi)},
        {"abi_min", to_string(kHostAbi)}, {"platform", this_platform()}, {"library", "speaks.py"},
        {"sha256", *sha256_of_file(folder_ / "speaks.py")}, {"capabilities", nlohmann::json::array()},
        {"config_schema", {{"type", "object"}, {"additionalProperties", false}}}};
    std::ofstream(folder_ / "plugin.json") << manifest.dump();
    LoaderOptions options;
    options.runner = bridge::runner_load({SPEAKS});
    options.host_version = "this";
    options.ports.clock = &clock_;
    options.logger = std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::ostream_sink_mt>(lines_));
    loader_ = std::make_unique<Loader>(options);
    LoadOrder order;
    order.bundle = folder_;
    order.instance_id = "python";
    order.kind = Kind::kOwnership;
    order.settings = nlohmann::json::object();
    order.place = Place::kRunner;
    LoadResult result = loader_->load(order);
    if (const auto* refusal = std::get_if<LoadRefusal>(&result)) throw std::runtime_error(to_string(*refusal));
    instance_ = std::get<std::unique_ptr<Instance>>(std::move(result));
  }
  ~OtherLanguage() override {
    instance_.reset();
    fs::remove_all(folder_);
  }

  baton_status_t propose(const std::string& case_id, std::uint64_t revision) {
    const std::size_t before = ends_.statuses.size();
    struct Storage {
      std::string case_id;
      baton_case_view_t view{};
    };
    instance_->propose(argument<baton_case_view_t>([made = Storage{case_id, {}}, revision]() mutable -> const auto& {
                         made.view.struct_size = sizeof made.view;
                         made.view.status = BATON_CASE_ESCALATED;
                         made.view.revision = revision;
                         made.view.owner_epoch = 4;
                         made.view.case_id = str_of(made.case_id);
                         made.view.owner = str_of("agent:a");
                         made.view.lane = str_of("billing");
                         return made.view;
                       }),
                       CallInfo{.budget_ms = 20000, .attempt = 2, .idempotency_key = "key-1"}, ends_.done());
    EXPECT_TRUE(ends_.wait(before + 1));
    return ends_.statuses.at(before);
  }

  fs::path folder_;
  std::ostringstream lines_;
  FakeTimers clock_;
  Ends<baton_proposal_t, std::string> ends_{[](const baton_proposal_t& proposal) {
    return std::to_string(proposal.action) + " " + std::to_string(proposal.revision) + " " + text_of(proposal.lane) +
           " " + text_of(proposal.reason);
  }};
  std::unique_ptr<Loader> loader_;
  std::unique_ptr<Instance> instance_;
};

TEST_F(OtherLanguage, what_the_protocol_says_is_not_enough_to_propose_refuse_and_log) {
  EXPECT_EQ(instance_->extensions(), std::vector<std::string>{"baton.ownership/1"});
  EXPECT_EQ(propose("case-1", 17), BATON_OK) << lines_.str();
  EXPECT_EQ(ends_.values.at(0),
            "1 17 billing python this clock=True budget=True attempt=2 key=key-1 status=3 epoch=4 owner=agent:a");
  EXPECT_EQ(propose("no", 18), BATON_REJECTED);
  EXPECT_EQ(ends_.messages.at(0), "not this case");
  EXPECT_EQ(propose("case-2", 19), BATON_OK) << "one refused call ends the process";
  EXPECT_TRUE(instance_->stop(kStopBudgetMs));
  EXPECT_EQ(instance_->health().crashes, 0u);
  EXPECT_EQ(instance_->health().contract_violations, 0u);
  const std::string log = lines_.str();
  EXPECT_NE(log.find("asked about case-1 {\"from\":\"python\"}"), std::string::npos) << log;
  EXPECT_NE(log.find("less confined than it could be: nothing is confined here"), std::string::npos) << log;
}

}  // namespace
}  // namespace baton::plugin::test
