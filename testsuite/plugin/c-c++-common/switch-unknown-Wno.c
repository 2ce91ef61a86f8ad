/* An unknown -Wno- is silent, as GCC has it.  */
/* { dg-do compile } */
/* { dg-additional-options "-Wno-sparta-frob" } */
int unit;
