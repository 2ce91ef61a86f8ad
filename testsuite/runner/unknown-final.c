/* fails-with: unknown directive: dg-final { scan-assembler */
/* { dg-do compile } */
/* { dg-final { scan-assembler "ret" } } */
int x;
