/* invoke.h: what the parts of `sparta invoke' share.

   SPDX-License-Identifier: MIT  */

#ifndef SHIM_INVOKE_H
#define SHIM_INVOKE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "event.h"
#include "subject.h"
#include "target.h"

/* What one run is asked for.  */
struct invoke_job
{
  const char *package, *function, *event_file;
  const char *target_name, *python;
  const char **variables;       /* of --env */
  size_t n_variables;
  bool awslambdaric, raw, target_given;

  struct target target;
  struct subject subject;
  struct event event;
  json_t *manifest;
  char *made;                   /* the package's path, of a library */
};

/* invoke-package.c: opens the package, of a library one that it makes, and
   reads its manifest.  Returns an exit status, and has said what is wrong.  */
int invoke_open (struct invoke_job *job);

/* The function's row in the manifest; prints the known names and returns NULL
   where there is none.  */
const json_t *invoke_find_row (const struct invoke_job *job);

/* invoke-run.c: runs the function of ROW.  Returns an exit status; *SIGNAL is
   the one that interrupted us, and is still blocked.  */
int invoke_run (struct invoke_job *job, const json_t *row, int *signal);

#endif /* SHIM_INVOKE_H */
