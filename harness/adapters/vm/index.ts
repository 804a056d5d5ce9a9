// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The adapter for a real kernel in a guest: QEMU with the agent as its first process.
import type { Adapter, Session } from '../../adapter';
import { bootGuest, prepareGuest, type AcceleratorChoice, type Boot, type GuestImage } from '../../guest';
import { continueSession, START } from '../../protocol/client';
import type { Lack } from '../../premises/premise';
import { Unavailable } from '../../unavailable';
import type { Share } from '../context';
import { guestChannel } from './guest-channel';
import { PROGRAM_LENGTH } from './program-length';
import { processorsOf } from './share';

export interface VmOptions {
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
export interface VmParts {
  readonly prepare: typeof prepareGuest;
  readonly boot: typeof bootGuest;
}

/** Prepares the guest once and boots it for every connection; what cannot be booted any more is prepared anew. */
export function vm(options: VmOptions = {}, parts: VmParts = { prepare: prepareGuest, boot: bootGuest }): Adapter {
  let image: Promise<GuestImage> | undefined;
  return {
    name: 'vm',
    batch: 64,
    programLength: PROGRAM_LENGTH,
    connect: async () => {
      image ??= parts.prepare(choiceOf(options));
      try {
        return await boot(await image, options, parts);
      } catch (error) {
        image = undefined;
        throw error;
      }
    },
  };
}

function choiceOf({ kernel, kernelBuild, kernelTree, onNote }: VmOptions): Parameters<typeof prepareGuest>[0] {
  return {
    ...(kernel === undefined ? {} : { kernel }),
    ...(kernelBuild === undefined ? {} : { kernelBuild }),
    ...(kernelTree === undefined ? {} : { kernelTree }),
    ...(onNote === undefined ? {} : { onStep: onNote }),
  };
}

/** A guest of the image that has greeted. Throws `Unavailable` with its last words when it did not boot. */
export async function greeted(
  image: GuestImage,
  { accelerator, commandLine, share, onNote }: VmOptions,
  boot: VmParts['boot'],
  onTrouble?: (trouble: string) => void,
): Promise<Extract<Boot, { kind: 'booted' }>['guest']> {
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
  if (booted.kind === 'failed') throw new Unavailable(bootFailure(booted), 'struct-ops-conformance doctor');
  return booted.guest;
}

async function boot(image: GuestImage, options: VmOptions, parts: VmParts): Promise<Session> {
  const troubles: string[] = [];
  const guest = await greeted(image, options, parts.boot, (trouble) => troubles.push(trouble));
  return continueSession(guestChannel(guest), guest.hello, { troubles, lacks: lacksOf(image) });
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

/** Why a guest did not boot, with the last lines of its console. */
const bootFailure = ({ reason, console }: Extract<Boot, { kind: 'failed' }>): string =>
  [`the guest did not boot: ${reason}`, ...console.slice(-10).map(({ text }) => `  | ${text}`)].join('\n');
