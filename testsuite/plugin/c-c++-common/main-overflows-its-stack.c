/* main's own stack has an end, and a crash there is reported.  */
/* { dg-do run } */
/* { dg-shouldfail "the process ends" } */
/* { dg-output {crash: ."errorMessage":"[^\n]*SIGSEGV[^\n]*in init: stack overflow} } */
#include <string.h>
#include "support/hello.h"

static int __attribute__ ((noinline))
deeper (volatile char *above, int n)
{
  volatile char frame[4096];
  memset ((char *) frame, n, sizeof frame);
  return n > 0 ? deeper (frame, n + 1) + frame[1] + above[0] : 0;
}

int
main (int argc, char **argv)
{
  volatile char start[1] = { 1 };
  argc += deeper (start, argc);
  return sparta_library_main (argc, argv, &service);
}
