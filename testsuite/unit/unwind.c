/* unwind.c: the C stack that a signal interrupted.
   SPDX-License-Identifier: MIT  */

#include "unwind.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <search.h>
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit.h"

#define NOINLINE __attribute__ ((noinline, noclone))
#ifdef __clang__
# define OPTIMIZE(...)
# undef NOINLINE
# define NOINLINE __attribute__ ((noinline))
#else
# define OPTIMIZE(...) __attribute__ ((optimize (__VA_ARGS__)))
#endif
#define CALLER ((uintptr_t) __builtin_return_address (0))

/* What the chain under way left: its return addresses, innermost first.  */
static uintptr_t wanted[3];
static struct spartap_stack stack;
static volatile int sink;
static void (*volatile at_the_end) (void);

static void
unwind (int number, siginfo_t *info, void *context)
{
  (void) number;
  (void) info;
  spartap_unwind (&stack, context, 0);
}

static void
on (int number, void (*handler) (int, siginfo_t *, void *), int flags)
{
  struct sigaction action = { .sa_sigaction = handler,
                              .sa_flags = SA_SIGINFO | flags };
  sigaction (number, &action, NULL);
}

static void
raise_usr1 (void)
{
  raise (SIGUSR1);
}

/* The index of the frame of the return address ADDRESS.  */
static size_t
find (uintptr_t address)
{
  size_t i = 0;
  while (i < stack.n && stack.frames[i].pc != address - 1)
    i++;
  ck_assert_msg (i < stack.n, "no frame of %p among %zu", (void *) address,
                 stack.n);
  return i;
}

/* The chain's frames are there, one behind the other.  */
static void
expect_chain (void)
{
  size_t i = find (wanted[0]);
  ck_assert_uint_eq (find (wanted[1]), i + 1);
  ck_assert_uint_eq (find (wanted[2]), i + 2);
  ck_assert_ptr_nonnull (stack.frames[i].module);
}

/* Three functions, of different frames, that call each other.  */
#define CHAIN(name, ...)                                                     \
  OPTIMIZE (__VA_ARGS__) static NOINLINE void name##_inner (int n)          \
  {                                                                          \
    wanted[0] = CALLER;                                                      \
    at_the_end ();                                                           \
    sink = n;                                                                \
  }                                                                          \
  OPTIMIZE (__VA_ARGS__) static NOINLINE void name##_middle (int n)         \
  {                                                                          \
    volatile char room[16 + n];                                              \
    wanted[1] = CALLER;                                                      \
    room[n] = n;                                                             \
    name##_inner (room[n]);                                                  \
    sink = room[n];                                                          \
  }                                                                          \
  OPTIMIZE (__VA_ARGS__) static NOINLINE void name##_outer (int n)          \
  {                                                                          \
    volatile char room[5000];                                                \
    wanted[2] = CALLER;                                                      \
    room[n] = n;                                                             \
    name##_middle (room[n]);                                                 \
    sink = room[n];                                                          \
  }

CHAIN (plain, 0)
CHAIN (fast, "O2", "omit-frame-pointer")
CHAIN (framed, "O2", "no-omit-frame-pointer")
CHAIN (small, "Os")

static void
run (void (*chain) (int))
{
  on (SIGUSR1, unwind, 0);
  at_the_end = raise_usr1;
  chain (3);
  expect_chain ();
}

START_TEST (chain_at_each_level)
{
  run (plain_outer);
  run (fast_outer);
  run (framed_outer);
  run (small_outer);
}
END_TEST

static int
compare (const void *a, const void *b)
{
  if (stack.n == 0)
    fast_outer (2);
  return memcmp (a, b, 1);
}

START_TEST (through_the_c_library)
{
  char items[] = "cba";
  on (SIGUSR1, unwind, 0);
  at_the_end = raise_usr1;
  stack.n = 0;
  qsort (items, 3, 1, compare);
  expect_chain ();
  ck_assert_uint_ge (stack.n, find (wanted[2]) + 4);
}
END_TEST

static void
handle_usr2 (int number)
{
  sink = number;
  framed_outer (1);
}

static NOINLINE void
be_interrupted (void)
{
  raise (SIGUSR2);
  sink = 0;
}

START_TEST (through_a_signal)
{
  char other_stack[65536];
  stack_t other = { .ss_sp = other_stack, .ss_size = sizeof other_stack };
  sigaltstack (&other, NULL);
  for (int on_other = 0; on_other < 2; on_other++)
    {
      struct sigaction action = { .sa_handler = handle_usr2,
                                  .sa_flags = on_other ? SA_ONSTACK : 0 };
      sigaction (SIGUSR2, &action, NULL);
      on (SIGUSR1, unwind, 0);
      at_the_end = raise_usr1;
      be_interrupted ();
      expect_chain ();
      bool found = false;
      for (size_t i = find (wanted[2]); i < stack.n; i++)
        found |= stack.frames[i].pc >= (uintptr_t) be_interrupted
                 && stack.frames[i].pc < (uintptr_t) be_interrupted + 64;
      ck_assert (found);
    }
  other.ss_flags = SS_DISABLE;
  sigaltstack (&other, NULL);
}
END_TEST

