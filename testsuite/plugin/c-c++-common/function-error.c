/* Status 400 and above is a function error.  */
/* { dg-do run } */
/* { dg-shouldfail "a function error" } */
/* { dg-invoke "Hello" } */
/* { dg-output {Hello: failed: ."errorMessage":"no luck",} } */
/* { dg-output {"errorType":"Sparta.Status500","stackTrace":\[\],} } */
/* { dg-output {"sparta":."code":500,"status":"Internal Server Error",} } */
/* { dg-output {"headers":{},"error":"no luck"..} } */
#include "support/serve.h"

HANDLER (hello)
{
  UNUSED;
  sparta_response_status (response, 500);
  sparta_response_printf (response, "no luck");
}
SERVE (hello)

int
main (int argc, char **argv)
{
  return sparta_library_main (argc, argv, &service);
}
