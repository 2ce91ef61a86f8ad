/* A folder's name may have = in it.  */
/* { dg-do run } */
/* { dg-additional-options "-fplugin-arg-sparta-dir=a=b==c" } */
/* { dg-invoke "Hello" } */
/* { dg-output {Hello: ok: "a=b==c"} } */
#include <unistd.h>
#include "support/serve.h"

HANDLER (hello)
{
  UNUSED;
  if (access ("a=b==c/option-dir-with-equals.c", R_OK) == 0)
    sparta_response_printf (response, "a=b==c");
}
SERVE (hello)

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
