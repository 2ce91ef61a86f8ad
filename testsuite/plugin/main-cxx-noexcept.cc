// { dg-do run }
// { dg-invoke "Hello" "1" }
// { dg-output {Hello: ok: {"hello":1}} }
#include "support/hello.h"

int
main (int argc, char **argv) noexcept
{
  return sparta_library_main (argc, argv, &service);
}
