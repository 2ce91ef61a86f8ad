/* unwind-machine.c: what differs from machine to machine: the registers in a
   signal's context, the instructions that end a signal's frame, and where a
   call leaves the address to return to.

   SPDX-License-Identifier: MIT  */

#include "cold-file.h"

#include "unwind-internal.h"

#include <signal.h>
#include <string.h>

#if defined __x86_64__

/* By DWARF's numbers, System V ABI for x86-64, figure 3.36.  */
static const unsigned char greg_of[REGISTERS]
  = { REG_RAX, REG_RDX, REG_RCX, REG_RBX, REG_RSI, REG_RDI, REG_RBP, REG_RSP,
      REG_R8,  REG_R9,  REG_R10, REG_R11, REG_R12, REG_R13, REG_R14, REG_R15,
      REG_RIP };

static void
load (struct spartap_registers *registers, const greg_t *gregs)
{
  for (int i = 0; i < REGISTERS; i++)
    registers->value[i] = gregs[greg_of[i]];
  registers->pc = registers->value[REGISTER_RA];
}

void
spartap_machine_load (struct spartap_registers *registers,
                      const ucontext_t *context)
{
  load (registers, context->uc_mcontext.gregs);
}

uintptr_t
spartap_machine_strip (uintptr_t address)
{
  return address;
}

/* mov $15, %rax; syscall: rt_sigreturn, with the context on the stack.  */
bool
spartap_machine_signal (struct spartap_registers *registers)
{
  static const unsigned char wanted[]
    = { 0x48, 0xc7, 0xc0, 0x0f, 0, 0, 0, 0x0f, 0x05 };
  unsigned char code[sizeof wanted];
  gregset_t gregs = { 0 };
  uintptr_t at = registers->value[REGISTER_SP]
                 + offsetof (ucontext_t, uc_mcontext.gregs);
  if (spartap_peek (registers->pc, code, sizeof code) != sizeof code
      || memcmp (code, wanted, sizeof code) != 0
      || spartap_peek (at, gregs, sizeof gregs) != sizeof gregs)
    return false;
  load (registers, gregs);
  return true;
}

bool
spartap_machine_call (struct spartap_registers *registers)
{
  if (!spartap_peek_word (registers->value[REGISTER_SP], &registers->pc))
    return false;
  registers->value[REGISTER_SP] += sizeof (uintptr_t);
  return true;
}

#elif defined __aarch64__

static void
load (struct spartap_registers *registers, const mcontext_t *context)
{
  for (int i = 0; i < REGISTER_SP; i++)
    registers->value[i] = context->regs[i];
  registers->value[REGISTER_SP] = context->sp;
  registers->pc = context->pc;
}

void
spartap_machine_load (struct spartap_registers *registers,
                      const ucontext_t *context)
{
  load (registers, &context->uc_mcontext);
}

/* xpaclri, which is no operation where addresses are not signed.  */
uintptr_t
spartap_machine_strip (uintptr_t address)
{
  register uintptr_t link asm ("x30") = address;
  asm ("hint 0x7" : "+r" (link));
  return link;
}

/* mov x8, #139; svc #0: rt_sigreturn, with a siginfo_t and the context on the
   stack.  The kernel describes this frame only in some versions.  */
bool
spartap_machine_signal (struct spartap_registers *registers)
{
  static const uint32_t wanted[] = { 0xd2801168, 0xd4000001 };
  uint32_t code[2];
  struct { uint64_t fault_address, regs[31], sp, pc; } context;
  uintptr_t at = registers->value[REGISTER_SP] + sizeof (siginfo_t)
                 + offsetof (ucontext_t, uc_mcontext);
  if (spartap_peek (registers->pc, code, sizeof code) != sizeof code
      || memcmp (code, wanted, sizeof code) != 0
      || spartap_peek (at, &context, sizeof context) != sizeof context)
    return false;
  memcpy (registers->value, context.regs, sizeof context.regs);
  registers->value[REGISTER_SP] = context.sp;
  registers->pc = context.pc;
  return true;
}

bool
spartap_machine_call (struct spartap_registers *registers)
{
  registers->pc = spartap_machine_strip (registers->value[REGISTER_RA]);
  return true;
}

#else

void
spartap_machine_load (struct spartap_registers *registers,
                      const ucontext_t *context)
{
  (void) context;
  memset (registers, 0, sizeof *registers);
}

uintptr_t
spartap_machine_strip (uintptr_t address)
{
  return address;
}

bool
spartap_machine_signal (struct spartap_registers *registers)
{
  (void) registers;
  return false;
}

bool
spartap_machine_call (struct spartap_registers *registers)
{
  (void) registers;
  return false;
}

#endif

/* On both machines the frame pointer points to the caller's, and the return
   address is beside it.  */
bool
spartap_machine_frame (struct spartap_registers *registers)
{
  uintptr_t record[2], at = registers->value[REGISTER_FP];
  if (at < registers->value[REGISTER_SP] || at % sizeof at != 0
      || spartap_peek (at, record, sizeof record) != sizeof record)
    return false;
  registers->value[REGISTER_FP] = record[0];
  registers->value[REGISTER_SP] = at + sizeof record;
  registers->pc = spartap_machine_strip (record[1]);
  return true;
}

uintptr_t
spartap_unwind_pc (const ucontext_t *context)
{
  struct spartap_registers registers;
  spartap_machine_load (&registers, context);
  return registers.pc;
}

uintptr_t
spartap_unwind_sp (const ucontext_t *context)
{
  struct spartap_registers registers;
  spartap_machine_load (&registers, context);
  return registers.value[REGISTER_SP];
}
