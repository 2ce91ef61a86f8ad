/* A value with = is read whole.  */
/* { dg-do compile } */
/* { dg-additional-options "-fplugin-arg-sparta-entry=serve=my=table" } */
/* { dg-error "-fplugin-arg-sparta-entry is not the name of a C" "" 0 } */
int unit;
