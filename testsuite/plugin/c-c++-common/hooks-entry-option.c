/* Who names the entry in an option has its sister too.  */
/* { dg-do run } */
/* { dg-additional-options "-fplugin-arg-sparta-entry=sparta_main" } */
/* { dg-invoke "Hello" "1" } */
/* { dg-output {after_invoke data\nHello: ok: {"hello":1}} } */
/* { dg-final { scan-manifest {"entry":"sparta_main_ex"} } } */
#include "support/hooks.h"

int
main (int argc, char **argv)
{
  return sparta_main_ex (argc, argv, &service, &hooks);
}
