// A main that is a function-try-block, with a trailing return type.
// { dg-do run }
// { dg-invoke "Hello" "1" }
// { dg-output {Hello: ok: {"hello":1}} }
#include "support/hello.h"

auto main (int argc, char *argv[]) -> int
try
{
  return sparta_library_main (argc, argv, &service);
}
catch (...)
{
  return 1;
}
