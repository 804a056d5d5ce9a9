// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// bpf_dummy_ops: programs of it can be run, values of it never registered (net/bpf/bpf_dummy_struct_ops.c).
import { type StructOpsType } from '../../../../spec';
import { type BtfMember } from './btfTypes';
import { EINVAL, EOPNOTSUPP } from './errno';
import { type Kernel } from './kernel';
import { TrampLink } from './link';
import { type BpfProg } from './prog';
import { type BpfStructOps, type LoadedProgram, type Stub } from './structOps';
import { vmlinuxStubsOf } from './stubs';

/** The stub of this member marks its argument __nullable. */
const NULLABLE = 'test_1';

export class BpfDummyOps implements BpfStructOps {
  readonly name: string;
  readonly owner = null;
  readonly cfiStubs: ReadonlyMap<string, Stub>;

  constructor(type: StructOpsType) {
    this.name = type.struct;
    this.cfiStubs = vmlinuxStubsOf(type, 'bpf_dummy_ops__');
  }

  init(): number {
    return 0;
  }

  checkMember(member: BtfMember, prog: LoadedProgram): number {
    return prog.sleepable && member.name !== 'test_sleepable' ? -EINVAL : 0;
  }

  initMember(): number {
    return -EOPNOTSUPP;
  }

  reg(): number {
    return -EOPNOTSUPP;
  }

  unreg(): void {
    // Nothing is ever registered.
  }
}

/** bpf_struct_ops_test_run() with a context of zero words: what the program returned, or -errno. */
export function bpfStructOpsTestRun(kernel: Kernel, prog: BpfProg, contextWords: number): { retval: number } | number {
  const { faults, features } = kernel.core;
  const type = kernel.vmlinux.findStruct(kernel.builtin.dummy.struct);
  // Only the number is compared, but no module's type has a number of vmlinux.
  if (type === undefined || prog.attach.btfId !== type.id)
    return faults.has('test-run-any-type') ? { retval: prog.call(0) >>> 0 } : -EOPNOTSUPP;
  const member = type.members[prog.attach.expectedAttachType];
  if (member?.type.kind !== 'function' || contextWords !== member.type.proto.args) return -EINVAL;
  // check_test_run_args(): every first argument is a pointer, and it is NULL.
  const takesNull = member.name === NULLABLE || faults.has('test-run-null-argument');
  if (features.testRunChecksArgs && !takesNull) return -EINVAL;
  prog.inc();
  const link = new TrampLink(kernel.core, kernel.linkIdr, prog);
  const retval = prog.call(0) >>> 0;
  if (!faults.has('test-run-leaks-prog')) link.put();
  return { retval };
}
