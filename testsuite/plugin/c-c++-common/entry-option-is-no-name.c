/* { dg-do compile } */
/* { dg-additional-options "-fplugin-arg-sparta-entry=3main" } */
/* { dg-error "-fplugin-arg-sparta-entry is not the name of a C" "" 0 } */
int unit;
