// SPDX-License-Identifier: MIT
// new_plugin.cpp - `baton new`: a plugin project that builds, passes its tests and can be loaded as it stands.
#include <iostream>
#include <sstream>

#include "host/app/commands.h"
#include "host/app/project.h"
#include "host/plugin/manifest/ids.h"
#include "host/plugin/manifest/text.h"

namespace baton::app {
namespace {

namespace fs = std::filesystem;

constexpr const char* kTemplates = "share/baton/sdk/templates";

// The prefix with the SDK in it: the program's own, or in a build folder the one that the build fills.
std::optional<fs::path> sdk_prefix() {
  std::error_code error;
  for (const auto& prefix : {install_prefix(), install_prefix() / "prefix"})
    if (fs::is_directory(prefix / kTemplates, error)) return prefix;
  return std::nullopt;
}

std::string meant(const std::string& word, const std::vector<std::string>& known) {
  const auto nearest = plugin::nearest_word(word, known);
  return nearest.empty() ? std::string{} : "did you mean " + nearest + "? ";
}

// The commands of the README, so that nobody has to look for them.
void print_commands(const std::string& readme) {
  std::istringstream lines(readme);
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (inside && line == "```") return;
    if (inside) std::cout << "    " << line << "\n";
    if (line == "```sh") inside = true;
  }
}

}  // namespace

int new_plugin(const std::vector<std::string>& words) {
  const Arguments arguments(words, {"--lang"}, {});
  if (!arguments.error().empty()) return fail(arguments.error(), "see `baton new --help`");
  if (arguments.words().size() != 2)
    return fail("a kind and a name are wanted", "write `baton new KIND NAME [--lang c|cpp|rust]`");
  const auto& kind_word = arguments.words()[0];
  const auto& name = arguments.words()[1];
  const auto kind = plugin::kind_from(kind_word);
  if (!kind)
    return fail(plugin::one_line(kind_word) + " is no kind of plugin",
                meant(kind_word, {"connector", "ownership", "summarizer", "classifier"}) +
                    "There are connector, ownership, summarizer and classifier");
  const auto language_word = arguments.value("--lang").value_or("cpp");
  const auto language = language_from(language_word);
  if (!language)
    return fail(plugin::one_line(language_word) + " is no language of the templates", "use c, cpp or rust");
  const auto id = plugin_id_of(name);
  if (!id)
    return fail("\"" + plugin::one_line(name) + "\" can be no plugin's name",
                "use small letters, digits and hyphens, as in round-robin or com.acme.round-robin; the project is made "
                "in the folder where you are");
  const auto prefix = sdk_prefix();
  if (!prefix)
    return fail("the templates are not in " + (install_prefix() / kTemplates).string(),
                "install the SDK there: cmake --install BUILD --component sdk --prefix " + install_prefix().string());
  const auto project = compose(*prefix / kTemplates, {*kind, *language, *id, *prefix});
  if (!project.problem.empty()) return fail(project.problem, "install the SDK of this version of Baton again");
  const fs::path folder = fs::current_path() / name;
  if (const auto problem = write_project(project, folder); !problem.empty())
    return fail(folder.string() + " " + problem, "choose another name, or a folder where you may write");
  std::cout << "made " << folder.string() << ": " << *id << ", kind " << kind_word << ", in " << to_string(*language)
            << "\n\n    cd " << name << "\n";
  print_commands(project.files.at("README.md"));
  std::cout << "\nREADME.md says what the files are for, and how a host uses it.\n";
  return 0;
}

}  // namespace baton::app
