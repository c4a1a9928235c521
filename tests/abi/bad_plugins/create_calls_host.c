/* SPDX-License-Identifier: MIT
 *
 * create_calls_host.c - calls the host while it is being created.
 */
#define ON_CREATE host_ownership = host->get_extension(host, BATON_HOST_OWNERSHIP)
#define INSTANCE (host_ownership == NULL ? &made->instance : NULL)
#include "skeleton.h"
