/* The entry with hooks may be given none.  */
/* { dg-do run } */
/* { dg-host-options "--snapshot --shutdown" } */
/* { dg-invoke "Hello" "1" } */
/* { dg-output {after_restore: ok: null\nHello: ok: {"hello":1}\nshutdown: ok} } */
#include "support/hello.h"

int
main (int argc, char **argv)
{
  return sparta_library_main_ex (argc, argv, &service, NULL);
}
