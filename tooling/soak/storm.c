/*
 * Weather for one process and those that it starts, by LD_PRELOAD. It counts the operations that change a file, and
 * at the one that was drawn it strikes: so a seed decides when, not a clock.
 *
 *     STORM_SYNC_MS      every sync takes so much longer
 *     STORM_CLOCK_AT     at this operation the clock goes back by STORM_CLOCK_BACK seconds
 *     STORM_SIGNAL_AT    at this operation STORM_SIGNAL goes to STORM_WHOM: self, leader or group (of processes);
 *     STORM_AGAIN_AT     and at this one again. A write that is struck is half done.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static atomic_long operations;
static long sync_ms, clock_at, clock_back, signal_at, again_at, storm_signal;
static const char *whom = "self";

static long number(const char *name) {
  const char *text = getenv(name);
  return text == NULL ? 0 : atol(text);
}

__attribute__((constructor)) static void read_weather(void) {
  sync_ms = number("STORM_SYNC_MS");
  clock_at = number("STORM_CLOCK_AT");
  clock_back = number("STORM_CLOCK_BACK");
  signal_at = number("STORM_SIGNAL_AT");
  again_at = number("STORM_AGAIN_AT");
  storm_signal = number("STORM_SIGNAL");
  if (getenv("STORM_WHOM") != NULL) whom = getenv("STORM_WHOM");
}

static void strike(void) {
  pid_t target = strcmp(whom, "group") == 0 ? 0 : strcmp(whom, "leader") == 0 ? getpgrp() : getpid();
  kill(target, (int)storm_signal);
  /* A killed process may run on for a moment. */
  if (storm_signal == SIGKILL && (target == 0 || target == getpid()))
    for (;;) pause();
}

/* Whether it is this operation's turn to be struck. */
static int is_struck(void) {
  long operation = atomic_fetch_add(&operations, 1) + 1;
  return storm_signal != 0 && (operation == signal_at || operation == again_at);
}

static void count(void) {
  if (is_struck()) strike();
}

static void wait_for_disk(void) {
  struct timespec pause = {sync_ms / 1000, (sync_ms % 1000) * 1000000};
  if (sync_ms > 0) nanosleep(&pause, NULL);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* Libraries flush pipes too, at their end: those are no files. */
static void count_sync(int file) {
  struct stat found;
  if (fstat(file, &found) != 0 || !(S_ISREG(found.st_mode) || S_ISDIR(found.st_mode))) return;
  count();
  wait_for_disk();
}

int fsync(int file) { count_sync(file); return REAL(fsync)(file); }
int fdatasync(int file) { count_sync(file); return REAL(fdatasync)(file); }
int rename(const char *from, const char *to) { count(); return REAL(rename)(from, to); }
int link(const char *from, const char *to) { count(); return REAL(link)(from, to); }
int unlink(const char *path) { count(); return REAL(unlink)(path); }
int mkdir(const char *path, mode_t mode) { count(); return REAL(mkdir)(path, mode); }
int ftruncate(int file, off_t size) { count(); return REAL(ftruncate)(file, size); }

ssize_t write(int file, const void *bytes, size_t size) {
  static ssize_t (*real)(int, const void *, size_t);
  struct stat found;
  if (real == NULL) real = REAL(write);
  if (fstat(file, &found) != 0 || !S_ISREG(found.st_mode) || !is_struck()) return real(file, bytes, size);
  ssize_t written = real(file, bytes, size > 1 ? size / 2 : size);
  strike();
  return written;
}

static long seconds_back(void) {
  return clock_back != 0 && atomic_load(&operations) >= clock_at ? clock_back : 0;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
  static int (*real)(clockid_t, struct timespec *);
  if (real == NULL) real = REAL(clock_gettime);
  int result = real(clock, now);
  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec -= seconds_back();
  return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  static int (*real)(struct timeval *restrict, void *restrict);
  if (real == NULL) real = REAL(gettimeofday);
  int result = real(now, zone);
  if (result == 0) now->tv_sec -= seconds_back();
  return result;
}

time_t time(time_t *out) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (out != NULL) *out = now.tv_sec;
  return now.tv_sec;
}
