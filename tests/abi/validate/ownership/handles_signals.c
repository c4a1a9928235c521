/* SPDX-License-Identifier: MIT
 *
 * handles_signals.c - takes a signal from the process.
 */
#define _GNU_SOURCE
#include <signal.h>
#define ON_LIBRARY_INIT signal(SIGUSR2, SIG_IGN)
#include "tests/abi/bad_plugins/skeleton.h"
