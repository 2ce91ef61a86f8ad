/* A hook that does not return 0 is an init error that names it.  */
/* { dg-do run } */
/* { dg-shouldfail "an init error" } */
/* { dg-invoke "Hello" } */
/* { dg-output {LambdaInit: failed: ."errorMessage":"after_init returned -5",} } */
/* { dg-output {"errorType":"Sparta.Init",[^\n]*\nHello: failed: } } */
#include "support/hooks.h"

int
main (int argc, char **argv)
{
  status.late_init = -5;
  return sparta_library_main_ex (argc, argv, &service, &hooks);
}
