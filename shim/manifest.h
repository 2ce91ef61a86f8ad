/* manifest.h: what a library says about itself.

   SPDX-License-Identifier: MIT  */

#ifndef SHIM_MANIFEST_H
#define SHIM_MANIFEST_H

#include <jansson.h>
#include <stdbool.h>

/* Parses TEXT, a manifest of WHAT, and checks what every reader relies on: its
   ABI is ours, and its functions have names that Lambda accepts.  Returns a
   new reference, or prints why not and returns NULL.  */
json_t *manifest_read (const char *what, const char *text);

/* Whether the functions are known at run time only.  */
bool manifest_dynamic_p (const json_t *manifest);

/* Prints MANIFEST for people, and the functions' names for scripts.  */
void manifest_print (const json_t *manifest);
void manifest_print_names (const json_t *manifest);

#endif /* SHIM_MANIFEST_H */
