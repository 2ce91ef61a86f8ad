/* fails-with: unexpected: .*error: .*undeclared */
/* { dg-do compile } */
int x = undeclared;
