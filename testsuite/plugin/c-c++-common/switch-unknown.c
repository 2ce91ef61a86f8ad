/* { dg-do compile } */
/* { dg-additional-options "-fplugin-arg-sparta-no-warn=frob" } */
/* { dg-error "-sparta-no-warn names no warning; there are: cre" "" 0 } */
int unit;
