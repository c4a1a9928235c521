// SPDX-License-Identifier: MIT
// arguments.cpp - words of a command line, and the few things every command needs.
#include <algorithm>
#include <iostream>

#include "host/app/commands.h"

namespace baton::app {

Arguments::Arguments(std::vector<std::string> words, std::vector<std::string> valued, std::vector<std::string> plain) {
  const auto known = [](const std::vector<std::string>& names, const std::string& name) { return std::find(names.begin(), names.end(), name) != names.end(); };
  const auto wrong = [this](std::string what) { if (error_.empty()) error_ = std::move(what); };
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto& word = words[i];
    if (!word.starts_with("--")) {
      words_.push_back(word);
      continue;
    }
    const auto equals = word.find('=');
    const auto name = word.substr(0, equals);
    if (known(plain, name) && equals == std::string::npos) {
      flags_[name] = "";
    } else if (known(valued, name)) {
      const bool follows = i + 1 < words.size() && !words[i + 1].starts_with("--");
      if (equals != std::string::npos) flags_[name] = word.substr(equals + 1);
      else if (follows) flags_[name] = words[++i];
      else wrong(name + " takes a value");
    } else {
      wrong("no option " + name);
    }
  }
}

std::optional<std::string> Arguments::value(const std::string& name) const {
  const auto found = flags_.find(name);
  return found == flags_.end() ? std::nullopt : std::optional(found->second);
}

int fail(const std::string& what, const std::string& mend, int code) {
  std::cerr << "baton: " << what << "; " << mend << "\n";
  return code;
}

std::string runner_program() {
  std::error_code error;
  return std::filesystem::read_symlink("/proc/self/exe", error).parent_path() / "baton-runner";
}

std::filesystem::path install_prefix() {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  const auto folder = program.parent_path();
  // In a build folder the plugins lie beside the program, installed they lie below the same prefix.
  return std::filesystem::exists(folder / "lib" / "baton", error) ? folder : folder.parent_path();
}

}  // namespace baton::app
