/* The top complaint about the original: main parsed the host's flags.  */
/* { dg-do run } */
/* { dg-invoke "Hello" "1" } */
/* { dg-output {Hello: ok: {"hello":1}} } */
#include <stdlib.h>
#include <unistd.h>
#include "support/hello.h"

int
main (int argc, char **argv)
{
  if (getopt (argc, argv, "") != -1 || optind < argc)
    exit (2);
  return sparta_library_main (argc, argv, &service);
}
