/* contents.h: what `sparta zip' is asked for, and what goes into the package.

   SPDX-License-Identifier: MIT  */

#ifndef SHIM_CONTENTS_H
#define SHIM_CONTENTS_H

#include "archive.h"
#include "bundle.h"

/* What one run is asked for and what it makes.  */
struct job
{
  const char *library, *target_name, *output;
  const char **includes;
  size_t n_includes;
  bool no_strip, no_lines, no_bytecode;
  struct target target;
  struct object object;
  struct search search;
  struct bundle bundle;
  struct archive archive;
  const struct object **stripped; /* those that the archive has stripped */
  size_t n_stripped;
};

/* Fills JOB's archive.  Returns an exit status, and has printed what is
   wrong.  */
int contents_gather (struct job *job);

#endif /* SHIM_CONTENTS_H */
