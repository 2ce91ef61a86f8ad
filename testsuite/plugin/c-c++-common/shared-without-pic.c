/* The literal gcc -shared -fplugin=.. app.c: the plugin sees the -shared and
   compiles as -fPIC does.  */
/* { dg-do run } */
/* { dg-options "-shared -Wall" } */
/* { dg-invoke "Hello" "1" } */
/* { dg-output {Hello: ok: {"hello":1}} } */
#include "support/hello.h"

int counter;

int
main (int argc, char **argv)
{
  counter++;
  return sparta_library_main (argc, argv, &service);
}
