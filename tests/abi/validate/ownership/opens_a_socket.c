/* SPDX-License-Identifier: MIT
 *
 * opens_a_socket.c - starts only where it may open a socket of its own, so inside a host and not in a runner.
 */
#define _GNU_SOURCE
#include <sys/socket.h>
#include <unistd.h>
static int may_open_sockets(void);
#define INIT_STATUS (may_open_sockets() ? BATON_OK : BATON_PERMISSION_DENIED)
#include "tests/abi/bad_plugins/skeleton.h"

static int may_open_sockets(void) {
  const int opened = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (opened >= 0) close(opened);
  return opened >= 0;
}
