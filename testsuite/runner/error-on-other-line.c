/* fails-with: missing: undeclared */
/* { dg-do compile } */
/* { dg-error "undeclared" .+2 } */
int x = undeclared;
