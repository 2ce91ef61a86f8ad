/* Every function that reads the standard input.  */
/* { dg-do compile } */
/* { dg-additional-options "-D_GNU_SOURCE" } */
/* { dg-prune-output "note: take the input from the event" } */
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

int read_all (char *, char **, size_t *, va_list);

int
read_all (char *to, char **line, size_t *size, va_list list)
{
  int n = fgetc (stdin);                    /* { dg-warning "11: 'fgetc'" } */
  n += fgets (to, 9, stdin) != NULL;        /* { dg-warning "8: 'fgets'" } */
  n += fread (to, 1, 9, stdin);             /* { dg-warning "8: 'fread'" } */
  n += fscanf (stdin, "%d", &n);            /* { dg-warning "8: 'fscanf'" } */
  n += getc (stdin);                        /* { dg-warning "8: 'getc'" } */
  n += getchar ();                          /* { dg-warning "8: 'getchar'" } */
  n += getdelim (line, size, 0, stdin);     /* { dg-warning "8: 'getdelim" } */
  n += getline (line, size, stdin);         /* { dg-warning "8: 'getline'" } */
  n += read (0, to, 9);                     /* { dg-warning "8: 'read'" } */
  n += read (STDIN_FILENO, to, 9);          /* { dg-warning "8: 'read'" } */
  n += scanf ("%d", &n);                    /* { dg-warning "8: 'scanf'" } */
  n += vscanf ("%d", list);                 /* { dg-warning "8: 'vscanf'" } */
  return n;
}
