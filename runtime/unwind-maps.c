/* unwind-maps.c: what is mapped where, as /proc/self/maps tells it:

     7f0c5e1d2000-7f0c5e1d3000 r-xp 00001000 fe:01 1234   /var/task/lib/app.so

   SPDX-License-Identifier: MIT  */

#include "cold-file.h"

#include "unwind.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

bool
spartap_maps_open (struct spartap_maps *maps)
{
  static const char path[] = "/proc/self/maps";
  maps->at = maps->size = 0;
  maps->fd = open (path, O_RDONLY | O_CLOEXEC);
  if (maps->fd >= 0 || errno != EMFILE)
    return maps->fd >= 0;
  /* A process that leaks descriptors dies of it at last.  It will not read
     its standard input any more.  */
  close (STDIN_FILENO);
  maps->fd = open (path, O_RDONLY | O_CLOEXEC);
  return maps->fd >= 0;
}

void
spartap_maps_close (struct spartap_maps *maps)
{
  close (maps->fd);
}

/* The next byte; -1: there is none.  */
static int
take (struct spartap_maps *maps)
{
  if (maps->at == maps->size)
    {
      ssize_t n;
      do
        n = read (maps->fd, maps->buffer, sizeof maps->buffer);
      while (n < 0 && errno == EINTR);
      if (n <= 0)
        return -1;
      maps->at = 0;
      maps->size = n;
    }
  return (unsigned char) maps->buffer[maps->at++];
}

/* Takes a hexadecimal number and what ends it, which goes to *LAST.  */
static uintptr_t
take_number (struct spartap_maps *maps, int *last)
{
  uintptr_t number = 0;
  for (;;)
    {
      int c = take (maps);
      *last = c;
      if (c >= '0' && c <= '9')
        number = number << 4 | (uintptr_t) (c - '0');
      else if (c >= 'a' && c <= 'f')
        number = number << 4 | (uintptr_t) (c - 'a' + 10);
      else
        return number;
    }
}

/* Takes the rest of the line: the path behind two fields.  */
static void
take_path (struct spartap_maps *maps, char *path)
{
  size_t size = 0;
  int fields = 0, c, before = ' ';
  while ((c = take (maps)) != '\n' && c >= 0)
    {
      if (c != ' ' && before == ' ' && fields < 3)
        fields++;
      before = c;
      if (fields == 3 && size < SPARTAP_PATH_ROOM - 1)
        path[size++] = c;
    }
  path[size] = 0;
}

bool
spartap_maps_next (struct spartap_maps *maps, struct spartap_mapping *mapping)
{
  int last;
  mapping->start = take_number (maps, &last);
  if (last != '-')
    return false;
  mapping->end = take_number (maps, &last);
  mapping->readable = take (maps) == 'r';
  mapping->writable = take (maps) == 'w';
  mapping->executable = take (maps) == 'x';
  take (maps);                          /* p or s */
  take (maps);
  mapping->offset = take_number (maps, &last);
  if (last != ' ')
    return false;
  take_path (maps, mapping->path);
  return true;
}
