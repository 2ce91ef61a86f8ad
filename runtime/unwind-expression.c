/* unwind-expression.c: DWARF expressions, as far as unwind tables have them:
   those of procedure linkage tables, of signal frames, and of assembly that
   realigns its stack.

   SPDX-License-Identifier: MIT  */

#include "cold-file.h"

#include "unwind-internal.h"

#define DEPTH 16
#define OPERATIONS_MAX 256

/* DW_OP_.., DWARF 5, 7.7.1.  */
enum
{
  OP_ADDR = 0x03, OP_DEREF = 0x06,
  OP_CONST1U = 0x08, OP_CONST1S, OP_CONST2U, OP_CONST2S, OP_CONST4U,
  OP_CONST4S, OP_CONST8U, OP_CONST8S, OP_CONSTU, OP_CONSTS,
  OP_DUP, OP_DROP, OP_OVER, OP_PICK, OP_SWAP,
  OP_AND = 0x1a, OP_MINUS = 0x1c, OP_MUL = 0x1e, OP_NEG, OP_NOT, OP_OR,
  OP_PLUS, OP_PLUS_UCONST, OP_SHL, OP_SHR, OP_SHRA, OP_XOR, OP_BRA,
  OP_EQ, OP_GE, OP_GT, OP_LE, OP_LT, OP_NE, OP_SKIP,
  OP_LIT0 = 0x30, OP_LIT31 = 0x4f, OP_BREG0 = 0x70, OP_BREG31 = 0x8f,
  OP_BREGX = 0x92, OP_DEREF_SIZE = 0x94, OP_NOP = 0x96
};

struct machine
{
  struct spartap_cursor cursor;
  const struct spartap_registers *registers;
  uint64_t stack[DEPTH];
  unsigned depth;
  bool bad;
};

static void
push (struct machine *machine, uint64_t value)
{
  if (machine->depth == DEPTH)
    machine->bad = true;
  else
    machine->stack[machine->depth++] = value;
}

static uint64_t
pop (struct machine *machine)
{
  if (machine->depth == 0)
    {
      machine->bad = true;
      return 0;
    }
  return machine->stack[--machine->depth];
}

static void
pick (struct machine *machine, unsigned i)
{
  if (i >= machine->depth)
    machine->bad = true;
  else
    push (machine, machine->stack[machine->depth - 1 - i]);
}

static void
push_register (struct machine *machine, uint64_t number)
{
  int64_t offset = spartap_cursor_sleb (&machine->cursor);
  if (number < REGISTERS)
    push (machine, machine->registers->value[number] + offset);
  else
    machine->bad = true;
}

static void
dereference (struct machine *machine, unsigned size)
{
  uint64_t value = 0, at = pop (machine);
  if (size > sizeof value || spartap_peek (at, &value, size) != size)
    machine->bad = true;
  push (machine, value);
}

static void
jump (struct machine *machine, bool taken)
{
  int16_t offset = spartap_cursor_fixed (&machine->cursor, 2);
  if (taken)
    machine->cursor.at += offset;
}

/* Constants and the stack; false: OP is another.  */
static bool
do_stack (struct machine *machine, unsigned op)
{
  struct spartap_cursor *cursor = &machine->cursor;
  switch (op)
    {
    case OP_ADDR: case OP_CONST8U: case OP_CONST8S:
      push (machine, spartap_cursor_fixed (cursor, 8));
      return true;
    case OP_CONST1U: push (machine, spartap_cursor_fixed (cursor, 1)); break;
    case OP_CONST2U: push (machine, spartap_cursor_fixed (cursor, 2)); break;
    case OP_CONST4U: push (machine, spartap_cursor_fixed (cursor, 4)); break;
    case OP_CONST1S:
      push (machine, (int8_t) spartap_cursor_fixed (cursor, 1));
      break;
    case OP_CONST2S:
      push (machine, (int16_t) spartap_cursor_fixed (cursor, 2));
      break;
    case OP_CONST4S:
      push (machine, (int32_t) spartap_cursor_fixed (cursor, 4));
      break;
    case OP_CONSTU: push (machine, spartap_cursor_uleb (cursor)); break;
    case OP_CONSTS: push (machine, spartap_cursor_sleb (cursor)); break;
    case OP_DUP: pick (machine, 0); break;
    case OP_OVER: pick (machine, 1); break;
    case OP_PICK: pick (machine, spartap_cursor_fixed (cursor, 1)); break;
    case OP_DROP: pop (machine); break;
    default: return false;
    }
  return true;
}

