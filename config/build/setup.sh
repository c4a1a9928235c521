#!/bin/sh
# SPDX-License-Identifier: MIT
# setup.sh - what ./host/run and ./tests/run share: install what is missing, configure, build. Sourced, not run.
# Everything comes from Debian 12; nothing is downloaded at build time, and with nothing changed it ends in a second.

BATON_BUILD_PACKAGES="g++ cmake ninja-build ccache pkg-config libboost-filesystem-dev nlohmann-json3-dev libcpp-httplib-dev \
libsqlitecpp-dev libsqlite3-dev libspdlog-dev libre2-dev libssl-dev libseccomp-dev \
libjemalloc-dev tzdata python3"
BATON_TEST_PACKAGES="libgtest-dev libgmock-dev clang python3-cffi python3-pycparser abigail-tools rustc"

say() { printf '%s\n' "baton: $*" >&2; }

# baton_install PACKAGE...: installs those that are not there, as root or by sudo; otherwise says what to install.
baton_install() {
  missing=""
  for package in "$@"; do
    dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing="$missing $package"
  done
  [ -z "$missing" ] && return 0
  if [ "$(id -u)" = 0 ]; then
    as_root=""
  elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root="sudo"
  else
    say "packages are missing; as root run: apt-get install --no-install-recommends$missing"
    return 1
  fi
  say "installing$missing"
  log=$(mktemp)
  # shellcheck disable=SC2086  # the lists are words on purpose
  if ! DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y --no-install-recommends $missing >"$log" 2>&1; then
    # The package lists may be old or absent, as on a fresh system.
    $as_root apt-get update >"$log" 2>&1 || true
    if ! DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y --no-install-recommends $missing >>"$log" 2>&1; then
      tail -n 20 "$log" >&2
      say "the packages could not be installed; the lines above say why"
      return 1
    fi
  fi
  rm -f "$log"
}

# baton_build KIND FOLDER TESTS [TARGET...]: KIND names a cache file of config/build, TESTS is ON or OFF.
baton_build() {
  kind=$1 folder=$2 tests=$3
  shift 3
  mkdir -p "$folder"
  # One build of a folder at a time; the second waits.
  exec 9>"$folder/.lock"
  flock 9
  if ! grep -qs "^BATON_TESTS:BOOL=$tests\$" "$folder/CMakeCache.txt" || [ ! -f "$folder/build.ninja" ]; then
    say "configuring ($kind)"
    cmake -C "config/build/$kind.cmake" -G Ninja -B "$folder" -DBATON_TESTS="$tests" >"$folder/configure.log" 2>&1 || {
      tail -n 30 "$folder/configure.log" >&2
      return 1
    }
  fi
  # A terminal gets ninja's moving line; a log gets one line for every hundred steps and everything that went wrong.
  if [ -t 1 ]; then
    NINJA_STATUS="[%f/%t %es] " ninja -C "$folder" "$@" 9>&- || return 1
  else
    NINJA_STATUS="[%f/%t %es] " ninja -C "$folder" "$@" 9>&- >"$folder/build.log" 2>&1 &
    ninja=$!
    while kill -0 "$ninja" 2>/dev/null; do
      sleep 1
      waited=$((${waited:-0} + 1))
      [ $((waited % 30)) -ne 0 ] || say "building ($kind) $(tail -n 1 "$folder/build.log" | cut -c1-24)"
    done
    wait "$ninja" || {
      grep -E -A 12 'FAILED|error' "$folder/build.log" | head -n 80 >&2
      return 1
    }
  fi
  exec 9>&-
}
