// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// BPF_PROG_TEST_RUN with a context of zero words: bpf_prog_test_run() (kernel/bpf/syscall.c, net/bpf/test_run.c).
import { bpfStructOpsTestRun } from './dummy';
import { type Kernel } from './kernel';
import { type BpfProg, PROG_TYPE, progByFd } from './prog';

/** What the program returned, or -errno. */
type TestRun = { readonly retval: number } | number;

export function bpfProgTestRun(kernel: Kernel, fd: number, contextWords: number): TestRun {
  const prog = progByFd(kernel.files, fd);
  if (typeof prog === 'number') return prog;
  switch (prog.type) {
    case PROG_TYPE.STRUCT_OPS:
      return bpfStructOpsTestRun(kernel, prog, contextWords);
    case PROG_TYPE.SYSCALL:
      return bpfProgTestRunSyscall(prog);
  }
}

/** bpf_prog_test_run_syscall(): any context that is no shorter than what the program reads of it, which is nothing. */
const bpfProgTestRunSyscall = (prog: BpfProg): TestRun => ({ retval: prog.call(0) >>> 0 });
