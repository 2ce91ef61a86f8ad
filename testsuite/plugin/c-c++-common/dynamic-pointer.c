/* A pointer that may be set elsewhere.  */
/* { dg-do run } */
/* { dg-invoke "Hello" "1" } */
/* { dg-output {Hello: ok: {"hello":1}} } */
/* { dg-final { scan-manifest {"dynamic":true} } } */
#include "support/hello.h"

extern const sparta_service *chosen;
const sparta_service *chosen = &service;

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, chosen);
}
