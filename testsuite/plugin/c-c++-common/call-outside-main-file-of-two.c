/* The rule is broken in the other file, and said there.  */
/* { dg-do link } */
/* { dg-additional-sources "../support/serve-elsewhere.c" } */
#include <sparta-library.h>

int serve (int argc, char **argv);

int
main (int argc, char **argv)
{
  return serve (argc, argv);
}
