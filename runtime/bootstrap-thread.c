/* bootstrap-thread.c: what thread.c and invoke.c give the loop's files
   elsewhere.  The threads of the native host end with its process, and
   handlers run in the library, which has a runtime of its own.

   SPDX-License-Identifier: MIT  */

#include "thread.h"

static _Thread_local struct spartap_thread current;

struct spartap_thread *
spartap_thread (void)
{
  return &current;
}

struct spartap_call *
spartap_call_current (void)
{
  return NULL;
}
