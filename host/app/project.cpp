// SPDX-License-Identifier: MIT
#include "host/app/project.h"

#include <unistd.h>

#include <fstream>
#include <iterator>
#include <vector>

namespace baton::app {
namespace {

namespace fs = std::filesystem;
using Words = std::map<std::string, std::string>;  // what stands for {{word}}

constexpr int kPartsMaxDepth = 4;  // a part may hold words that are parts

std::vector<std::string> layers_of(const ProjectWish& wish) {
  const std::string kind = plugin::to_string(wish.kind), language = to_string(wish.language);
  std::vector<std::string> layers{"every", language, kind, kind + "-" + language};
  if (wish.language != Language::rust) layers.emplace_back("native");
  return layers;
}

std::string capital(std::string word) {
  char& first = word.front();  // a label of an id is never empty
  if (first >= 'a' && first <= 'z') first = static_cast<char>(first - 'a' + 'A');
  return word;
}

std::string replaced(std::string text, char from, char to) {
  for (char& c : text)
    if (c == from) c = to;
  return text;
}

// As one word of a shell, whatever stands in it.
std::string shell_word(const std::string& text) {
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._+-";
  if (text.find_first_not_of(kPlain) == std::string::npos) return text;
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

Words words_of(const ProjectWish& wish) {
  const auto last = wish.id.rfind('.');
  const auto before = wish.id.rfind('.', last - 1);
  const auto begin = before == std::string::npos ? 0 : before + 1;
  const auto vendor = wish.id.substr(begin, last - begin);
  return {{"id", wish.id},
          {"name", capital(replaced(wish.id.substr(last + 1), '-', ' '))},
          {"vendor", capital(replaced(vendor, '-', ' '))},
          {"kind", plugin::to_string(wish.kind)},
          {"project", replaced(wish.id, '.', '-')},
          {"abi", plugin::to_string(plugin::kHostAbi)},
          {"prefix", wish.prefix.string()},
          {"prefix_word", shell_word(wish.prefix.string())}};
}

std::optional<std::string> read_file(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  if (!stream.good() && !stream.eof()) return std::nullopt;
  return text;
}

class Composer {
 public:
  Composer(const fs::path& templates, const ProjectWish& wish) : templates_(templates), words_(words_of(wish)) {
    for (const auto& layer : layers_of(wish)) read_layer(layer);
    for (auto& [path, text] : project_.files) text = filled(text, path, 0);
  }
  Project take() { return std::move(project_); }

 private:
  void problem(std::string what) {
    if (project_.problem.empty()) project_.problem = std::move(what);
  }

  void read_layer(const std::string& layer) {
    std::error_code error;
    fs::recursive_directory_iterator at(templates_ / layer, error);
    for (const fs::recursive_directory_iterator end; !error && at != end; at.increment(error)) {
      if (!at->is_regular_file(error)) continue;
      const auto text = read_file(at->path());
      if (!text) return problem(at->path().string() + " cannot be read");
      add(at->path().lexically_relative(templates_ / layer), *text);
    }
    if (error) problem((templates_ / layer).string() + " cannot be read: " + error.message());
  }

  // A file whose name begins with "_" is a part: it stands where {{its name}} does, and is no file of the project.
  void add(const fs::path& path, std::string text) {
    const std::string name = path.filename().string();
    const bool is_part = name.front() == '_';
    if (is_part && !text.empty() && text.back() == '\n') text.pop_back();
    auto& all = is_part ? words_ : project_.files;
    const std::string key = is_part ? path.stem().string().substr(1) : path.generic_string();
    if (!all.emplace(key, std::move(text)).second) problem("two templates are called " + path.generic_string());
  }

  std::string filled(const std::string& text, const std::string& where, int depth) {
    std::string made;
    std::size_t at = 0;
    for (auto begin = text.find("{{"); begin != std::string::npos; begin = text.find("{{", begin)) {
      const auto end = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", begin + 2);
      if (end == begin + 2 || end == std::string::npos || text.compare(end, 2, "}}") != 0) {
        begin += 2;  // braces of the language
        continue;
      }
      const auto word = text.substr(begin + 2, end - begin - 2);
      const auto found = words_.find(word);
      made += text.substr(at, begin - at);
      if (found == words_.end() || depth > kPartsMaxDepth) {
        problem(where + " has {{" + word + "}}, which stands for nothing");
      } else {
        made += filled(found->second, where, depth + 1);
      }
      at = begin = end + 2;
    }
    return made + text.substr(at);
  }

  const fs::path templates_;
  Words words_;
  Project project_;
};

std::string write_files(const Project& project, const fs::path& folder) {
  std::error_code error;
  fs::create_directory(folder, error);
  for (const auto& [path, text] : project.files) {
    if (!error) fs::create_directories((folder / path).parent_path(), error);
    std::ofstream stream(folder / path, std::ios::binary);
    stream << text;
    stream.close();
    if (error || !stream) return "cannot be written" + (error ? ": " + error.message() : std::string());
  }
  return {};
}

}  // namespace

const char* to_string(Language language) {
  switch (language) {
    case Language::c: return "c";
    case Language::cpp: return "cpp";
    case Language::rust: return "rust";
  }
  return "";
}

std::optional<Language> language_from(std::string_view word) {
  for (const Language language : {Language::c, Language::cpp, Language::rust})
    if (word == to_string(language)) return language;
  return std::nullopt;
}

std::optional<std::string> plugin_id_of(std::string_view name) {
  const bool plain = name.find('.') == std::string_view::npos;
  const std::string id = plain ? "com.example." + std::string(name) : std::string(name);
  // One word is for plugins that ship with Baton; a word of its own must be able to be one.
  if (!plugin::is_plugin_id(id) || !plugin::is_plugin_id(name)) return std::nullopt;
  return id;
}

Project compose(const fs::path& templates, const ProjectWish& wish) { return Composer(templates, wish).take(); }

std::string write_project(const Project& project, const fs::path& folder) {
  std::error_code error;
  if (fs::exists(fs::symlink_status(folder, error))) {
    if (!fs::is_directory(folder, error)) return "is there already";
    const bool empty = fs::is_empty(folder, error);
    if (error) return "cannot be read: " + error.message();
    if (!empty) return "is there already and not empty";
  }
  // Written aside and renamed: a project that broke off half-way would look like one.
  const auto aside = folder.parent_path() / ("." + folder.filename().string() + ".new-" + std::to_string(::getpid()));
  auto problem = write_files(project, aside);
  if (problem.empty()) {
    fs::rename(aside, folder, error);  // takes the place of an empty folder
    if (error) problem = "cannot be made: " + error.message();
  }
  if (!problem.empty()) fs::remove_all(aside, error);
  return problem;
}

}  // namespace baton::app
