/* Every function that starts a process.  */
/* { dg-do compile } */
/* { dg-additional-options "-D_GNU_SOURCE" } */
/* { dg-prune-output "note: wait for the child" } */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int start_all (void);

int
start_all (void)
{
  int n = daemon (0, 0);             /* { dg-warning "11: 'daemon' sta" } */
  n += fork ();                      /* { dg-warning "8: 'fork' starts" } */
  n += vfork ();                     /* { dg-warning "8: 'vfork' start" } */
  n += popen ("ls", "r") != NULL;    /* { dg-warning "8: 'popen' start" } */
  n += system ("ls");                /* { dg-warning "8: 'system' star" } */
  return n;
}
