// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The adapter for bpftool, in a guest or on this machine: an independent tool in the place of the agent.
import { release } from 'node:os';
import { join } from 'node:path';
import type { Adapter } from '../../adapter';
import type { GuestImage, PrepareOptions } from '../../guest';
import { buildModules } from '../../guest/build/modules';
import { findTool } from '../../guest/build/tools';
import { requireBpftool } from '../../guest/provision/bpftool';
import { Unavailable, UsageError } from '../../errors';
import { bootedGuest, guestAdapter, imageFor, lacksOf, type BootedGuest, type GuestOptions } from '../vm/guest-adapter';
import type { Places } from './bench';
import { lacksIn } from '../../protocol/client';
import { guestShell } from './guest-shell';
import { hostLacks } from './host-lacks';
import { hostShell, searchPath } from './host-shell';
import { buildObjects, OBJECTS, objectName } from './objects';
import { openBpftool } from './session';
import type { Shell } from './shell';

/** A program is some dozens of commands, so few are worth waiting for at once. */
const BATCH = 4;

export interface BpftoolOptions extends GuestOptions {
  /** The path of the bpftool to use. Default: Debian's. */
  readonly bpftool?: string;
}

/** Where things lie in the guest. */
export const IN_GUEST: Places = { objects: '/objects', modules: '/modules' };

/** bpftool in a guest like that of `vm`. */
export const bpftoolInGuest = (options: BpftoolOptions = {}): Adapter =>
  guestAdapter(
    {
      name: 'bpftool',
      batch: BATCH,
      luggage: () => luggage(options),
      open: async (guest, image, troubles) => openBpftool(await shellOf(guest, image), IN_GUEST, troubles),
    },
    options,
  );

/** A guest with bpftool, and nothing done in it yet. */
export async function bpftoolGuest(options: BpftoolOptions = {}): Promise<Shell> {
  const image = await imageFor(options, () => luggage(options));
  return shellOf(await bootedGuest(image, options), image);
}

async function luggage({ bpftool, onNote }: BpftoolOptions): Promise<Pick<PrepareOptions, 'bpftool' | 'extra'>> {
  const objects = await buildObjects(onNote);
  const names = OBJECTS.map(objectName);
  return {
    bpftool: bpftool ?? true,
    extra: names.map((name) => ({ path: `objects/${name}`, source: join(objects, name) })),
  };
}

async function shellOf(guest: BootedGuest, image: GuestImage): Promise<Shell> {
  const shell = { ...guestShell(guest), lacks: lacksOf(image, lacksIn(guest.hello)) };
  await shell.exec(['/bin/busybox', '--install', '-s', '/bin']);
  return shell;
}

export interface HostOptions {
  /** Whether the kernel of this machine may be worked on; nothing is done without. */
  readonly hostKernel: boolean;
  /** Default: the headers of the running kernel. */
  readonly kernelBuild?: string;
  /** The path of the bpftool to use. Default: the one that is installed. */
  readonly bpftool?: string;
  readonly onNote?: (note: string) => void;
}

/** bpftool on this machine, as root. */
export function bpftoolOnHost({ hostKernel, kernelBuild, bpftool, onNote }: HostOptions): Adapter {
  if (!hostKernel)
    throw new UsageError(
      `bpftool:host works on the kernel of this machine (${release()})`,
      '--adapter bpftool, or --host-kernel when this machine may be sacrificed',
    );
  return {
    name: 'bpftool:host',
    batch: BATCH,
    connect: async () => {
      if (process.getuid?.() !== 0) throw new Unavailable('bpftool:host needs root', 'sudo struct-ops-conformance …');
      const tool = bpftool === undefined ? findTool('bpftool', searchPath) : requireBpftool(bpftool);
      if (tool === undefined)
        throw new Unavailable('bpftool not installed', 'apt-get install --no-install-recommends bpftool');
      const buildDirectory = kernelBuild ?? `/lib/modules/${release()}/build`;
      const [module = ''] = await buildModules({ release: release(), image: '', buildDirectory }, onNote);
      onNote?.('the kernel log of this machine is not watched');
      const shell = { ...hostShell(tool), lacks: await hostLacks(join(module, '..'), onNote) };
      return openBpftool(shell, { objects: await buildObjects(onNote), modules: join(module, '..') });
    },
  };
}
