/* supervise.h: one invocation, from the start of the process to what became of
   it.

   SPDX-License-Identifier: MIT  */

#ifndef SHIM_SUPERVISE_H
#define SHIM_SUPERVISE_H

#include "runtime-api.h"
#include "sandbox.h"

/* Lambda's limit of the init phase.  */
#define INIT_SECONDS 10

enum outcome
{
  OUTCOME_ANSWERED,             /* the API has the response, or the error */
  OUTCOME_INIT_FAILED,          /* the API has the init error */
  OUTCOME_INIT_LATE,            /* init took longer than INIT_SECONDS */
  OUTCOME_LATE,                 /* the function took longer than it may */
  OUTCOME_ENDED,                /* the process ended first: its status */
  OUTCOME_INTERRUPTED,          /* we were sent a signal */
  OUTCOME_NOT_STARTED           /* we could not start it, and said so */
};

/* Runs ARGUMENTS in SANDBOX until it has answered API's invocation, and lets
   it end.  *SIGNAL is the signal of OUTCOME_INTERRUPTED.  */
enum outcome supervise (struct sandbox *sandbox, struct runtime_api *api,
                        char *const *arguments, int *signal);

#endif /* SHIM_SUPERVISE_H */
