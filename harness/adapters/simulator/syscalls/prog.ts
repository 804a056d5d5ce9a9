// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The operations of prog.*.
import { progAssoc, progBind, progLoad, progLoadSyscall, progRun } from '../../../../spec';
import { EINVAL } from '../kernel/errno';
import { mapByFd } from '../kernel/map';
import { type Instructions, PROG_TYPE, progByFd } from '../kernel/prog';
import { progAssocStructOps } from '../kernel/progAssoc';
import { BTF_MAX_TYPE, bpfProgLoad, type ProgLoadAttr } from '../kernel/progLoad';
import { bpfProgTestRun } from '../kernel/testRun';
import { UNREGISTERED } from '../kernel/vmlinuxTypes';
import { type Process } from './process';
import { binding, returned, syscall } from './handler';
import { type FoundType, findType } from './typeIds';

/** The number of a type that was not found. */
const SOME_TYPE = 1;
const PAST_ANY_END = 0xffff;

function attachBtfId(type: string, found: FoundType | undefined): number {
  if (type === 'unregistered') return UNREGISTERED.id;
  if (type === 'zero') return 0;
  return type === 'huge' ? BTF_MAX_TYPE + 1 : (found?.ops.id ?? SOME_TYPE);
}

function memberIndex(member: string, found: FoundType | undefined): number {
  if (member === 'past_end') return found?.ops.members.length ?? PAST_ANY_END;
  return Math.max(0, found?.ops.members.findIndex((candidate) => candidate.name === member) ?? 0);
}

function instructions(body: string, value: number, mapFd: number): Instructions | 'fault' | 'empty' {
  switch (body) {
    case 'fault':
    case 'empty':
      return body;
    case 'argument':
    case 'uninitialised':
    case 'unreachable':
      return { kind: body };
    case 'map':
      return { kind: 'map', fd: mapFd };
    default:
      return { kind: 'const', value };
  }
}

/** r0 = 0; exit */
const SYSCALL_ATTR: ProgLoadAttr = {
  progType: PROG_TYPE.SYSCALL,
  unknownFlags: false,
  sleepable: true,
  insns: { kind: 'const', value: 0 },
  gplCompatible: true,
  nameIsValid: true,
  attachBtfObjFd: 0,
  attachBtfId: 0,
  expectedAttachType: 0,
  countsDescriptors: false,
};

/** Whether the last byte of union bpf_attr, which is not 0, is one of fd_array_cnt. */
const countsDescriptors = ({ kernel }: Process, attr: string): boolean =>
  attr === 'tail' && kernel.core.features.fdArrayCntEndsAttr;

export const PROG_SYSCALLS = [
  syscall(progLoad, (process, args, { result }) => {
    const btfFd = process.fd(args.btf);
    const found = findType(process.kernel, btfFd, args.type);
    const attr = {
      progType: PROG_TYPE.STRUCT_OPS,
      unknownFlags: args.flags === 'unknown',
      sleepable: args.flags === 'sleepable',
      insns: instructions(args.body, args.value, process.fd(args.map)),
      gplCompatible: args.license === 'GPL',
      nameIsValid: args.label === 'good',
      attachBtfObjFd: btfFd,
      attachBtfId: attachBtfId(args.type, found),
      expectedAttachType: memberIndex(args.member, found),
      countsDescriptors: countsDescriptors(process, args.attr),
    };
    return binding(process, result, bpfProgLoad(process.kernel, attr, args.caps === 'all'));
  }),

  syscall(progLoadSyscall, (process, args, { result }) =>
    binding(
      process,
      result,
      bpfProgLoad(
        process.kernel,
        { ...SYSCALL_ATTR, countsDescriptors: countsDescriptors(process, args.attr) },
        args.caps === 'all',
      ),
    ),
  ),

  syscall(progAssoc, (process, args) =>
    returned(progAssocStructOps(process.kernel, process.fd(args.prog), process.fd(args.map), args.badFlags)),
  ),

  syscall(progRun, (process, args) => {
    const run = bpfProgTestRun(process.kernel, process.fd(args.prog), 1);
    return typeof run === 'number' ? returned(run) : { ret: 0, value: { retval: run.retval } };
  }),

  // bpf_prog_bind_map()
  syscall(progBind, (process, args) => {
    const { core, files } = process.kernel;
    if (args.badFlags) return returned(-EINVAL);
    const prog = progByFd(files, process.fd(args.prog));
    if (typeof prog === 'number') return returned(prog);
    const map = mapByFd(files, process.fd(args.map));
    if (typeof map === 'number') return returned(map);
    if (!prog.usedMaps.includes(map) || core.faults.has('bind-again-takes-ref')) {
      if (!core.faults.has('bind-takes-no-ref')) map.inc();
      prog.usedMaps.push(map);
    }
    return returned(0);
  }),
];
