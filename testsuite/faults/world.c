/* world.c: the world of the process under test, preloaded: time that runs
   faster, a clock that jumps, a network without ports.

   FAULT_SPEED is how many seconds pass for the process while one passes: its
   waits and time limits are so much shorter, and its monotonic clock so much
   faster, so that half a minute of silence is tested in a second.
   FAULT_CLOCK makes the time of day jump ten years, ahead and back, with each
   look.  FAULT_PORTS is how many calls of connect find no port.

   SPDX-License-Identifier: MIT  */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

#define NS 1000000000LL
#define JUMP (10LL * 365 * 24 * 3600)

static atomic_int ports, looks;
static long long speed = 1;
static int jumps;

/* The C library's own NAME.  */
#define REAL(name) ((__typeof__ (&name)) dlsym (RTLD_NEXT, #name))

__attribute__ ((constructor)) static void
begin (void)
{
  const char *text = getenv ("FAULT_SPEED");
  speed = text == NULL ? 1 : atoll (text);
  text = getenv ("FAULT_PORTS");
  ports = text == NULL ? 0 : atoi (text);
  jumps = getenv ("FAULT_CLOCK") != NULL;
}

static long long
nanoseconds (const struct timespec *time)
{
  return time->tv_sec * NS + time->tv_nsec;
}

static struct timespec
timespec (long long ns)
{
  return (struct timespec) { .tv_sec = ns / NS, .tv_nsec = ns % NS };
}

int
clock_gettime (clockid_t clock, struct timespec *now)
{
  int n = REAL (clock_gettime) (clock, now);
  if (n == 0 && clock == CLOCK_MONOTONIC)
    *now = timespec (nanoseconds (now) * speed);
  if (n == 0 && clock == CLOCK_REALTIME && jumps)
    now->tv_sec += looks++ % 2 == 0 ? JUMP : -JUMP;
  return n;
}

int
nanosleep (const struct timespec *wanted, struct timespec *left)
{
  struct timespec shorter = timespec (nanoseconds (wanted) / speed), rest;
  int n = REAL (nanosleep) (&shorter, &rest);
  if (n != 0 && left != NULL)
    *left = timespec (nanoseconds (&rest) * speed);
  return n;
}

int
poll (struct pollfd *fds, nfds_t n, int ms)
{
  return REAL (poll) (fds, n, ms > 0 ? (ms + speed - 1) / speed : ms);
}

int
setsockopt (int fd, int level, int name, const void *value, socklen_t size)
{
  if (level == SOL_SOCKET && (name == SO_RCVTIMEO || name == SO_SNDTIMEO))
    {
      struct timeval limit = *(const struct timeval *) value;
      long long us
        = (limit.tv_sec * 1000000LL + limit.tv_usec + speed - 1) / speed;
      limit = (struct timeval) { us / 1000000, us % 1000000 };
      return REAL (setsockopt) (fd, level, name, &limit, sizeof limit);
    }
  return REAL (setsockopt) (fd, level, name, value, size);
}

int
connect (int fd, const struct sockaddr *address, socklen_t size)
{
  if (ports > 0)
    {
      ports--;
      errno = EADDRNOTAVAIL;
      return -1;
    }
  return REAL (connect) (fd, address, size);
}
