// SPDX-License-Identifier: MIT
// commands.h - the commands of `baton`, one file each. Every one returns its exit code; errors go to standard error as
// `baton: what; mend`.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace baton::app {

// "--config FILE", "--json": what is left of a command line once its command is known.
class Arguments {
 public:
  // `valued` take a value, `plain` do not; anything else is an error kept in error().
  Arguments(std::vector<std::string> words, std::vector<std::string> valued, std::vector<std::string> plain);
  std::optional<std::string> value(const std::string& name) const;
  bool has(const std::string& name) const { return flags_.contains(name); }
  const std::vector<std::string>& words() const { return words_; }
  const std::string& error() const { return error_; }

 private:
  std::map<std::string, std::string> flags_;
  std::vector<std::string> words_;
  std::string error_;
};

int fail(const std::string& what, const std::string& mend, int code = 1);
std::string runner_program();  // baton-runner, beside this program
std::filesystem::path install_prefix();  // <prefix>/lib/baton holds the shipped plugins

int serve(const std::vector<std::string>& words);
int check(const std::vector<std::string>& words);
int plugins(const std::vector<std::string>& words);
int new_plugin(const std::vector<std::string>& words);
int validate_plugin(const std::vector<std::string>& words);
int explain(const std::vector<std::string>& words);
int replay(const std::vector<std::string>& words);
int simulate(const std::vector<std::string>& words);

}  // namespace baton::app
