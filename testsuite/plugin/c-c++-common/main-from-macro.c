/* { dg-do run } */
/* { dg-invoke "Hello" "1" } */
/* { dg-output {Hello: ok: {"hello":1}} } */
#include "support/hello.h"

#define SERVICE_MAIN(service) \
  int \
  main (int argc, char **argv) \
  { \
    return sparta_library_main (argc, argv, &service); \
  }

SERVICE_MAIN (service)
