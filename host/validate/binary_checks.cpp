// SPDX-License-Identifier: MIT
// binary_checks.cpp - the library as a file: what it will need of the machines it is installed on.
#include <algorithm>
#include <set>

#include "host/plugin/sanitized.h"
#include "host/validate/check.h"
#include "host/validate/elf_facts.h"

namespace baton::validate {
namespace {

// Debian 12, the oldest system a host of this major is built for (its glibc and libstdc++).
const std::vector<int> kGlibcCeiling = {2, 36};
const std::vector<int> kGlibcxxCeiling = {3, 4, 30};

ElfFacts facts_of(const Subject& subject) { return read_elf_facts(subject.bundle.library); }

Verdict needs_only_system_libraries(const Subject& subject) {
  static const std::set<std::string> kOfTheSystem = {
      "libc.so.6",
      "libm.so.6",
      "libpthread.so.0",
      "libdl.so.2",
      "librt.so.1",
      "ld-linux-x86-64.so.2",
      "ld-linux-aarch64.so.1",
      "libgcc_s.so.1",
      "libstdc++.so.6"};  // the last one has a check of its own
  // The host needs these itself; whoever shares them with it has to move when it moves.
  static const std::set<std::string> kOfTheHost = {"libcrypto.so.3", "libssl.so.3", "libz.so.1"};
  static const std::set<std::string> kOfSanitizers = {"libasan.so.8", "libubsan.so.1", "libtsan.so.2"};
  Verdict verdict;
  for (const auto& library : facts_of(subject).needed) {
    if (kOfTheSystem.contains(library) || (plugin::kSanitized && kOfSanitizers.contains(library))) continue;
    const char* mend = "link it statically, with --exclude-libs,ALL";
    if (!kOfTheHost.contains(library))
      return failed("it needs " + library + ", which no host promises to have", mend);
    verdict = {Result::warn, "it shares " + library + " with the host, whose next major may bring another",
               mend};
  }
  return verdict;
}

Verdict glibc_ceiling(const Subject& subject) {
  for (const auto& word : facts_of(subject).versions) {
    const auto glibc = version_numbers(word, "GLIBC_"), glibcxx = version_numbers(word, "GLIBCXX_");
    if (glibc > kGlibcCeiling || glibcxx > kGlibcxxCeiling)
      return failed("it needs " + word + "; Debian 12 has GLIBC_2.36 and GLIBCXX_3.4.30",
                    "build on the oldest system you support");
  }
  return passed();
}

Verdict no_shared_cxx_runtime(const Subject& subject) {
  for (const auto& library : facts_of(subject).needed)
    if (library.starts_with("libstdc++") || library.starts_with("libc++"))
      return failed("it needs " + library + ": two plugins could want two of them in one process",
                    "link with -static-libstdc++ -static-libgcc");
  return passed();
}

Verdict hardened(const Subject& subject) {
  const auto facts = facts_of(subject);
  if (facts.text_relocations) return failed("it has text relocations", "compile with -fPIC");
  if (facts.executable_stack) return failed("it wants an executable stack", "link with -z noexecstack");
  if (!facts.bound_at_once) return failed("it resolves symbols late", "link with -z now");
  if (!facts.read_only_relocations) return failed("its relocations stay writable", "link with -z relro");
  const auto& path = facts.search_path;
  if (!path.empty() && path != "$ORIGIN")
    return failed("it searches libraries in " + path, "build without RPATH, or with $ORIGIN");
  return passed();
}

std::string first_import(const ElfFacts& facts, const std::set<std::string>& names) {
  for (const auto& name : facts.imports)
    if (names.contains(name)) return name;
  return {};
}

Verdict no_forbidden_imports(const Subject& subject) {
  static const std::set<std::string> kForbidden = {
      "dlmopen", "system",    "popen",  "fork",     "vfork",      "execl",       "execle",
      "execlp",  "execv",     "execve", "execvp",   "execvpe",    "posix_spawn", "posix_spawnp",
      "signal",  "setlocale", "exit",   "_exit",    "quick_exit", "chdir",       "fchdir",
      "umask",   "setenv",    "putenv", "unsetenv", "ptrace",     "kill"};
  const auto found = first_import(facts_of(subject), kForbidden);
  if (found.empty()) return passed();
  return failed("it calls " + found + ", which changes or ends the process it lives in",
                "leave the process as it is; in a runner the call is refused");
}

Verdict no_direct_network(const Subject& subject) {
  static const std::set<std::string> kNetwork = {"socket", "connect", "bind",
                                                 "listen", "accept",  "getaddrinfo"};
  const auto& capabilities = subject.bundle.manifest.capabilities;
  if (std::any_of(capabilities.begin(), capabilities.end(),
                  [](const auto& id) { return id.starts_with("net."); }))
    return skipped("it declares a capability net.*");
  const auto found = first_import(facts_of(subject), kNetwork);
  if (found.empty()) return passed();
  return failed("it calls " + found + " without a capability net.*",
                "send requests by baton.http/1, or declare what it reaches");
}

}  // namespace

std::vector<Check> binary_checks() {
  constexpr auto kFile = Where::file;
  return {
      {"needs-only-system-libraries",
       "it needs no library that a host may not have",
       Weight::fails,
       kFile,
       {},
       needs_only_system_libraries},
      {"glibc-ceiling",
       "it runs on the oldest system a host runs on",
       Weight::fails,
       kFile,
       {},
       glibc_ceiling},
      {"no-shared-cxx-runtime",
       "it brings its C++ runtime with it",
       Weight::warns,
       kFile,
       {},
       no_shared_cxx_runtime},
      {"hardened",
       "no text relocations, no executable stack, no late binding, no search path",
       Weight::fails,
       kFile,
       {},
       hardened},
      {"no-forbidden-imports",
       "it leaves the process it lives in alone",
       Weight::warns,
       kFile,
       {},
       no_forbidden_imports},
      {"no-direct-network",
       "without a capability for it the network is the host's",
       Weight::fails,
       kFile,
       {},
       no_direct_network},
  };
}

}  // namespace baton::validate
