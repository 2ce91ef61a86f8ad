/* The folder cannot be made, because a file stands there.  */
/* { dg-do compile } */
/* { dg-additional-options "-fplugin-arg-sparta-dir=warn-preserve.c" } */
#include "support/hello.h"

int
main (int argc, char **argv) /* { dg-warning "1: the transf.* not kept" } */
{ /* { dg-note "1: Not a directory; give the plugin a folder" "" .-1 } */
  return sparta_library_main (argc, argv, &service);
}
