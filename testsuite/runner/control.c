/* The control: all of this is so, and the runner must say so.  */
/* { dg-do compile } */
/* { dg-options "-fPIC -Wall" } */
/* { dg-final { scan-symbol "T answer" } } */
/* { dg-final { scan-not-symbol "T question" } } */
int
answer (void)
{
  int unused; /* { dg-warning "7: unused variable 'unused'" } */
  return 42;
}
/* { dg-warning "unused variable 'unused'" "" { target *-*-* } 13 } */
int late (void) { int unused; return 1; }
/* { dg-warning "unused variable 'last'" .+1 } */
int last (void) { int last; return 2; }