static ucontext_t inside, outside;

static void
fiber_main (void)
{
  fast_outer (1);
}

START_TEST (ends_at_the_bottom_of_a_context)
{
  static char room[1 << 16];
  on (SIGUSR1, unwind, 0);
  at_the_end = raise_usr1;
  getcontext (&inside);
  inside.uc_stack.ss_sp = room;
  inside.uc_stack.ss_size = sizeof room;
  inside.uc_link = &outside;
  makecontext (&inside, fiber_main, 0);
  swapcontext (&outside, &inside);
  expect_chain ();
  ck_assert_uint_le (stack.n, find (wanted[2]) + 4);
}
END_TEST

static void *
thread_main (void *data)
{
  plain_outer (1);
  return data;
}

START_TEST (ends_at_the_bottom_of_a_thread)
{
  pthread_t thread;
  on (SIGUSR1, unwind, 0);
  at_the_end = raise_usr1;
  pthread_create (&thread, NULL, thread_main, NULL);
  pthread_join (thread, NULL);
  expect_chain ();
  ck_assert_uint_lt (stack.n, 16);
}
END_TEST

static uintptr_t bottom;

static void
unwind_to_bottom (int number, siginfo_t *info, void *context)
{
  (void) number;
  (void) info;
  spartap_unwind (&stack, context, bottom);
}

START_TEST (ends_where_it_is_told_to)
{
  on (SIGUSR1, unwind_to_bottom, 0);
  at_the_end = raise_usr1;
  bottom = (uintptr_t) __builtin_frame_address (0);
  framed_outer (1);
  ck_assert_uint_eq (find (wanted[1]), stack.n - 1);
}
END_TEST

/* A fault in the chain, which goes on behind the instruction.  */
static sigjmp_buf back;

static void
unwind_and_leave (int number, siginfo_t *info, void *context)
{
  unwind (number, info, context);
  siglongjmp (back, 1);
}

static void
call_nothing (void)
{
  void (*volatile nothing) (void) = NULL;
  nothing ();
  sink = 0;
}

START_TEST (of_a_call_of_nothing)
{
  on (SIGSEGV, unwind_and_leave, 0);
  at_the_end = call_nothing;
  if (sigsetjmp (back, 1) == 0)
    fast_outer (1);
  signal (SIGSEGV, SIG_DFL);
  ck_assert_uint_eq (stack.frames[0].pc, 0);
  ck_assert_ptr_null (stack.frames[0].module);
  expect_chain ();
}
END_TEST

#ifndef __SANITIZE_ADDRESS__
static NOINLINE int
recurse (volatile int *n)
{
  volatile int here[100];
  here[*n % 100] = *n + 1;
  return *n < 0 ? 0 : recurse (&here[*n % 100]) + here[0];
}

static void
overflow (void)
{
  volatile int n = 1;
  sink = recurse (&n);
}

START_TEST (of_a_stack_that_overflowed)
{
  static char room[65536];
  stack_t other = { .ss_sp = room, .ss_size = sizeof room };
  sigaltstack (&other, NULL);
  on (SIGSEGV, unwind_and_leave, SA_ONSTACK);
  if (sigsetjmp (back, 1) == 0)
    overflow ();
  signal (SIGSEGV, SIG_DFL);
  other.ss_flags = SS_DISABLE;
  sigaltstack (&other, NULL);
  ck_assert_uint_eq (stack.n, SPARTAP_FRAMES);
  ck_assert_uint_eq (stack.frames[20].pc, stack.frames[40].pc);
}
END_TEST
#endif

static void
set_registers (ucontext_t *context, uintptr_t pc, uintptr_t sp, uintptr_t fp)
{
#if defined __x86_64__
  context->uc_mcontext.gregs[REG_RIP] = pc;
  context->uc_mcontext.gregs[REG_RSP] = sp;
  context->uc_mcontext.gregs[REG_RBP] = fp;
#elif defined __aarch64__
  context->uc_mcontext.pc = pc;
  context->uc_mcontext.sp = sp;
  context->uc_mcontext.regs[29] = fp;
  context->uc_mcontext.regs[30] = pc + 4;
#else
  (void) context;
  (void) pc;
  (void) sp;
  (void) fp;
#endif
}

