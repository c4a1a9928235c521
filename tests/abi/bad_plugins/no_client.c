/* SPDX-License-Identifier: MIT
 *
 * no_client.c - may use HTTP but cannot take an answer.
 */
#define CAPABILITIES "[\"baton.http/1\"]"
#include "skeleton.h"
