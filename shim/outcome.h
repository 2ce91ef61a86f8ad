/* outcome.h: what `sparta invoke' prints of an invocation.

   SPDX-License-Identifier: MIT  */

#ifndef SHIM_OUTCOME_H
#define SHIM_OUTCOME_H

#include "supervise.h"

/* Prints the payload to standard output, or Lambda's error JSON and what went
   wrong to standard error.  Returns the exit status.  */
int outcome_print (enum outcome outcome, const struct runtime_api *api,
                   const struct sandbox *sandbox);

#endif /* SHIM_OUTCOME_H */