/* A word that a smashed stack may hold: code, stack, or anything.  */
static uintptr_t
random_word (const uintptr_t *room, size_t n)
{
  static void (*const code[]) (int)
    = { plain_inner, fast_middle, framed_inner, small_outer };
  switch (random () % 4)
    {
    case 0: return (uintptr_t) code[random () % 4] + random () % 64;
    case 1: return (uintptr_t) &room[random () % n];
    case 2: return (uintptr_t) qsort + random () % 512;
    default: return (uintptr_t) random () << 32 ^ (uintptr_t) random ();
    }
}

START_TEST (of_a_stack_that_is_smashed_ends)
{
  static uintptr_t room[1024];
  enum { N = sizeof room / sizeof *room };
  ucontext_t context;
  getcontext (&context);
  srandom (1);
  for (int i = 0; i < 1000; i++)
    {
      for (int j = 0; j < N; j++)
        room[j] = random_word (room, N);
      set_registers (&context, random_word (room, N),
                     i % 8 ? (uintptr_t) &room[random () % N]
                           : random_word (room, N),
                     random_word (room, N));
      spartap_unwind (&stack, &context, 0);
      ck_assert_uint_ge (stack.n, 1);
      ck_assert_uint_le (stack.n, SPARTAP_FRAMES);
    }
}
END_TEST

START_TEST (peek_reads_what_is_there)
{
  size_t page = sysconf (_SC_PAGESIZE);
  char *memory = mmap (NULL, 2 * page, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  char copy[100] = "";
  uintptr_t word = 1;
  memset (memory, 'x', page);
  munmap (memory + page, page);
  uintptr_t end = (uintptr_t) memory + page;
  ck_assert_uint_eq (spartap_peek (end - 10, copy, sizeof copy), 10);
  ck_assert_mem_eq (copy, "xxxxxxxxxx\0", 11);
  ck_assert_uint_eq (spartap_peek (end, copy, 1), 0);
  ck_assert_uint_eq (spartap_peek (0, copy, 1), 0);
  ck_assert_uint_eq (spartap_peek (UINTPTR_MAX - 3, copy, 8), 0);
  ck_assert (!spartap_peek_word (end - 4, &word));
  spartap_peek_string (end - 3, copy, sizeof copy);
  ck_assert_str_eq (copy, "xxx");
  spartap_peek_string (0, copy, sizeof copy);
  ck_assert_str_eq (copy, "");
  munmap (memory, page);
}
END_TEST

/* Forbids process_vm_readv, as some sandboxes do.  */
static bool
forbid (void)
{
  struct sock_filter filter[] = {
    BPF_STMT (BPF_LD | BPF_W | BPF_ABS, offsetof (struct seccomp_data, nr)),
    BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, SYS_process_vm_readv, 0, 1),
    BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ERRNO | 1),
    BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = { sizeof filter / sizeof *filter, filter };
  return prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
         && prctl (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

START_TEST (works_without_process_vm_readv)
{
  /* Check runs each test in a process of its own.  */
  if (!forbid ())
    return;
  run (fast_outer);
  uintptr_t word;
  ck_assert (!spartap_peek_word (8, &word));
}
END_TEST

START_TEST (symbols_of_a_module)
{
  static struct spartap_modules modules;
  char name[64];
  const struct spartap_module *module
    = spartap_module_find (&modules, (uintptr_t) lfind);
  ck_assert_ptr_nonnull (module);
  ck_assert_ptr_eq (spartap_module_find (&modules, (uintptr_t) lfind + 1),
                    module);
  ck_assert_ptr_null (spartap_module_find (&modules, 1));
  ck_assert_ptr_null (spartap_module_find (&modules, (uintptr_t) &modules));
  if (module->dynamic == 0)
    return;                             /* linked statically */
  ck_assert_uint_eq (spartap_module_address (module, "lfind"),
                     (uintptr_t) lfind);
  ck_assert_uint_eq (spartap_module_address (module, "no such name"), 0);
  ck_assert (spartap_module_symbol (module, (uintptr_t) lfind + 1, name,
                                    sizeof name));
  ck_assert_str_eq (name, "lfind");
  ck_assert (!spartap_module_symbol (module, module->bias, name,
                                     sizeof name));
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    chain_at_each_level, through_the_c_library, through_a_signal,
    ends_at_the_bottom_of_a_context, ends_at_the_bottom_of_a_thread,
    ends_where_it_is_told_to, of_a_call_of_nothing,
#ifndef __SANITIZE_ADDRESS__
    of_a_stack_that_overflowed,
#endif
    of_a_stack_that_is_smashed_ends, peek_reads_what_is_there,
    works_without_process_vm_readv, symbols_of_a_module, NULL,
  };
  return unit_suite_of ("unwind", tests);
}
