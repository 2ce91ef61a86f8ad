/* Files that may be opened: under /tmp, for reading, devices, and names that
   are not literals.  */
/* { dg-do compile } */
/* { dg-additional-options "-D_GNU_SOURCE" } */
#include <fcntl.h>
#include <stdio.h>

int open_all (const char *, const char *);

int
open_all (const char *path, const char *mode)
{
  int n = 0;
  n += fopen ("/tmp/out", "w") != NULL;
  n += fopen ("config", "r") != NULL;
  n += fopen ("config", "rb") != NULL;
  n += fopen ("config", mode) != NULL;
  n += fopen ("/dev/null", "w") != NULL;
  n += fopen ("/proc/self/oom_score_adj", "w") != NULL;
  n += fopen (path, "w") != NULL;
  n += open ("/tmp/a/b", O_CREAT | O_WRONLY, 0600);
  n += open ("/etc/passwd", O_RDONLY);
  n += openat (n, "beside", O_WRONLY);
  n += creat ("/tmp/x", 0600);
  return n;
}
