/* fails-with: dg-do assemble */
/* { dg-do assemble } */
int x;
