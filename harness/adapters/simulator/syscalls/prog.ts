// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The operations of prog.*.
import { progBind, progLoad, progRun } from '../../../../spec';
import { bpfStructOpsTestRun } from '../kernel/dummy';
import { EINVAL } from '../kernel/errno';
import { mapByFd } from '../kernel/map';
import { type Instructions, progByFd } from '../kernel/prog';
import { BTF_MAX_TYPE, bpfProgLoad } from '../kernel/progLoad';
import { UNREGISTERED } from '../kernel/vmlinuxTypes';
import { returned, syscall } from './handler';
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
  return Math.max(0, found?.type.members.findIndex((candidate) => candidate.name === member) ?? 0);
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

export const PROG_SYSCALLS = [
  syscall(progLoad, (process, args, { result }) => {
    const btfFd = process.fd(args.btf);
    const found = findType(process.kernel, btfFd, args.type);
    const attr = {
      unknownFlags: args.flags === 'unknown',
      sleepable: args.flags === 'sleepable',
      insns: instructions(args.body, args.value, process.fd(args.map)),
      gplCompatible: args.license === 'GPL',
      nameIsValid: args.label === 'good',
      attachBtfObjFd: btfFd,
      attachBtfId: attachBtfId(args.type, found),
      expectedAttachType: memberIndex(args.member, found),
    };
    return process.bind(result, bpfProgLoad(process.kernel, attr, args.caps === 'all'));
  }),

  syscall(progRun, (process, args) => {
    const prog = progByFd(process.kernel.files, process.fd(args.prog));
    if (typeof prog === 'number') return returned(prog);
    const run = bpfStructOpsTestRun(process.kernel, prog, 1);
    return typeof run === 'number' ? returned(run) : { ret: 0, value: { retval: run.retval } };
  }),

  // bpf_prog_bind_map()
  syscall(progBind, (process, args) => {
    const { files } = process.kernel;
    if (args.badFlags) return returned(-EINVAL);
    const prog = progByFd(files, process.fd(args.prog));
    if (typeof prog === 'number') return returned(prog);
    const map = mapByFd(files, process.fd(args.map));
    if (typeof map === 'number') return returned(map);
    if (!prog.usedMaps.includes(map)) {
      map.inc();
      prog.usedMaps.push(map);
    }
    return returned(0);
  }),
];
