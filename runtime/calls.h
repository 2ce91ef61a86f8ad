/* calls.h: the memory of invocations.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_CALLS_H
#define SPARTAP_CALLS_H

#include "internal.h"

struct spartap_thread;

/* A call of THREAD's, not laid out; NULL: memory is out.  */
struct spartap_call *spartap_call_open (struct spartap_thread *thread);

/* CALL has ended.  Its four objects stay, closed: an event of 0 bytes, a
   context of no invocation, a logger outside one, a response that takes no
   more.  */
void spartap_call_close (struct spartap_thread *thread,
                         struct spartap_call *call);

/* THREAD ends.  */
void spartap_calls_forget (struct spartap_thread *thread);

#endif /* SPARTAP_CALLS_H */
