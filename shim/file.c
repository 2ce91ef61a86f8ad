/* file.c: see file.h.

   Files are read whole, not mapped: a library that a compiler rewrites while
   we look at it must not end us with a bus error.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"
#include "file.h"
#include "scratch.h"

/* Lambda takes 250 MB in all; a library with its debugging information may be
   larger, but not without end.  */
#define FILE_MAX ((size_t) 1 << 30)

/* Reads at most SIZE bytes of FD into DATA; the number read, or -1.  */
static ssize_t
read_all (int fd, char *data, size_t size)
{
  size_t done = 0;
  while (done < size)
    {
      ssize_t n = read (fd, data + done, size - done);
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return -1;
      if (n == 0)
        break;
      done += n;
    }
  return done;
}

static const char *
read_open_file (int fd, char **data, size_t *size)
{
  struct stat status;
  if (fstat (fd, &status) != 0)
    return strerror (errno);
  if (S_ISDIR (status.st_mode))
    return "is a folder";
  if (!S_ISREG (status.st_mode))
    return "is not a regular file";
  if ((size_t) status.st_size > FILE_MAX)
    return "is larger than 1 GB";
  *data = malloc (status.st_size + 1);
  if (*data == NULL)
    return strerror (ENOMEM);
  ssize_t n = read_all (fd, *data, status.st_size);
  if (n < 0)
    {
      free (*data);
      *data = NULL;
      return strerror (errno);
    }
  (*data)[n] = 0;
  *size = n;
  return NULL;
}

const char *
file_read (const char *path, char **data, size_t *size)
{
  *data = NULL;
  /* Without O_NONBLOCK a fifo would block us.  */
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0)
    return strerror (errno);
  const char *why = read_open_file (fd, data, size);
  close (fd);
  return why;
}

bool
file_write_all (int fd, const void *data, size_t size)
{
  const char *rest = data;
  while (size > 0)
    {
      ssize_t n = write (fd, rest, size);
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return false;
      rest += n;
      size -= n;
    }
  return true;
}

const char *
file_write (const char *path, const void *data, size_t size, unsigned mode)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0)
    return strerror (errno);
  bool good = file_write_all (fd, data, size) && fchmod (fd, mode) == 0;
  int error = good ? 0 : errno;
  if (close (fd) != 0 && good)
    error = errno;
  if (error == 0)
    return NULL;
  unlink (path);
  return strerror (error);
}

/* Replaces PATH, which is a regular file or not there.  */
static const char *
replace_file (const char *path, const void *data, size_t size)
{
  mode_t mask = umask (0);
  umask (mask);
  char *beside = cli_asprintf ("%s.%ld.tmp", path, (long) getpid ());
  scratch_add (beside);
  const char *why = file_write (beside, data, size, 0666 & ~mask);
  if (why == NULL && rename (beside, path) != 0)
    why = strerror (errno);
  if (why == NULL)
    scratch_keep (beside);
  free (beside);
  return why;
}

const char *
file_replace (const char *path, const void *data, size_t size)
{
  struct stat status;
  if (stat (path, &status) != 0)
    return replace_file (path, data, size);
  if (S_ISDIR (status.st_mode))
    return "is a folder";
  /* A rename would put a file in /dev/null's place.  */
  if (!S_ISREG (status.st_mode))
    return "is not a regular file";
  char *real = realpath (path, NULL);
  if (real == NULL)
    return strerror (errno);
  const char *why = replace_file (real, data, size);
  free (real);
  return why;
}

bool
file_same_p (const char *a, const char *b)
{
  struct stat one, two;
  return stat (a, &one) == 0 && stat (b, &two) == 0
         && one.st_dev == two.st_dev && one.st_ino == two.st_ino;
}

const char *
file_base (const char *path)
{
  const char *slash = strrchr (path, '/');
  return slash != NULL ? slash + 1 : path;
}

char *
file_folder (const char *path)
{
  const char *slash = strrchr (path, '/');
  if (slash == NULL)
    return cli_asprintf (".");
  return cli_asprintf ("%.*s", slash == path ? 1 : (int) (slash - path), path);
}
