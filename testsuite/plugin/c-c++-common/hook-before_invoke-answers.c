/* A before_invoke that does not return 0 has answered.  */
/* { dg-do run } */
/* { dg-invoke "Hello" "1" } */
/* { dg-output {before_invoke host-request data\nHello: ok: "no"\n$} } */
#include "support/hooks.h"

int
main (int argc, char **argv)
{
  status.invoke = 1;
  return sparta_library_main_ex (argc, argv, &service, &hooks);
}
