/* stdio.c: the application's own printf.  On Lambda standard output is a pipe,
   which stdio buffers in full: lines would be lost when the sandbox is frozen
   or killed.

   SPDX-License-Identifier: MIT  */

#include <stdio.h>

#include "internal.h"

void
spartap_stdio_init (void)
{
  setvbuf (stdout, NULL, _IOLBF, 0);
}

void
spartap_stdio_flush (void)
{
  fflush (stdout);
}
