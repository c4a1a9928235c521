/* SPDX-License-Identifier: MIT
 *
 * needs_the_log.c - takes for granted that every host has a log.
 */
static void say_hello(void);
#define ON_INIT say_hello()
#include "tests/abi/bad_plugins/skeleton.h"

static void say_hello(void) {
  const baton_log_t *log = (const baton_log_t *)host->get_extension(host, BATON_LOG);
  const baton_str_t hello = {"hello", 5}, nothing = {NULL, 0};
  log->write(host, BATON_LOG_DEBUG, hello, nothing);
}
