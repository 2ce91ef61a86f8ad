/* crash.h: reports of the signals that end the process.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_CRASH_H
#define SPARTAP_CRASH_H

#include "thread.h"

/* Sets the handlers, once; HOST may be NULL.  Before a program's main.  */
void spartap_crash_init (const struct sparta_host *host);

/* Gives THREAD an alternate signal stack, if it has none; and takes it.  */
void spartap_crash_enter (struct spartap_thread *thread);
void spartap_crash_forget (struct spartap_thread *thread);

/* What a report names where no handler runs, in any thread; NULL: there is
   none, for the process may be another's.  Plain text, a constant.  */
void spartap_crash_phase (const char *phase);

#endif /* SPARTAP_CRASH_H */
