/* supervise.c: see supervise.h.

   Everything happens in one thread: signals, the child's end among them,
   arrive at a descriptor, which is waited for beside the Runtime API's.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "cli.h"
#include "clock.h"
#include "supervise.h"

/* How long a process that has answered may take to ask for more, and one that
   was told to end, to end; Lambda gives it half a second.  */
#define ANSWERED_MS 2000
#define ENDING_MS 500

struct watch
{
  struct sandbox *sandbox;
  struct runtime_api *api;
  int signals;                  /* the descriptor */
  int interrupted;              /* by this signal; 0 */
  int64_t deadline_ms;
};

static void
set_deadline (struct watch *watch, int64_t ms)
{
  watch->deadline_ms = clock_now_ms () + ms;
}

static bool
late_p (const struct watch *watch)
{
  return clock_now_ms () >= watch->deadline_ms;
}

/* How long to wait, at most.  */
static int
find_timeout (const struct watch *watch)
{
  int64_t left = watch->deadline_ms - clock_now_ms ();
  int ms = left < 0 ? 0 : left < 60000 ? (int) left + 1 : 60000;
  int api_ms = runtime_api_timeout (watch->api);
  return api_ms >= 0 && api_ms < ms ? api_ms : ms;
}

static void
take_signals (struct watch *watch)
{
  struct signalfd_siginfo info;
  while (read (watch->signals, &info, sizeof info) == sizeof info)
    if (info.ssi_signo != SIGCHLD)
      watch->interrupted = info.ssi_signo;
}

/* Waits for the next thing that happens, and does what it asks for.  */
static void
step (struct watch *watch)
{
  struct pollfd fds[] = { { .fd = watch->signals, .events = POLLIN },
                          { .fd = runtime_api_fd (watch->api),
                            .events = POLLIN } };
  poll (fds, 2, find_timeout (watch));
  take_signals (watch);
  runtime_api_run (watch->api);
}

/* Until the client leaves PHASE, MS at most; longer is the outcome LATE.  */
static enum outcome
watch_phase (struct watch *watch, enum api_phase phase, int64_t ms,
             enum outcome late)
{
  set_deadline (watch, ms);
  while (watch->api->phase == phase)
    {
      step (watch);
      if (watch->api->phase != phase)
        break;
      if (watch->interrupted != 0)
        return OUTCOME_INTERRUPTED;
      if (sandbox_ended_p (watch->sandbox))
        return OUTCOME_ENDED;
      if (late_p (watch))
        return late;
    }
  return watch->api->phase == API_INIT_FAILED ? OUTCOME_INIT_FAILED
                                              : OUTCOME_ANSWERED;
}

/* Lets the client finish: it asks for more, or ends by itself, and else is
   told to.  */
static void
watch_end (struct watch *watch)
{
  set_deadline (watch, ANSWERED_MS);
  while (watch->api->phase == API_ANSWERED && watch->interrupted == 0
         && !sandbox_ended_p (watch->sandbox) && !late_p (watch))
    step (watch);
  sandbox_signal (watch->sandbox, SIGTERM);
  set_deadline (watch, ENDING_MS);
  while (watch->interrupted == 0 && !sandbox_ended_p (watch->sandbox)
         && !late_p (watch))
    step (watch);
}

static enum outcome
watch_all (struct watch *watch)
{
  int64_t timeout_ms = (int64_t) watch->api->timeout_s * 1000;
  enum outcome outcome = watch_phase (watch, API_STARTING, INIT_SECONDS * 1000,
                                      OUTCOME_INIT_LATE);
  if (outcome == OUTCOME_ANSWERED)
    outcome = watch_phase (watch, API_RUNNING, timeout_ms, OUTCOME_LATE);
  if (outcome == OUTCOME_ANSWERED || outcome == OUTCOME_INIT_FAILED)
    watch_end (watch);
  return outcome;
}

/* Blocks the signals that interrupt us, *OURS, which arrive at a descriptor
   then; not one that our caller ignores (nohup).  SIGPIPE waits until the
   sandbox is removed.  *BEFORE is the old mask.  */
static void
block_signals (sigset_t *ours, sigset_t *before)
{
  static const int signals[] = { SIGHUP, SIGINT, SIGTERM };
  sigemptyset (ours);
  sigaddset (ours, SIGCHLD);
  for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
    {
      struct sigaction old;
      if (sigaction (signals[i], NULL, &old) == 0
          && old.sa_handler != SIG_IGN)
        sigaddset (ours, signals[i]);
    }
  sigset_t blocked = *ours;
  sigaddset (&blocked, SIGPIPE);
  sigprocmask (SIG_BLOCK, &blocked, before);
}

enum outcome
supervise (struct sandbox *sandbox, struct runtime_api *api,
           char *const *arguments, int *signal)
{
  struct watch watch = { .sandbox = sandbox, .api = api };
  enum outcome outcome = OUTCOME_NOT_STARTED;
  sigset_t ours, before;
  block_signals (&ours, &before);
  watch.signals = signalfd (-1, &ours, SFD_CLOEXEC | SFD_NONBLOCK);
  if (watch.signals < 0)
    cli_error ("no descriptor for signals: %s", strerror (errno));
  else if (sandbox_start (sandbox, arguments, &before) == 0)
    outcome = watch_all (&watch);
  /* The signals stay blocked: the caller first removes what was made.  */
  if (watch.signals >= 0)
    close (watch.signals);
  *signal = watch.interrupted;
  return outcome;
}
