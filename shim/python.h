/* python.h: the Python that a package is run with.

   SPDX-License-Identifier: MIT  */

#ifndef SHIM_PYTHON_H
#define SHIM_PYTHON_H

#include <stdbool.h>

/* The path of the Python that runs for PROGRAM, the user's own choice, or for
   RUNTIME ("python3.13"); where that is not installed, of the python3 there
   is, and says so.  With AWSLAMBDARIC it must have that module.  The caller's
   to free; prints why there is none and returns NULL.  */
char *python_find (const char *program, const char *runtime,
                   bool awslambdaric);

#endif /* SHIM_PYTHON_H */
