/* stdio.c: the application's own printf.  On Lambda standard output is a pipe,
   which stdio buffers in full: lines would be lost when the sandbox is frozen
   or killed.

   SPDX-License-Identifier: MIT  */

#include <errno.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <unistd.h>

#include "internal.h"

void
spartap_stdio_init (void)
{
  setvbuf (stdout, NULL, _IOLBF, 0);
}

/* fflush takes the stream's lock, which all threads share; where nothing is
   left, as behind a whole line, it is not called.  */
bool
spartap_stdio_flush (void)
{
  if (__fpending (stdout) == 0)
    return false;
  fflush (stdout);
  return true;
}

void
spartap_stdio_write (int fd, const char *data, size_t size)
{
  while (size > 0)
    {
      ssize_t n = write (fd, data, size);
      if (n < 0 && errno != EINTR)
        return;
      if (n > 0)
        data += n, size -= n;
    }
}
