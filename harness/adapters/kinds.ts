// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Every kind of adapter, and what it takes.
import { nearest } from '../../generators/text';
import { profileNamed, VERSIONS, type ProfileName } from '../../spec';
import { UsageError } from '../errors';
import { bpftoolInGuest, bpftoolOnHost } from './bpftool';
import { exec } from './exec';
import { GUEST_OWN, GUEST_TAKES, guestOptions, once } from './guest-options';
import type { AdapterKind } from './kind';
import { FAULTS, nearestFaults, simulator } from './simulator';
import { parseOptions } from './specification';
import { vm } from './vm';

const SIMULATOR_OWN = ['kernel', 'fault'] as const;

const simulatorKind: AdapterKind = {
  name: 'simulator',
  usage: 'simulator[:kernel=VERSION,fault=NAME[+NAME]]',
  summary: 'a small simulated kernel in this process, sound or with defects',
  takes: ['kernel', 'scheduler', 'preemptions'],
  own: SIMULATOR_OWN,
  races: true,
  make: (rest, context) => {
    const { kernel: own, fault } = parseOptions('simulator', rest, SIMULATOR_OWN);
    const kernel = once('simulator', 'kernel', own, context.kernel);
    const options = {
      ...(kernel === undefined ? {} : { kernel: kernelNamed(kernel) }),
      ...(fault === undefined ? {} : { fault: fault.split('+').map(faultNamed).join('+') }),
    };
    const named = context.kernel === undefined ? rest : [`kernel=${context.kernel}`, rest].filter(Boolean).join(',');
    return { ...simulator(options), name: named === '' ? 'simulator' : `simulator:${named}` };
  },
};

const FAULT_NAMES = FAULTS.map(({ name }) => name);
const faultNamed = (name: string): string => oneOf('fault', name, FAULT_NAMES, nearestFaults(name));
/** Of two names that are as near, the newer is meant. */
const NEWEST_FIRST = VERSIONS.toReversed();

function kernelNamed(text: string): ProfileName {
  if (text.includes(':') || text.includes('/'))
    throw new UsageError(
      `'${text}' is a real kernel, which the simulator does not run`,
      `--adapter vm --kernel ${text}`,
    );
  return profileNamed(text)?.name ?? oneOf('kernel', text, NEWEST_FIRST);
}

/** `offered` is what the cure names when nothing is near. */
function oneOf<Name extends string>(
  option: string,
  text: string,
  names: readonly Name[],
  offered: readonly string[] = names,
): Name {
  const found = names.find((name) => name === text);
  if (found !== undefined) return found;
  const meant = nearest(text, names);
  throw new UsageError(
    `the simulator has no ${option} '${text}'`,
    `--adapter simulator:${option}=${meant ?? offered.join('|')}`,
  );
}

const execKind: AdapterKind = {
  name: 'exec',
  usage: 'exec:COMMAND',
  summary: 'any command that speaks the protocol of docs/protocol.md on stdin and stdout',
  takes: ['hostKernel', 'answerTimeout'],
  races: true,
  make: (rest, { hostKernel, answerTimeout: patience }) =>
    exec(rest, {
      hostKernel,
      ...(patience === undefined ? {} : { limits: { startMs: patience, silenceMs: patience } }),
    }),
};

const vmKind: AdapterKind = {
  name: 'vm',
  usage: 'vm[:accel=HOW,kernel=KERNEL]',
  kernel: true,
  races: true,
  summary: 'a real kernel in a QEMU guest, with the agent of kernel/agent in it',
  takes: [...GUEST_TAKES, 'jobs'],
  own: GUEST_OWN,
  make: (rest, context) => {
    refuseFault('vm', rest);
    return { ...vm(guestOptions('vm', rest, context)), name: rest === '' ? 'vm' : `vm:${rest}` };
  },
};

const bpftoolKind: AdapterKind = {
  name: 'bpftool',
  usage: 'bpftool[:accel=HOW,kernel=KERNEL]',
  kernel: true,
  summary: 'the bpftool command, one subprocess for each step, in a guest like that of vm',
  takes: [...GUEST_TAKES, 'bpftool'],
  own: GUEST_OWN,
  make: (rest, context) => {
    refuseFault('bpftool', rest);
    const { bpftool } = context;
    const options = { ...guestOptions('bpftool', rest, context), ...(bpftool === undefined ? {} : { bpftool }) };
    return { ...bpftoolInGuest(options), name: rest === '' ? 'bpftool' : `bpftool:${rest}` };
  },
};

const hostKind: AdapterKind = {
  name: 'bpftool:host',
  usage: 'bpftool:host',
  kernel: true,
  summary: "the bpftool command on this machine, as root, with this machine's own kernel",
  takes: ['hostKernel', 'kernelBuild', 'bpftool'],
  own: [],
  make: (rest, context) => {
    refuseFault('bpftool', rest);
    parseOptions('bpftool:host', rest, []);
    return bpftoolOnHost(context);
  },
};

/** Whoever asks for a fault where none can be planted would take the pass for a proof. */
function refuseFault(adapter: string, rest: string): void {
  const fault = rest.split(',').find((option) => option.startsWith('fault='));
  if (fault !== undefined)
    throw new UsageError(
      `the adapter '${adapter}' tests a real kernel, which cannot be given a fault`,
      `--adapter simulator:${fault}`,
    );
}

/** In the order in which the help lists them. */
export const ADAPTERS: readonly AdapterKind[] = [simulatorKind, execKind, vmKind, bpftoolKind, hostKind];
