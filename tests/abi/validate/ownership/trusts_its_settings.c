/* SPDX-License-Identifier: MIT
 *
 * trusts_its_settings.c - takes for granted that its settings are an object.
 */
#define ON_CREATE if (params->config_json.data[params->config_json.size - 1] != '}') abort()
#include "tests/abi/bad_plugins/skeleton.h"
