/* careless.c: a GCC plugin that writes where it must not, and leaves behind
   what it never wrote, so that harmless.py can show that such things are told.
   SPDX-License-Identifier: MIT  */
#include <stdlib.h>

#define ROOM 16

extern char **environ;

int plugin_is_GPL_compatible;
int plugin_init (void *arguments, void *version);

int
plugin_init (void *arguments, void *version)
{
  volatile char *byte = malloc (1);
  char *variable = malloc (ROOM);
  (void) arguments;
  (void) version;
  if (byte == NULL || variable == NULL)
    return 1;
  byte[1] = 0;
  /* The compiler reads it when it looks for CPATH.  */
  variable[ROOM - 1] = 0;
  environ[0] = variable;
  return 0;
}
