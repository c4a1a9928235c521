/* SPDX-License-Identifier: MIT
 *
 * starts_once.c - cannot be started again.
 */
#define MORE_STATE int starts;
#define START_STATUS (asked->starts++ == 0 ? BATON_OK : BATON_CONFLICT)
#include "tests/abi/bad_plugins/skeleton.h"
