// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// All adapters by name.
import { nearest } from '../../generators/text';
import { PROFILE_NAMES } from '../../spec';
import type { Adapter } from '../adapter';
import { UsageError } from '../usage-error';
import { bpftoolInGuest, bpftoolOnHost } from './bpftool';
import { ACCELERATORS, type Accelerator, type AdapterContext } from './context';
import { exec } from './exec';
import { FAULTS, nearestFaults, simulator } from './simulator';
import { pooled } from './pool';
import { parseOptions, parseSpecification } from './specification';
import { vm, type VmOptions } from './vm';

export type { AdapterContext } from './context';

/** One way to reach an implementation, as `--adapter` names it. */
export interface AdapterKind {
  readonly name: string;
  /** How to write it. */
  readonly usage: string;
  readonly summary: string;
  /** Whether a real kernel is behind it, with whatever that is known for. */
  readonly kernel?: true;
  /** Whether there can be several at once that do not get in each other's way. */
  readonly pools?: true;
  /** Throws `UsageError` when `rest`, what follows the colon, makes no sense. */
  readonly make: (rest: string, context: AdapterContext) => Adapter;
}

const simulatorKind: AdapterKind = {
  name: 'simulator',
  usage: 'simulator[:kernel=VERSION,fault=NAME[+NAME]]',
  summary: 'a small simulated kernel in this process, sound or with defects',
  make: (rest) => {
    const { kernel, fault } = parseOptions('simulator', rest, ['kernel', 'fault']);
    const options = {
      ...(kernel === undefined ? {} : { kernel: oneOf('kernel', kernel, NEWEST_FIRST) }),
      ...(fault === undefined ? {} : { fault: fault.split('+').map(faultNamed).join('+') }),
    };
    return { ...simulator(options), name: rest === '' ? 'simulator' : `simulator:${rest}` };
  },
};

const FAULT_NAMES = FAULTS.map(({ name }) => name);
const faultNamed = (name: string): string => oneOf('fault', name, FAULT_NAMES, nearestFaults(name));
/** Of two names that are as near, the newer is meant. */
const NEWEST_FIRST = PROFILE_NAMES.toReversed();

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
  make: (rest, { hostKernel }) => exec(rest, { hostKernel }),
};

const vmKind: AdapterKind = {
  name: 'vm',
  usage: 'vm[:accel=HOW,kernel=KERNEL]',
  kernel: true,
  pools: true,
  summary: 'a real kernel in a QEMU guest, with the agent of kernel/agent in it',
  make: (rest, context) => {
    const adapter = vm(guestOptions('vm', rest, context));
    return { ...adapter, name: rest === '' ? 'vm' : `vm:${rest}` };
  },
};

const bpftoolKind: AdapterKind = {
  name: 'bpftool',
  usage: 'bpftool[:host]',
  kernel: true,
  summary: 'the bpftool command, one subprocess for each step, in a guest like that of vm, or on this machine',
  make: (rest, context) => {
    if (rest === 'host') return bpftoolOnHost(context);
    if (rest.startsWith('host,')) refuseFault('bpftool', rest);
    const adapter = bpftoolInGuest(guestOptions('bpftool', rest, context));
    return { ...adapter, name: rest === '' ? 'bpftool' : `bpftool:${rest}` };
  },
};

/** What an adapter that boots guests is told, by its own options before those of the command line. */
function guestOptions(adapter: string, rest: string, context: AdapterContext): VmOptions {
  refuseFault(adapter, rest);
  const { accel, kernel = context.kernel } = parseOptions(adapter, rest, ['accel', 'kernel']);
  const accelerator = accel === undefined ? context.accel : acceleratorNamed(adapter, accel);
  return {
    ...(kernel === undefined ? {} : { kernel }),
    ...(context.kernelBuild === undefined ? {} : { kernelBuild: context.kernelBuild }),
    ...(context.kernelTree === undefined ? {} : { kernelTree: context.kernelTree }),
    ...(accelerator === undefined ? {} : { accelerator }),
    ...(context.append === undefined ? {} : { commandLine: context.append }),
    ...(context.share === undefined ? {} : { share: context.share }),
    onNote: context.onNote,
  };
}

/** Whoever asks for a fault where none can be planted would take the pass for a proof. */
function refuseFault(adapter: string, rest: string): void {
  const fault = rest.split(',').find((option) => option.startsWith('fault='));
  if (fault !== undefined)
    throw new UsageError(
      `the adapter '${adapter}' tests a real kernel, which cannot be given a fault`,
      `--adapter simulator:${fault}`,
    );
}

function acceleratorNamed(adapter: string, text: string): Accelerator {
  const found = ACCELERATORS.find((each) => each === text);
  if (found === undefined)
    throw new UsageError(
      `'${text}' is no accelerator`,
      ACCELERATORS.map((each) => `--adapter ${adapter}:accel=${each}`).join(', '),
    );
  return found;
}

/** In the order in which the help lists them. */
export const ADAPTERS: readonly AdapterKind[] = [simulatorKind, execKind, vmKind, bpftoolKind];

/** So many of one adapter, which share the programs. Throws `UsageError` where there can be one only. */
export function adaptersFor(text: string, context: AdapterContext, jobs: number): Adapter {
  if (jobs === 1) return adapterFor(text, context);
  const { kind } = parseSpecification(text);
  if (!ADAPTERS.some(({ name, pools }) => name === kind && pools === true))
    throw new UsageError(`there can be only one '${kind}' at a time`, '--jobs 1, or --adapter vm');
  return pooled(
    Array.from({ length: jobs }, (_, index) => adapterFor(text, { ...context, share: { index, of: jobs } })),
  );
}

/** The adapter that a text such as `simulator:fault=NAME` names. Throws `UsageError` when there is none. */
export function adapterFor(text: string, context: AdapterContext): Adapter {
  const { kind, rest } = parseSpecification(text);
  const found = ADAPTERS.find(({ name }) => name === kind);
  if (found) return found.make(rest, context);
  const names = ADAPTERS.map(({ name }) => name);
  const meant = nearest(kind, names);
  throw new UsageError(`there is no adapter '${kind}'`, meant === undefined ? names.join(', ') : `--adapter ${meant}`);
}

/** Whether a text such as `vm:kernel=debian:6.12` names an adapter to a real kernel. */
export const runsKernel = (text: string): boolean =>
  ADAPTERS.some(({ name, kernel }) => kernel === true && name === parseSpecification(text).kind);
