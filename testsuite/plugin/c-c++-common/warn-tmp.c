/* A file opened for writing outside.  */
/* { dg-do compile } */
#include <stdio.h>

FILE *open_log (void);

FILE *
open_log (void)
{
  return fopen ("/var/log/app.log", "a");
  /* { dg-warning "10: 'fopen' opens a file for writing outside" "" .-1 } */
  /* { dg-note "10: only /tmp can be written on .* 'fopen'" "" .-2 } */
}
