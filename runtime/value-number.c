/* value-number.c: what numbers stand for, by RFC 8259's grammar, in any
   locale.

   SPDX-License-Identifier: MIT  */

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "value.h"

/* More digits than these decide nothing but on which side of the middle of two
   doubles a number is; that takes at most 767.  */
#define DIGITS 800

/* A number's parts: DIGITS[0..n_digits-1] * 10^EXPONENT.  */
struct number
{
  bool negative, integer;       /* without fraction and exponent */
  const char *whole, *whole_end, *fraction, *fraction_end;
  int64_t exponent;             /* as it is written */
};

static const char *
pass_digits (const char *p, const char *end)
{
  while (p < end && *p >= '0' && *p <= '9')
    p++;
  return p;
}

/* The exponent behind an e, at P; what is absurd is cut to what is absurd,
   beyond any length of the digits before it.  */
static const char *
read_exponent (const char *p, const char *end, int64_t *exponent)
{
  bool negative = p < end && *p == '-';
  if (p < end && (*p == '-' || *p == '+'))
    p++;
  const char *digits = p;
  for (; p < end && *p >= '0' && *p <= '9'; p++)
    if (*exponent < INT64_MAX / 100)
      *exponent = *exponent * 10 + (*p - '0');
  if (negative)
    *exponent = -*exponent;
  return p == digits ? NULL : p;
}

/* Reads the number at P; returns what is behind it, or NULL.  */
static const char *
read_number (const char *p, const char *end, struct number *number)
{
  *number = (struct number) { .integer = true };
  number->negative = p < end && *p == '-';
  number->whole = p + number->negative;
  number->whole_end = p = pass_digits (number->whole, end);
  number->fraction = number->fraction_end = p;
  if (p == number->whole || (*number->whole == '0' && p > number->whole + 1))
    return NULL;
  if (p < end && *p == '.')
    {
      number->integer = false;
      number->fraction = p + 1;
      number->fraction_end = p = pass_digits (p + 1, end);
      if (p == number->fraction)
        return NULL;
    }
  if (p < end && (*p == 'e' || *p == 'E'))
    {
      number->integer = false;
      p = read_exponent (p + 1, end, &number->exponent);
    }
  return p == NULL || p == end || spartap_scan_delimiter_p (*p) ? p : NULL;
}

const char *
spartap_number_end (const char *p, const char *end)
{
  struct number number;
  return read_number (p, end, &number);
}

/* Reads VALUE, which must be a number.  Returns 0 or an error.  */
static int
number_of (const sparta_value *value, struct number *number)
{
  int error = spartap_value_expect (value, SPARTA_NUMBER);
  if (error != 0)
    return error;
  const char *end = read_number (value->text, value->end, number);
  if (end == NULL)
    return SPARTA_EJSON;
  spartap_value_ends (value, end);
  return 0;
}

int
sparta_value_integer (const sparta_value *value, int64_t *integer)
{
  struct number number;
  int64_t sum = 0;
  int error = number_of (value, &number);
  if (error != 0)
    return error;
  if (!number.integer)
    return SPARTA_EKIND;
  /* Downwards, where there is room for one more.  */
  for (const char *p = number.whole; p < number.whole_end; p++)
    if (__builtin_mul_overflow (sum, 10, &sum)
        || __builtin_sub_overflow (sum, *p - '0', &sum))
      return SPARTA_ERANGE;
  if (!number.negative && __builtin_mul_overflow (sum, -1, &sum))
    return SPARTA_ERANGE;
  *integer = sum;
  return 0;
}

/* The significant digits of a number, without its point.  */
struct digits
{
  char text[DIGITS + 32];       /* room for one more digit and an exponent */
  size_t n;
  int64_t exponent;             /* of the last digit */
  bool more;                    /* digits that are not 0 were left out */
};

/* Adds the digits at P to END, of which each is worth ten times less where
   FRACTION.  */
static void
add_digits (struct digits *digits, const char *p, const char *end,
            bool fraction)
{
  for (; p < end; p++)
    {
      bool leading = digits->n == 0 && *p == '0';
      bool kept = !leading && digits->n < DIGITS;
      if (kept)
        digits->text[digits->n++] = *p;
      else if (!leading && *p != '0')
        digits->more = true;
      if (fraction && (kept || leading))
        digits->exponent--;
      else if (!fraction && !kept && !leading)
        digits->exponent++;
    }
}

/* Appends EXPONENT; there is room.  Beyond some thousands all is one.  */
static void
add_exponent (struct digits *digits)
{
  int64_t exponent = digits->exponent;
  char *p = digits->text + digits->n;
  *p++ = 'e';
  if (exponent < 0)
    *p++ = '-';
  exponent = exponent < 0 ? -exponent : exponent;
  if (exponent > 9999)
    exponent = 9999;
  for (int place = 1000; place > 0; place /= 10)
    *p++ = '0' + exponent / place % 10;
  *p = 0;
}

/* Where both are exact in a double, so is rounding their product or quotient
   (Clinger, "How to Read Floating Point Numbers Accurately", 1990).  */
static bool
exact_p (const struct digits *digits, double *result)
{
#if FLT_EVAL_METHOD == 0
  static const double tens[] = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13,
    1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };
  uint64_t number = 0;
  if (digits->n > 15 || digits->exponent < -22 || digits->exponent > 22)
    return digits->n == 0;
  for (size_t i = 0; i < digits->n; i++)
    number = number * 10 + (digits->text[i] - '0');
  *result = digits->exponent < 0 ? number / tens[-digits->exponent]
                                 : number * tens[digits->exponent];
  return true;
#else
  (void) result;
  return digits->n == 0;
#endif
}

int
sparta_value_number (const sparta_value *value, double *result)
{
  struct number number;
  struct digits digits;
  double size = 0;
  int error = number_of (value, &number);
  if (error != 0)
    return error;
  digits.n = 0;
  digits.exponent = number.exponent;
  digits.more = false;
  add_digits (&digits, number.whole, number.whole_end, false);
  add_digits (&digits, number.fraction, number.fraction_end, true);
  if (!exact_p (&digits, &size))
    {
      /* The locale's decimal point is not that of JSON; so there is none.  */
      if (digits.more)
        {
          digits.text[digits.n++] = '1';
          digits.exponent--;
        }
      add_exponent (&digits);
      size = strtod (digits.text, NULL);
    }
  if (isinf (size))
    return SPARTA_ERANGE;
  *result = number.negative ? -size : size;
  return 0;
}
