/* SPDX-License-Identifier: MIT
 *
 * floods.c - deeds that take more than their share of what the host does for plugins.
 */
#define _GNU_SOURCE
#include "hostile.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const void *host_table(const asked_t *asked, const char *id) {
  return asked->self->host->get_extension(asked->self->host, id);
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static const double kFloodForS = 1;
#define FLOOD(body)                                          \
  do {                                                       \
    const double until = seconds() + kFloodForS;             \
    while (seconds() < until)                                \
      for (int k = 0; k < 100; ++k) { body; }                \
  } while (0)

static baton_status_t floods_the_log(asked_t *asked) {
  const baton_log_t *log = (const baton_log_t *)host_table(asked, BATON_LOG);
  const baton_str_t none = {NULL, 0};
  FLOOD(log->write(asked->self->host, BATON_LOG_ERROR, str("la la la"), none));
  return answer_that(asked, "flooded");
}

static baton_status_t writes_lines_of_no_text(asked_t *asked) {
  const baton_log_t *log = (const baton_log_t *)host_table(asked, BATON_LOG);
  log->write(asked->self->host, 4711, str("\xC3\x28"), str("{"));
  return answer(asked);
}

static baton_status_t floods_stdout(asked_t *asked) {
  FLOOD(printf("na na na na %d\n", k));
  fflush(stdout);
  return answer_that(asked, "flooded");
}

static baton_status_t floods_stderr_without_lines(asked_t *asked) {
  static char much[4096];
  memset(much, 'x', sizeof much);
  FLOOD(if (write(STDERR_FILENO, much, sizeof much) < 0) return answer(asked));
  return answer_that(asked, "flooded");
}

/* For its whole count; once it was refused, no longer than a flood: a slow machine is no limit of the host. */
static int goes_on(int refused, double until) { return refused == 0 || seconds() < until; }

static baton_status_t floods_timers(asked_t *asked) {
  const double until = seconds() + kFloodForS;
  const baton_timers_t *timers = (const baton_timers_t *)host_table(asked, BATON_TIMERS);
  baton_op_id_t op = 0;
  int refused = 0;
  if (timers == NULL) return answer_that(asked, "limited");
  for (int k = 0; k < 2000 && goes_on(refused, until); ++k)
    refused += timers->arm(asked->self->host, 1, 0, &op) != BATON_OK;
  for (int k = 0; k < 2000 && goes_on(refused, until); ++k)
    refused += timers->arm(asked->self->host, 3600000, 0, &op) != BATON_OK;
  return answer_that(asked, refused > 0 ? "limited" : "allowed");
}

static baton_status_t floods_blobs(asked_t *asked) {
  const baton_blob_t *blobs = (const baton_blob_t *)host_table(asked, BATON_BLOB);
  static const uint8_t much[65536];
  const baton_bytes_t bytes = {much, sizeof much};
  int refused = 0;
  if (blobs == NULL) return answer_that(asked, "limited");
  for (int k = 0; k < 200; ++k) {
    baton_op_id_t id = 0;
    baton_error_t err;
    memset(&err, 0, sizeof err);
    err.struct_size = sizeof err;
    if (blobs->create(asked->self->host, &id, &err) != BATON_OK) ++refused;
    else blobs->append(asked->self->host, id, bytes, &err);
  }
  return answer_that(asked, refused > 0 ? "limited" : "allowed");
}

/* Events nobody asked for, all of one customer and with one id: what is stored of them is one word. */
static baton_status_t floods_events(asked_t *asked) {
  const baton_emit_t *emitter =
      asked->self->kind == CONNECTOR ? (const baton_emit_t *)host_table(asked, BATON_EMIT) : NULL;
  baton_event_t event;
  baton_identity_t identity;
  const baton_identity_t *identities[1];
  const baton_event_t *events[1] = {&event};
  const baton_str_t none = {NULL, 0};
  int refused = 0;
  if (emitter == NULL) return answer_that(asked, "limited");
  fill_event(asked, &event, &identity, identities);
  const double until = seconds() + kFloodForS;
  for (int k = 0; k < 20000 && goes_on(refused, until); ++k) {
    baton_op_id_t op = 0;
    baton_error_t err;
    memset(&err, 0, sizeof err);
    err.struct_size = sizeof err;
    refused += emitter->emit(asked->self->host, events, 1, none, none, &op, &err) != BATON_OK;
  }
  return answer_that(asked, refused > 0 ? "limited" : "allowed");
}

static baton_status_t opens_files_without_end(asked_t *asked) {
  int files = 0;
  while (files < 100000 && open("/dev/null", O_RDONLY) >= 0) ++files;
  return answer_that(asked, files < 1000 ? "limited" : "allowed");
}

static baton_status_t asks_without_end(asked_t *asked) {
  const baton_clock_t *clock = (const baton_clock_t *)host_table(asked, BATON_CLOCK);
  FLOOD(clock->now_unix_ms(asked->self->host));
  return answer_that(asked, "flooded");
}

const deed_t kFloods[] = {{"floods_the_log", floods_the_log},
                          {"writes_lines_of_no_text", writes_lines_of_no_text},
                          {"floods_stdout", floods_stdout},
                          {"floods_stderr_without_lines", floods_stderr_without_lines},
                          {"floods_timers", floods_timers},
                          {"floods_blobs", floods_blobs},
                          {"floods_events", floods_events},
                          {"opens_files_without_end", opens_files_without_end},
                          {"asks_without_end", asks_without_end},
                          {NULL, NULL}};
