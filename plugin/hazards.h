/* hazards.h: calls that hurt on Lambda.

   SPDX-License-Identifier: GPL-3.0-or-later  */

#ifndef SPARTA_HAZARDS_H
#define SPARTA_HAZARDS_H

#include "warnings.h"

/* An argument, as far as the compiler knows its value.  */
enum argument_kind
{
  ARGUMENT_OTHER,
  ARGUMENT_STRING,              /* a literal: text */
  ARGUMENT_NUMBER,              /* a constant: number */
  ARGUMENT_STDIN                /* the stream stdin */
};

struct argument
{
  enum argument_kind kind;
  const char *text;
  long long number;
};

enum { MOST_ARGUMENTS = 5 };

/* A call of an external function of the C library's kind.  */
struct hazard_call
{
  const char *function;
  struct argument arguments[MOST_ARGUMENTS];
  unsigned n_arguments;         /* those that are recorded */
  bool in_main;
  long timeout_s;               /* of the function that is served here */
};

/* What is wrong with a call: FORMAT and NOTE each have one %qs, for the called
   function's name.  */
struct hazard
{
  enum warning warning;
  const char *format, *note;
};

/* Whether FUNCTION may be a hazard at all; a quick look ahead of the rest.  */
bool hazard_p (const char *function);

/* What is wrong with CALL; NULL: nothing.  A constant.  */
const struct hazard *hazard_check (const struct hazard_call *call);

/* Whether a call of FUNCTION with this ARGUMENT gives credentials.  */
bool hazard_credentials_p (const char *function,
                           const struct argument *argument);

/* What is wrong with keeping credentials; %qs is the object's name.  */
extern const struct hazard hazard_credentials;

#endif /* SPARTA_HAZARDS_H */
