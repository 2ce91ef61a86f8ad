/* check.h: what a target cannot load.

   SPDX-License-Identifier: MIT  */

#ifndef SHIM_CHECK_H
#define SHIM_CHECK_H

#include "elf-object.h"
#include "target.h"

/* Prints, a line each, what keeps OBJECT, called WHAT in messages, from being
   loaded by TARGET, whose architecture is set.  Returns how many these
   are.  */
unsigned check_object (const struct object *object, const char *what,
                       const struct target *target);

/* Likewise what keeps it from being a library that a host can use: missing
   exports, or two services.  */
unsigned check_service (const struct object *object, const char *what);

/* Likewise what keeps it from being an executable that serves Lambda by
   itself: it is not made with libsparta-app, or has two services.  */
unsigned check_program (const struct object *object, const char *what);

#endif /* SHIM_CHECK_H */
