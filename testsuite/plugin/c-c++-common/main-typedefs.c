/* main's types by names of the program's own.  */
/* { dg-do run } */
/* { dg-invoke "Hello" "1" } */
/* { dg-output {Hello: ok: {"hello":1}} } */
#include "support/hello.h"

typedef int number;
typedef char *string;

number
main (number argc, string *argv)
{
  return sparta_library_main (argc, argv, &service);
}
