/* Reads from elsewhere; and a variable that held stdin and is set anew.  */
/* { dg-do compile } */
/* { dg-additional-options "-D_GNU_SOURCE" } */
#include <stdio.h>
#include <unistd.h>

int read_all (FILE *, int, char *, char **, size_t *);

int
read_all (FILE *file, int number, char *to, char **line, size_t *size)
{
  int n = fgetc (file);
  n += fgets (to, 9, file) != NULL;
  n += fread (to, 1, 9, file);
  n += getline (line, size, file);
  n += read (number, to, 9);
  FILE *in = stdin;
  in = fopen ("config", "r");
  n += in != NULL ? getc (in) : 0;
  return n + fclose (stdin);
}
