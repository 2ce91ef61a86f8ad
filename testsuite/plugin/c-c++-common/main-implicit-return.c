/* Falling off the end of main is still 0.  */
/* { dg-do run } */
/* { dg-host-options "--shutdown" } */
/* { dg-invoke "Hello" "1" } */
/* { dg-output {Hello: ok: {"hello":1}\n} } */
/* { dg-output {shutdown: ok} } */
#include "support/hello.h"

int
main (int argc, char **argv)
{
  sparta_library_main (argc, argv, &service);
}
