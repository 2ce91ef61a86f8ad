/* { dg-do compile } */
/* { dg-additional-options "-fplugin-arg-sparta-entry" } */
/* { dg-error "-fplugin-arg-sparta-entry has no value" "" 0 } */
int unit;
