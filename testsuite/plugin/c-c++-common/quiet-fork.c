/* Neither the program's own functions of such a name nor a pointer.  */
/* { dg-do compile } */
/* { dg-additional-options "-fno-builtin" } */
static int fork (int n) { return n + 1; }
struct process { int (*system) (const char *); };
int run (struct process *, int);

int
run (struct process *process, int n)
{
  return process->system ("ls") + fork (n);
}
