/* fails-with: dg-error .. { xfail */
/* { dg-do compile } */
int x = undeclared; /* { dg-error "undeclared" "" { xfail *-*-* } } */
