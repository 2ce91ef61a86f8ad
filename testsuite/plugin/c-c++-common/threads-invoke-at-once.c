/* Any number of threads invoke at once, and one's exit is its own.  */
/* { dg-do run } */
/* { dg-host-options "--threads=8 --repeat=50" } */
/* { dg-invoke "Hello" "\"some event\"" } */
/* { dg-output {^Hello: ok: {"hello":"some event"}\n$} } */
#include "support/hello.h"

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
