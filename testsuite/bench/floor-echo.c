/* floor-echo.c: floor.c's function: it answers with its event, as echo.c does.
   SPDX-License-Identifier: MIT  */
#include <stdlib.h>
#include <string.h>

char *fn (const char *event, size_t size, size_t *out_size);

__attribute__ ((visibility ("default"))) char *
fn (const char *event, size_t size, size_t *out_size)
{
  char *out = malloc (size + 1);
  if (out == NULL)
    abort ();
  memcpy (out, event, size);
  *out_size = size;
  return out;
}
