/* Of several switches the last one rules.  */
/* { dg-do compile } */
/* { dg-additional-options "-fplugin-arg-sparta-error=fork" } */
/* { dg-additional-options "-fplugin-arg-sparta-no-warn=fork" } */
/* { dg-additional-options "-fplugin-arg-sparta-no-warn=setuid" } */
/* { dg-additional-options "-fplugin-arg-sparta-warn=setuid" } */
/* { dg-prune-output "note: " } */
#include <stdlib.h>
#include <unistd.h>

int run (void);

int
run (void)
{
  return system ("ls") + setuid (1); /* { dg-warning "26: 'setuid' fails" } */
}
