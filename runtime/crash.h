/* crash.h: reports of the signals that end the process.

   crash.c has the handlers and knows who was interrupted; crash-cause.c finds
   words for it, crash-report.c makes the report.  All that runs in a signal
   handler is async-signal-safe.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_CRASH_H
#define SPARTAP_CRASH_H

#include <signal.h>
#include <ucontext.h>

#include "cold.h"
#include "signal-text.h"
#include "thread.h"
#include "unwind.h"

/* Sets the handlers, once; HOST may be NULL.  Before a program's main.  */
void spartap_crash_init (const struct sparta_host *host) SPARTAP_COLD;

/* Gives THREAD an alternate signal stack, if it has none, and remembers it;
   and takes it, and forgets it.  */
void spartap_crash_enter (struct spartap_thread *thread);
void spartap_crash_forget (struct spartap_thread *thread) SPARTAP_COLD;

/* What a report names where no handler runs, in any thread; NULL: there is
   none, for the process may be another's.  Plain text, a constant.  */
void spartap_crash_phase (const char *phase);
#define SPARTAP_PHASE_INIT "init"

/* Posts an error for the invocations of other threads, where the Runtime API
   is told by the library: the process ends.  Async-signal-safe.  */
void spartap_crash_others (void) SPARTAP_COLD;

/* What crash.c's files share.  */

#define SPARTAP_TYPE_CRASH "Sparta.Crash"
#define SPARTAP_ID_ROOM 257             /* of a request id */

struct spartap_crash
{
  int signal;
  const char *name;             /* of the signal */
  const siginfo_t *info;
  const ucontext_t *context;
  const char *place;            /* in words */
  const char *beside;           /* the function that another thread serves */
  char function[SPARTA_NAME_MAX + 1], request_id[SPARTAP_ID_ROOM];
  uintptr_t bottom;             /* where the application's frames end, or 0 */
  struct spartap_stack stack;
};

/* Appends what there is to say of CRASH's cause, or nothing.  */
void spartap_crash_cause (struct spartap_text *,
                          const struct spartap_crash *) SPARTAP_COLD;

/* Makes the report of CRASH and writes its log line, as JSON where wanted.
   Returns Lambda's error JSON.  CRASH's stack is filled in.  */
const struct spartap_text *spartap_crash_report (struct spartap_crash *,
                                                 bool json_lines) SPARTAP_COLD;

/* In a signal that came while a report was made: goes on with what can be
   told without what failed.  Returns where nothing can.  */
void spartap_crash_recover (void) SPARTAP_COLD;

#endif /* SPARTAP_CRASH_H */