/* What takes one operand, or none.  */
static bool
do_unary (struct machine *machine, unsigned op)
{
  struct spartap_cursor *cursor = &machine->cursor;
  switch (op)
    {
    case OP_DEREF: dereference (machine, sizeof (uintptr_t)); break;
    case OP_DEREF_SIZE:
      dereference (machine, spartap_cursor_fixed (cursor, 1));
      break;
    case OP_NEG: push (machine, -pop (machine)); break;
    case OP_NOT: push (machine, ~pop (machine)); break;
    case OP_PLUS_UCONST:
      push (machine, pop (machine) + spartap_cursor_uleb (cursor));
      break;
    case OP_BRA: jump (machine, pop (machine) != 0); break;
    case OP_SKIP: jump (machine, true); break;
    case OP_NOP: break;
    default: return false;
    }
  return true;
}

static void
do_binary (struct machine *machine, unsigned op)
{
  uint64_t b = pop (machine), a = pop (machine);
  int64_t left = a, right = b;
  switch (op)
    {
    case OP_SWAP:
      push (machine, b);
      push (machine, a);
      break;
    case OP_AND: push (machine, a & b); break;
    case OP_OR: push (machine, a | b); break;
    case OP_XOR: push (machine, a ^ b); break;
    case OP_PLUS: push (machine, a + b); break;
    case OP_MINUS: push (machine, a - b); break;
    case OP_MUL: push (machine, a * b); break;
    case OP_SHL: push (machine, b < 64 ? a << b : 0); break;
    case OP_SHR: push (machine, b < 64 ? a >> b : 0); break;
    case OP_SHRA:
      b = b < 64 ? b : 63;
      push (machine, left < 0 ? ~(~a >> b) : a >> b);
      break;
    case OP_EQ: push (machine, left == right); break;
    case OP_NE: push (machine, left != right); break;
    case OP_GE: push (machine, left >= right); break;
    case OP_GT: push (machine, left > right); break;
    case OP_LE: push (machine, left <= right); break;
    case OP_LT: push (machine, left < right); break;
    default: machine->bad = true; break;
    }
}

static void
operate (struct machine *machine)
{
  unsigned op = spartap_cursor_fixed (&machine->cursor, 1);
  if (op >= OP_LIT0 && op <= OP_LIT31)
    push (machine, op - OP_LIT0);
  else if (op >= OP_BREG0 && op <= OP_BREG31)
    push_register (machine, op - OP_BREG0);
  else if (op == OP_BREGX)
    push_register (machine, spartap_cursor_uleb (&machine->cursor));
  else if (!do_stack (machine, op) && !do_unary (machine, op))
    do_binary (machine, op);
}

bool
spartap_evaluate (uintptr_t at, const struct spartap_registers *registers,
                  bool pushed, uintptr_t initial, uintptr_t *result)
{
  struct machine machine;
  machine.registers = registers;
  machine.depth = 0;
  machine.bad = false;
  machine.cursor = spartap_cursor (at, at + 10);
  uint64_t size = spartap_cursor_uleb (&machine.cursor);
  machine.cursor = spartap_cursor (machine.cursor.at,
                                   machine.cursor.at + size);
  if (pushed)
    push (&machine, initial);
  for (int i = 0; spartap_cursor_more_p (&machine.cursor); i++)
    {
      if (i == OPERATIONS_MAX || machine.bad)
        return false;
      operate (&machine);
    }
  *result = pop (&machine);
  return !machine.bad && !machine.cursor.bad;
}
