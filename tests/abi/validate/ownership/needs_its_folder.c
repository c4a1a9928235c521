/* SPDX-License-Identifier: MIT
 *
 * needs_its_folder.c - reads a file of its bundle without looking whether it is there.
 */
static void read_own_file(void);
#define ON_LIBRARY_INIT read_own_file()
#include "tests/abi/bad_plugins/skeleton.h"

static void read_own_file(void) {
  char name[sizeof trace_file + 16];
  snprintf(name, sizeof name, "%.*splugin.json", (int)(strlen(trace_file) - strlen("trace")), trace_file);
  FILE *file = fopen(name, "r");
  (void)fgetc(file);
  (void)fclose(file);
}
