/* SPDX-License-Identifier: MIT
 *
 * check.h - what a test needs: expect() says what does not hold, done() is the exit code of the program.
 */
#ifndef CHECK_H_
#define CHECK_H_

#include <stdio.h>

static int failures = 0;

static inline void expect(int holds, const char *what) {
  if (holds) return;
  fprintf(stderr, "FAILED: %s\n", what);
  ++failures;
}

static inline int done(void) { return failures == 0 ? 0 : 1; }

#endif /* CHECK_H_ */
