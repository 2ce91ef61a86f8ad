/* { dg-do compile } */
/* { dg-additional-options "-fplugin-arg-sparta-dir=" } */
/* { dg-additional-options "-fplugin-arg-sparta-no-warn" } */
/* { dg-error "-fplugin-arg-sparta-dir has no value: write dir=" "" 0 } */
/* { dg-error "-fplugin-arg-sparta-no-warn has no value" "" 0 } */
int unit;
