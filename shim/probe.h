/* probe.h: runs a program for the text that it answers with, as Lambda would
   run it, in an environment of its own and for a limited time.

   SPDX-License-Identifier: MIT  */

#ifndef SHIM_PROBE_H
#define SHIM_PROBE_H

#include <stdbool.h>
#include <stddef.h>

#include "lambda-env.h"

struct probe
{
  char *const *arguments;       /* the first is the program's path */
  const struct lambda_env *env;
  int fd;                       /* where it writes its answer: 1, or 3 */
  unsigned seconds;             /* the time limit */

  /* The outcome.  */
  char *answer;                 /* NUL-terminated; the caller's to free */
  size_t answer_size;
  int status;                   /* as waitpid has it */
  bool late;                    /* the time limit ended it */
};

/* Runs PROBE; what else the program prints goes to standard error.  A program
   that cannot be started exits 126 and answers why.  Returns 0, or -1 and has
   printed what failed.  */
int probe_run (struct probe *probe);

#endif /* SHIM_PROBE_H */
