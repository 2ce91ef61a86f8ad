/* crash-cause.c: a signal's cause in words, where more can be told than its
   name and address do.

   SPDX-License-Identifier: MIT  */

#include "cold-file.h"

#include "crash.h"

#include <string.h>
#include <unistd.h>

/* The first page is mapped nowhere: what points into it was null.  */
#define NULL_PAGE 4096
/* How far below the stack a fault may be that the stack's growth made: the
   kernel's own gap below a main thread's stack.  */
#define OVERFLOW_REACH (1u << 20)
/* How far below the stack pointer an access of a function's own may be.  */
#define BELOW_POINTER 4096

#define MESSAGE_ROOM 256

/* Without pointers: each would cost a package a relocation.  */
static const struct
{
  char signal, code, words[54];
} causes[] = {
  { SIGSEGV, SEGV_MAPERR, "nothing is mapped there" },
  { SIGSEGV, SEGV_ACCERR, "the access is not permitted" },
  { SIGBUS, BUS_ADRALN, "the address is not aligned" },
  { SIGBUS, BUS_ADRERR, "beyond the end of a mapped file, or no memory" },
  { SIGBUS, BUS_OBJERR, "the hardware failed" },
  { SIGFPE, FPE_INTDIV, "an integer division by zero, or one that overflows" },
  { SIGFPE, FPE_INTOVF, "an integer overflow" },
  { SIGFPE, FPE_FLTDIV, "a floating-point division by zero" },
  { SIGFPE, FPE_FLTOVF, "a floating-point overflow" },
  { SIGFPE, FPE_FLTUND, "a floating-point underflow" },
  { SIGFPE, FPE_FLTRES, "an inexact floating-point result" },
  { SIGFPE, FPE_FLTINV, "an invalid floating-point operation" },
  { SIGILL, ILL_ILLOPC, "not an instruction of this processor" },
  { SIGILL, ILL_ILLOPN, "not an instruction of this processor" },
  { SIGILL, ILL_PRVOPC, "a privileged instruction" },
};

/* Whether the stack of which SP is the pointer ends above ADDRESS, near it,
   and nothing can be read or written at ADDRESS.  A function with a large
   frame moves the pointer far before it touches anything.  */
static bool
overflow_p (uintptr_t address, uintptr_t sp)
{
  struct spartap_maps maps;
  struct spartap_mapping mapping;
  bool found = false;
  if (address + BELOW_POINTER < sp || !spartap_maps_open (&maps))
    return false;
  while (spartap_maps_next (&maps, &mapping))
    {
      if (mapping.end <= address || (!mapping.readable && !mapping.writable))
        continue;               /* below, or a guard page */
      found = mapping.start > address && mapping.writable
              && mapping.start - address <= OVERFLOW_REACH
              && sp < mapping.start + BELOW_POINTER;
      break;
    }
  spartap_maps_close (&maps);
  return found;
}

/* The instruction that compilers put where no one should come: ud2, which is
   a SIGILL, or brk, which is a SIGTRAP.  */
static bool
trap_p (const struct spartap_crash *crash)
{
#if defined __aarch64__
  static const unsigned char trap[] = { 0x00, 0x7d, 0x20, 0xd4 };
#else
  static const unsigned char trap[] = { 0x0f, 0x0b };
#endif
  unsigned char code[sizeof trap];
  return spartap_peek (spartap_unwind_pc (crash->context), code, sizeof code)
           == sizeof code
         && memcmp (code, trap, sizeof code) == 0;
}

/* What assert, or the C library, said as it aborted: it keeps that for
   debuggers, behind a size.  */
static void
add_abort_message (struct spartap_text *text,
                   const struct spartap_crash *crash)
{
  char message[MESSAGE_ROOM];
  uintptr_t place, at;
  const struct spartap_module *module
    = crash->stack.n > 0 ? crash->stack.frames[0].module : NULL;
  if (module == NULL
      || (place = spartap_module_address (module, "__abort_msg")) == 0
      || !spartap_peek_word (place, &at) || at == 0)
    return;
  spartap_peek_string (at + sizeof (unsigned), message, sizeof message);
  size_t size = strcspn (message, "\n");
  if (size == 0)
    return;
  spartap_text_add (text, ": ");
  spartap_text_add_bytes (text, message, size);
}

/* A signal that was sent.  */
static void
add_sender (struct spartap_text *text, const struct spartap_crash *crash)
{
  if (crash->info->si_code != SI_USER && crash->info->si_code != SI_TKILL
      && crash->info->si_code != SI_QUEUE)
    return;
  if (crash->info->si_pid == getpid ())
    {
      if (crash->signal != SIGABRT)
        spartap_text_add (text, ": raised by the program itself");
      return;
    }
  spartap_text_add (text, ": sent by process ");
  spartap_text_decimal (text, crash->info->si_pid, 1);
}

static const char *
find_words (const struct spartap_crash *crash)
{
  int code = crash->info->si_code;
  uintptr_t address = (uintptr_t) crash->info->si_addr;
  if (crash->signal == SIGSEGV && code == SI_KERNEL)
    return "not an address at all";     /* not canonical; it is not told */
  if (crash->signal == SIGSEGV
      && overflow_p (address, spartap_unwind_sp (crash->context)))
    return "stack overflow";
  if (crash->signal == SIGSEGV && address == 0)
    return "a null pointer";
  if (crash->signal == SIGSEGV && address < NULL_PAGE)
    return "a null pointer with an offset";
  if ((crash->signal == SIGILL || crash->signal == SIGTRAP) && trap_p (crash))
    return "a place that must not be reached (__builtin_trap)";
  for (size_t i = 0; i < sizeof causes / sizeof *causes; i++)
    if (causes[i].signal == crash->signal && causes[i].code == code)
      return causes[i].words;
  return NULL;
}

void
spartap_crash_cause (struct spartap_text *text,
                     const struct spartap_crash *crash)
{
  const char *words = crash->info->si_code > 0 ? find_words (crash) : NULL;
  if (words != NULL)
    {
      spartap_text_add (text, ": ");
      spartap_text_add (text, words);
    }
  else if (crash->signal == SIGABRT)
    add_abort_message (text, crash);
  add_sender (text, crash);
}
