/* thread.h: what the runtime keeps for each thread that enters it.  Memory
   stays with the thread, so that a steady state allocates nothing; it is freed
   when the thread ends.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_THREAD_H
#define SPARTAP_THREAD_H

#include <stdbool.h>

#include "buffer.h"
#include "internal.h"

struct spartap_thread
{
  struct spartap_call *call;            /* under way, or NULL */
  struct spartap_call *calls;           /* the memory of calls: calls.c */
  unsigned next_call;                   /* the next of them */
  struct spartap_site site;             /* of the last call of exit */
  const char *last_words;               /* of err and error; or NULL */
  const char *hook;                     /* that it is in, or NULL: hooks.h */
  struct spartap_buffer headers;        /* of the last response */
  struct spartap_buffer error_type;     /* likewise */
  struct spartap_buffer failures;       /* likewise */
  struct spartap_buffer line;           /* the logger's, and error replies */
  struct spartap_buffer message;        /* what goes into a line */
  struct spartap_metrics metrics;       /* of the last invocation */
  struct spartap_arena arena;           /* strings of the invocation */
  void *signal_stack;                   /* crash.c's, if it is ours */
  const void *bottom;                   /* the application's frames are inside
                                           of it; NULL: not known */
  bool known;                           /* the destructor is set */
};

/* The calling thread's; never NULL.  */
struct spartap_thread *spartap_thread (void);

/* Likewise, for a signal handler: it may be all zero.  */
struct spartap_thread *spartap_thread_peek (void);

#endif /* SPARTAP_THREAD_H */
