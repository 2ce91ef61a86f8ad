/* hooks.h: what the program wants to be told of, and when that is.

   A thread that is in a hook says so in thread->hook, for whoever reports its
   exit or its crash.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_HOOKS_H
#define SPARTAP_HOOKS_H

#include "cold.h"
#include "internal.h"

/* Registers SERVICE between before_init and after_init of HOOKS, which may be
   NULL.  Returns NULL, or the type of the error that WHY tells: nothing is
   registered then.  */
const char *spartap_hooks_init (const sparta_service *service,
                                const sparta_hooks *hooks,
                                struct spartap_buffer *why) SPARTAP_COLD;

/* Calls at_shutdown; only where there is a service.  */
void spartap_hooks_shutdown (void) SPARTAP_COLD;

/* Calls CALL's handler between before_invoke and after_invoke.  */
void spartap_hooks_invoke (struct spartap_call *call);

/* Calls before_snapshot or after_restore, as OPERATION says, and returns what
   it returned.  */
int spartap_hooks_operate (uint32_t operation);

/* What that hook is called.  */
const char *spartap_hooks_operation_name (uint32_t operation);

#endif /* SPARTAP_HOOKS_H */
