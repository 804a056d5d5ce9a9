// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What every adapter does that works in a guest: prepare it once, boot it for every connection.
import type { Adapter, Session } from '../../adapter';
import {
  bootGuest,
  prepareGuest,
  type AcceleratorChoice,
  type Boot,
  type GuestImage,
  type PrepareOptions,
} from '../../guest';
import { START } from '../../protocol/client';
import type { Lack } from '../../premises/premise';
import { lastWords } from '../../guest/last-words';
import { Unavailable } from '../../errors';
import type { Share } from '../context';
import { processorsOf } from './share';
import { panicInTested, stillborn } from './stillborn';

export interface GuestOptions {
  /** `debian:VERSION`, or the path of a bzImage. */
  readonly kernel?: string;
  readonly kernelBuild?: string;
  readonly kernelTree?: string;
  readonly accelerator?: AcceleratorChoice;
  /** Added to the kernel's command line. */
  readonly commandLine?: readonly string[];
  /** One of several guests, which has its share of the processors. */
  readonly share?: Share;
  /** Told, in one line each, what takes time and what is not as it was asked for. */
  readonly onNote?: (note: string) => void;
}

/** The expensive parts, so that tests can do without QEMU. */
export interface GuestParts {
  readonly prepare: typeof prepareGuest;
  readonly boot: typeof bootGuest;
}

export const REAL_PARTS: GuestParts = { prepare: prepareGuest, boot: bootGuest };

export type BootedGuest = Extract<Boot, { kind: 'booted' }>['guest'];

/** What sets one such adapter apart from another. */
export interface Inhabitant extends Pick<Adapter, 'name' | 'batch' | 'programLength'> {
  /** What the guest needs beside the kernel, the modules and the agent. */
  readonly luggage?: () => Promise<Pick<PrepareOptions, 'bpftool' | 'extra'>>;
  /** Speaks to a guest whose agent has greeted. `troubles`: what went wrong on the way without being in the way. */
  readonly open: (guest: BootedGuest, image: GuestImage, troubles: readonly string[]) => Promise<Session>;
}

/** What cannot be booted any more is prepared anew. */
export function guestAdapter(
  { luggage, open, ...rest }: Inhabitant,
  options: GuestOptions,
  parts: GuestParts = REAL_PARTS,
): Adapter {
  let image: Promise<GuestImage> | undefined;
  let dead: Session | undefined;
  return {
    ...rest,
    connect: async () => {
      if (dead !== undefined) return dead;
      image ??= imageFor(options, luggage, parts);
      const prepared = await image.catch((error: unknown) => {
        image = undefined;
        throw error;
      });
      try {
        const troubles: string[] = [];
        const guest = await bootedGuest(prepared, options, parts, (trouble) => troubles.push(trouble));
        return await open(guest, prepared, troubles);
      } catch (error) {
        image = undefined;
        const log = error instanceof BootFailed ? panicInTested(error.console) : undefined;
        if (log === undefined) throw error;
        dead = stillborn(prepared, log);
        return dead;
      }
    },
  };
}

/** The image of the kernel that the options name, with what the inhabitant brings. */
export async function imageFor(
  { kernel, kernelBuild, kernelTree, onNote }: GuestOptions,
  luggage?: Inhabitant['luggage'],
  { prepare }: GuestParts = REAL_PARTS,
): Promise<GuestImage> {
  return prepare({
    ...(kernel === undefined ? {} : { kernel }),
    ...(kernelBuild === undefined ? {} : { kernelBuild }),
    ...(kernelTree === undefined ? {} : { kernelTree }),
    ...(onNote === undefined ? {} : { onStep: onNote }),
    ...(await luggage?.()),
  });
}

/** A guest of the image that has greeted. Throws `Unavailable` with its last words when it did not boot. */
export async function bootedGuest(
  image: GuestImage,
  { accelerator, commandLine, share, onNote }: GuestOptions,
  { boot }: GuestParts = REAL_PARTS,
  onTrouble?: (trouble: string) => void,
): Promise<BootedGuest> {
  const booted = await boot({
    kernel: image.kernel,
    initramfs: image.initramfs,
    greeting: START,
    ...(accelerator === undefined ? {} : { accelerator }),
    ...(commandLine === undefined ? {} : { commandLine }),
    ...(share === undefined ? {} : { affinity: processorsOf(share) }),
    ...(onNote === undefined ? {} : { onNote }),
    ...(onTrouble === undefined ? {} : { onTrouble }),
  });
  if (booted.kind === 'failed') throw new BootFailed(booted);
  return booted.guest;
}

/** What is known to be lacking before the guest says so, or else what it says. */
export const lacksOf = ({ modules, release }: GuestImage, told: readonly Lack[] = []): readonly Lack[] =>
  modules
    ? told
    : [
        {
          premise: 'modules',
          reason: `there are no headers of ${release}, so no test module was built`,
          cure: '--kernel-build DIR, the build directory of that kernel',
        },
        ...told.filter(({ premise }) => premise !== 'modules'),
      ];

type FailedBoot = Extract<Boot, { kind: 'failed' }>;

/** A guest that did not come as far as its agent's first line. */
class BootFailed extends Unavailable {
  readonly console: FailedBoot['console'];

  constructor(failed: FailedBoot) {
    super(bootFailure(failed), 'struct-ops-conformance doctor');
    this.console = failed.console;
  }
}

/** Why a guest did not boot, with the last lines of its console, and those that say what a panic was about. */
const bootFailure = ({ reason, console }: FailedBoot): string =>
  [
    `the guest did not boot: ${reason}`,
    ...lastWords(console.map(({ text }) => text)).map((line) => `  | ${line}`),
  ].join('\n');
