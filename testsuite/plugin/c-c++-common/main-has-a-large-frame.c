/* main's stack is as large as a process's own: 8 MB.  */
/* { dg-do run } */
/* { dg-invoke "Hello" "1" } */
/* { dg-output {Hello: ok: {"hello":1}} } */
#include <string.h>
#include "support/hello.h"

int
main (int argc, char **argv)
{
  volatile char large[4 << 20];
  memset ((char *) large, argc, sizeof large);
  return sparta_library_main (large[5], argv, &service);
}
