/* socket.c: see socket.h.

   SPDX-License-Identifier: MIT  */

#include "cold-file.h"

#include "socket.h"

#include <fcntl.h>
#include <unistd.h>

int
spartap_socket (int family, int flags)
{
  int fd = socket (family, SOCK_STREAM | SOCK_CLOEXEC | flags, 0);
  if (fd < 0 || fd > STDERR_FILENO)
    return fd;
  int higher = fcntl (fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  close (fd);
  return higher;
}
