/* Every function that opens a file for writing.  */
/* { dg-do compile } */
/* { dg-additional-options "-D_GNU_SOURCE" } */
/* { dg-prune-output "note: only /tmp can be written" } */
#include <fcntl.h>
#include <stdio.h>

int open_all (FILE *);

int
open_all (FILE *file)
{
  int n = 0;
  n += fopen ("out", "w") != NULL;    /* { dg-warning "8: 'fopen'" } */
  n += fopen64 ("out", "wb") != NULL; /* { dg-warning "8: 'fopen64'" } */
  n += freopen ("out", "r+", file) != NULL; /* { dg-warning "8: 'freop" } */
  n += open ("/x", O_WRONLY);         /* { dg-warning "8: 'open'" } */
  n += open64 ("x", O_CREAT, 0600);   /* { dg-warning "8: 'open64'" } */
  n += openat (n, "/x", O_RDWR);      /* { dg-warning "8: 'openat'" } */
  n += openat64 (n, "/x", O_WRONLY);  /* { dg-warning "8: 'openat64'" } */
  n += creat ("/tmp/../x", 0600);     /* { dg-warning "8: 'creat'" } */
  n += creat64 ("/tmpx", 0600);       /* { dg-warning "8: 'creat64'" } */
  return n;
}
