/* unwind-peek.c: memory that may not be there.  process_vm_readv on oneself
   copies what can be read; where it is forbidden (seccomp) or missing, write
   does the same service: it fails with EFAULT instead of a signal.

   SPDX-License-Identifier: MIT  */

#include "cold-file.h"

#include "unwind.h"

#include <fcntl.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

/* No page is smaller, and a pipe holds as much.  */
#define PAGE 4096u

/* By way of a pipe of its own, so that nothing is kept.  */
static ssize_t
copy_by_pipe (uintptr_t from, void *to, size_t size)
{
  int fds[2];
  if (pipe2 (fds, O_CLOEXEC | O_NONBLOCK) != 0)
    return -1;
  ssize_t n = write (fds[1], (const void *) from, size);
  if (n > 0)
    n = read (fds[0], to, n);
  close (fds[0]);
  close (fds[1]);
  return n;
}

size_t
spartap_peek (uintptr_t from, void *to, size_t size)
{
  size_t done = 0;
  while (done < size)
    {
      uintptr_t at = from + done;
      size_t left = size - done, page = PAGE - at % PAGE;
      size_t part = left < page ? left : page;
      struct iovec local = { (char *) to + done, part };
      struct iovec remote = { (void *) at, part };
      ssize_t n = process_vm_readv (getpid (), &local, 1, &remote, 1, 0);
      if (n <= 0)
        n = copy_by_pipe (at, (char *) to + done, part);
      if (n <= 0)
        break;
      done += n;
    }
  return done;
}

bool
spartap_peek_word (uintptr_t from, uintptr_t *word)
{
  return spartap_peek (from, word, sizeof *word) == sizeof *word;
}

void
spartap_peek_string (uintptr_t from, char *to, size_t room)
{
  size_t n = from == 0 ? 0 : spartap_peek (from, to, room - 1);
  to[n] = 0;
}
