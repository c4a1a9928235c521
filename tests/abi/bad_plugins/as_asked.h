/* SPDX-License-Identifier: MIT
 *
 * as_asked.h - what as_asked.c can be asked for.
 */
#pragma once

#define ALLOWED 1000u

enum {
  DO_ABORT = 2001,
  DO_SEGFAULT,
  DO_STACK_OVERFLOW,
  DO_EXIT,
  DO_HANG,
  DO_SPIN,
  DO_STOP_ITSELF,
  DO_FORK,
  DO_EXEC,
  DO_SOCKET,
  DO_SIGNAL_HOST,
  DO_SIGNAL_GROUP,
  DO_PTRACE,
  DO_LEAVE_GROUP,
  DO_THREAD,
  DO_MUCH_MEMORY,
  DO_SPEAK,
  DO_CLOSE_SOCKET,
  DO_WHO,
  DO_FILES,
  DO_NONSENSE,
  DO_STRANGE_FRAME,
  DO_TALK_WITHOUT_END
};
