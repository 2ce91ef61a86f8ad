/* careless.c: a GCC plugin that writes where it must not, so that harmless.py
   can show that such a thing is told.
   SPDX-License-Identifier: MIT  */
#include <stdlib.h>

int plugin_is_GPL_compatible;
int plugin_init (void *arguments, void *version);

int
plugin_init (void *arguments, void *version)
{
  volatile char *byte = malloc (1);
  (void) arguments;
  (void) version;
  if (byte == NULL)
    return 1;
  byte[1] = 0;
  return 0;
}
