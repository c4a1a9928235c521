# SPDX-License-Identifier: MIT
"""The rooms of the house and what each may know: the architecture as data. An arrow that is not here is a finding."""

# Room (a folder; a longer path wins over a shorter one) -> rooms whose headers it may include and which it may link.
# What a room's interface is made of is known to whoever uses it: an engine speaks in records of the core.
MAY_KNOW = {
    "sdk/include": (),
    "sdk/cpp": ("sdk/include",),
    "sdk/wire": ("sdk/include",),
    "sdk/abi": ("sdk/include",),
    "sdk/templates": ("sdk/include", "sdk/cpp"),
    "host/core": (),
    "host/core/testing": ("host/core",),
    "host/plugin/manifest": ("sdk/include",),
    "host/policy": ("host/core", "host/plugin/manifest"),
    "host/ledger": ("host/core",),
    "host/plugin": ("host/core", "host/plugin/manifest", "sdk/include"),
    "host/bridge": ("sdk/include", "sdk/wire", "host/plugin", "host/plugin/manifest"),
    "host/net": (),
    "host/engine": ("host/core", "host/policy", "host/ledger", "host/plugin", "host/plugin/manifest"),
    "host/http": ("host/core", "host/policy", "host/ledger", "host/engine", "host/net"),
    "host/runner": ("sdk/include", "sdk/wire", "host/plugin", "host/plugin/manifest", "host/bridge"),
    "host/validate": ("sdk/include", "sdk/cpp", "sdk/wire", "host/plugin", "host/plugin/manifest", "host/bridge"),
    "host/sandbox": ("sdk/include", "host/net", "host/plugin", "host/plugin/manifest", "host/bridge"),
    "host/app": ("host/core", "host/policy", "host/ledger", "host/plugin", "host/plugin/manifest", "host/bridge",
                 "host/net", "host/engine", "host/http", "host/sandbox", "host/runner", "host/validate"),
    "plugins": ("sdk/include", "sdk/cpp"),
    "connectors": ("sdk/include", "sdk/cpp"),
}

# Rooms of whose folders projects are put together (`baton new`): a header of one stands beside the sources of another.
LAYERED = ("sdk/templates",)

# Folders whose sources may know everything.
FREE = ("tests",)

# Tests beside the code may know more than the code does: where the core is known, the small organisation of its tests.
TESTS_MAY_KNOW = {room: ("host/core/testing",)
                  for room, known in MAY_KNOW.items() if room == "host/core" or "host/core" in known}

# Outside library (how its includes begin) -> where it may be included: files, or folders with a last "/".
LIBRARIES = {
    "httplib.h": ("host/net/client.cpp",),
    "boost/beast": ("host/net/",),
    "boost/asio": ("host/net/",),
    "boost/dll": ("host/plugin/library.cpp",),
    "SQLiteCpp/": ("host/ledger/",),
    "sqlite3.h": ("host/ledger/", "tests/bench/"),
    "re2/": ("host/policy/",),
    "seccomp.h": ("host/runner/",),
    "spdlog/": ("host/plugin/", "host/bridge/", "host/validate/", "host/engine/", "host/http/", "host/app/", "tests/"),
    "openssl/": ("host/ledger/", "host/net/", "host/plugin/", "host/policy/", "host/engine/", "host/http/",
                 "host/sandbox/", "connectors/", "tests/"),
    "nlohmann/": ("host/ledger/", "host/plugin/", "host/policy/", "host/engine/", "host/http/", "host/sandbox/",
                  "host/app/", "host/bridge/", "host/runner/", "host/validate/", "plugins/", "connectors/",
                  "sdk/templates/", "tests/"),
    "gtest/": ("host/core/testing/", "host/ledger/testing/", "tests/"),  # and every *_test.cpp
    "gmock/": ("tests/",),
}

# CMake target -> the library it stands for; what a room links it must be allowed to include.
LIBRARY_OF_TARGET = {
    "PkgConfig::HTTPLIB": "httplib.h",
    "PkgConfig::SQLITE3": "sqlite3.h",
    "PkgConfig::RE2": "re2/",
    "PkgConfig::SECCOMP": "seccomp.h",
    "SQLiteCpp": "SQLiteCpp/",
    "spdlog::spdlog": "spdlog/",
    "nlohmann_json::nlohmann_json": "nlohmann/",
    "OpenSSL::SSL": "openssl/",
    "OpenSSL::Crypto": "openssl/",
    "GTest::gtest": "gtest/",
}
# Boost is one package to CMake: who may include one of its libraries may link it.
BOOST_TARGETS = {"Boost::headers": ("host/net", "host/plugin"), "Boost::filesystem": ("host/plugin",)}

# What every room but the two pure ones may include besides the standard library.
SYSTEM = ("unistd.h", "fcntl.h", "dlfcn.h", "elf.h", "poll.h", "pthread.h", "cxxabi.h", "sys/", "arpa/", "netinet/",
          "spawn.h", "sched.h", "grp.h", "dirent.h")
C_LIBRARY = ("stddef.h", "stdint.h", "stdio.h", "stdlib.h", "string.h", "assert.h", "time.h", "errno.h", "signal.h",
             "limits.h", "setjmp.h")

# Rooms that see the standard library and nothing else.
PURE = ("host/core", "sdk/include")
