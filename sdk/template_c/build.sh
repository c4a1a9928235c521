#!/bin/sh
# SPDX-License-Identifier: MIT
# Builds the bundle without CMake: CC=clang ./build.sh [FOLDER]. Needs a C compiler, pkg-config and sha256sum.
set -eu
cd "$(dirname "$0")"
id=com.example.always-keep
bundle="${1:-build}/$id"
mkdir -p "$bundle"

# What baton_add_plugin() sets as well: one export, nothing unresolved, nothing shared that the host could also have.
# shellcheck disable=SC2046  # flags are words on purpose
"${CC:-cc}" -std=c11 -O2 -Wall -Wextra -pedantic -fPIC -fvisibility=hidden $(pkg-config --cflags baton) plugin.c \
  $(pkg-config --variable=plugin_ldflags baton) -o "$bundle/$id.so"

# What only the build knows goes into the manifest.
abi=$(pkg-config --modversion baton | cut -d. -f1,2)
platform=$(uname -sm | tr 'A-Z ' 'a-z-')
sha256=$(sha256sum "$bundle/$id.so" | cut -d' ' -f1)
sed -e "s/@ABI@/$abi/" -e "s/@PLATFORM@/$platform/" -e "s/@SHA256@/$sha256/" plugin.json.in >"$bundle/plugin.json"
cp config.schema.json "$bundle/"
echo "$bundle"
