/* Every hook runs in its place, and the table is read as it is without
   hooks.  */
/* { dg-do run } */
/* { dg-host-options "--snapshot --shutdown" } */
/* { dg-invoke "Hello" "1" } */
/* { dg-output "^before_init data\nafter_init data\nbefore_snapshot data\n" } */
/* { dg-output "before_snapshot: ok: null\nafter_restore data\n" } */
/* { dg-output "after_restore: ok: null\nbefore_invoke host-request data\n" } */
/* { dg-output {after_invoke data\nHello: ok: {"hello":1}} } */
/* { dg-output "\nat_shutdown data\nmain ends\nshutdown: ok: null\n$" } */
/* { dg-final { scan-manifest {"functions":\[."name":"Hello","handler} } } */
/* { dg-final { scan-manifest {"entry":"sparta_library_main_ex".$} } } */
#include "support/hooks.h"

int
main (int argc, char **argv)
{
  int ends = sparta_library_main_ex (argc, argv, &service, &hooks);
  puts ("main ends");
  return ends;
}
