// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The adapter for bpftool, in a guest or on this machine: an independent tool in the place of the agent.
import { release } from 'node:os';
import { join } from 'node:path';
import type { Adapter } from '../../adapter';
import { bootGuest, prepareGuest, type GuestImage } from '../../guest';
import { buildModules } from '../../guest/build/modules';
import { findTool } from '../../guest/build/tools';
import { Unavailable } from '../../unavailable';
import { UsageError } from '../../usage-error';
import { greeted, lacksOf, type VmOptions } from '../vm';
import type { Places } from './bench';
import { lacksIn } from '../../protocol/client';
import { guestShell } from './guest-shell';
import { hostLacks } from './host-lacks';
import { hostShell } from './host-shell';
import { buildObjects, OBJECTS, objectName } from './objects';
import { openBpftool } from './session';
import type { Shell } from './shell';

/** A program is some dozens of commands, so few are worth waiting for at once. */
const BATCH = 4;

/** bpftool in a guest, prepared once and booted for every connection. */
export function bpftoolInGuest(options: VmOptions = {}): Adapter {
  let image: Promise<GuestImage> | undefined;
  return {
    name: 'bpftool',
    batch: BATCH,
    connect: async () => {
      image ??= prepare(options);
      return openBpftool(await boot(await image, options), IN_GUEST);
    },
  };
}

/** Where things lie in the guest. */
export const IN_GUEST: Places = { objects: '/objects', modules: '/modules' };

/** A guest with bpftool, and nothing done in it yet. */
export const bpftoolGuest = async (options: VmOptions = {}): Promise<Shell> => boot(await prepare(options), options);

async function prepare({ kernel, kernelBuild, onNote }: VmOptions): Promise<GuestImage> {
  const objects = await buildObjects(onNote);
  const names = OBJECTS.map(objectName);
  return prepareGuest({
    bpftool: true,
    extra: names.map((name) => ({ path: `objects/${name}`, source: join(objects, name) })),
    ...(kernel === undefined ? {} : { kernel }),
    ...(kernelBuild === undefined ? {} : { kernelBuild }),
    ...(onNote === undefined ? {} : { onStep: onNote }),
  });
}

async function boot(image: GuestImage, options: VmOptions): Promise<Shell> {
  const guest = await greeted(image, options, bootGuest);
  const shell = { ...guestShell(guest), lacks: lacksOf(image, lacksIn(guest.hello)) };
  await shell.exec(['/bin/busybox', '--install', '-s', '/bin']);
  return shell;
}

export interface HostOptions {
  /** Whether the kernel of this machine may be worked on; nothing is done without. */
  readonly hostKernel: boolean;
  /** Default: the headers of the running kernel. */
  readonly kernelBuild?: string;
  readonly onNote?: (note: string) => void;
}

/** bpftool on this machine, as root. */
export function bpftoolOnHost({ hostKernel, kernelBuild, onNote }: HostOptions): Adapter {
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
      if (findTool('bpftool', `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`) === undefined)
        throw new Unavailable('bpftool not installed', 'apt-get install --no-install-recommends bpftool');
      const buildDirectory = kernelBuild ?? `/lib/modules/${release()}/build`;
      const [module = ''] = await buildModules({ release: release(), image: '', buildDirectory }, onNote);
      onNote?.('the kernel log of this machine is not watched');
      const shell = { ...hostShell, lacks: await hostLacks(join(module, '..'), onNote) };
      return openBpftool(shell, { objects: await buildObjects(onNote), modules: join(module, '..') });
    },
  };
}
