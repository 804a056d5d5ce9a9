// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Flags that several commands share.
import { Option, type Command } from 'commander';
import { adapterFor, ADAPTERS, settleAdapter, type Purpose } from '../adapters';
import { ACCELERATORS, type Accelerator, type AdapterContext } from '../adapters/context';
import { givenIn, OPTION_NAMES } from '../adapters/option';
import type { Adapter } from '../adapter';
import { profileNamed } from '../../spec';
import { PROFILE_WORDS, profileCure } from '../campaign/profile-cure';
import { styleOf, type Style } from '../reporters/style';
import { UsageError } from '../errors';
import type { Io } from './io';
import { duration, oneOf, wholeNumber } from './values';

/** Flags of the tool itself, which every command takes. */
export interface GlobalFlags {
  readonly color: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/** How to reach the implementation. */
export interface AdapterFlags extends GlobalFlags {
  readonly adapter: string;
  readonly kernel?: string;
  readonly kernelBuild?: string;
  readonly kernelTree?: string;
  readonly accel?: Accelerator;
  readonly append?: string;
  readonly bpftool?: string;
  readonly hostKernel?: boolean;
  /** In milliseconds. */
  readonly answerTimeout?: number;
  /** How many at once; one where it is left out. */
  readonly jobs?: number;
}

/** `races`: only adapters that run races can be meant. */
export function addAdapterFlags(command: Command, { races = false }: Pick<Purpose, 'races'> = {}): Command {
  settling(command, { fallback: 'simulator', races })
    .option(
      '-a, --adapter <SPEC>',
      `what to test: ${ADAPTERS.map(({ usage }) => usage).join(', ')}; where options are about a guest, vm`,
      'simulator',
    )
    .option('--kernel <KERNEL>', 'kernel of the guest: debian:VERSION[/RELEASE], or the path of a bzImage or vmlinux')
    .option('--kernel-build <DIR>', 'build directory of that bzImage, to build the test module against')
    .addOption(
      new Option('--kernel-tree <DIR>', 'kernel tree with both, built there or in $O or $KBUILD_OUTPUT').conflicts([
        'kernel',
        'kernelBuild',
      ]),
    )
    .addOption(accelOption())
    .option('--append <WORDS>', "add to the guest kernel's command line, such as slub_debug=FZP")
    .addOption(
      new Option(
        '--answer-timeout <TIME>',
        'wait so long for an answer of exec:COMMAND (30s for the first, then 1m)',
      ).argParser(patience),
    )
    .option('--host-kernel', "allow work on this machine's own kernel, which may be left in any state");
  return addBpftoolFlag(command);
}

/** No answer at all can be had in no time, and timers end after 24 days. */
function patience(text: string): number {
  const ms = duration('--answer-timeout')(text);
  if (ms >= 1 && ms <= 24 * 60 * 60 * 1000) return ms;
  throw new UsageError(`--answer-timeout has '${text}', which is not between 1ms and 24h`, '--answer-timeout 5m');
}

/** Has the adapter chosen, and what it does not take refused, before the command does anything. */
export const settling = (command: Command, purpose: Purpose): Command =>
  command.hook('preAction', (_, self) => {
    const typed = (name: string): unknown =>
      self.getOptionValueSource(name) === 'cli' ? (self.getOptionValue(name) as unknown) : undefined;
    const given = givenIn(Object.fromEntries(OPTION_NAMES.map((name) => [name, typed(name)])));
    self.setOptionValue('adapter', settleAdapter(typed('adapter') as string | undefined, given, purpose));
  });

const accelOption = (): Option =>
  new Option('--accel <HOW>', `how to run the guest: ${ACCELERATORS.join(', ')}`).argParser(
    oneOf('--accel', ACCELERATORS),
  );

/** Each guest has half a gibibyte of memory: more than these are a slip of the finger. */
const MAX_JOBS = 64;

export const addJobsFlag = (command: Command): Command =>
  command.addOption(
    new Option('--jobs <N>', 'guests at once, each with its share of the processors')
      .argParser(wholeNumber('--jobs', 1, MAX_JOBS))
      .default(1),
  );

export const addBpftoolFlag = (command: Command): Command =>
  command.option('--bpftool <FILE>', "a bpftool of yours in the place of Debian's, with --adapter bpftool");

export const addAccelFlag = (command: Command): Command => command.addOption(accelOption());

function profileWord(text: string): string {
  if (PROFILE_WORDS.includes(text) || profileNamed(text) !== undefined) return text;
  throw new UsageError(`--profile has no '${text}'`, profileCure(text));
}

export function addProfileFlag(command: Command): Command {
  const names = PROFILE_WORDS.join(', ');
  const text = `kernel that the specification is taken for: ${names}, or a release of one; auto is the implementation's own`;
  return command.addOption(new Option('--profile <NAME>', text).argParser(profileWord).default('auto'));
}

/** The adapter that the flags name; `note` is told what takes time. */
export function adapterOf(flags: AdapterFlags, note: (text: string) => void): Adapter {
  const { kernel, kernelBuild, kernelTree, accel, append, bpftool, answerTimeout, hostKernel = false, jobs } = flags;
  const context: AdapterContext = {
    ...(kernel === undefined ? {} : { kernel }),
    ...(kernelBuild === undefined ? {} : { kernelBuild }),
    ...(kernelTree === undefined ? {} : { kernelTree }),
    ...(accel === undefined ? {} : { accel }),
    ...(append === undefined ? {} : { append: append.split(' ').filter((word) => word !== '') }),
    ...(bpftool === undefined ? {} : { bpftool }),
    ...(answerTimeout === undefined ? {} : { answerTimeout }),
    ...(jobs === undefined ? {} : { jobs }),
    hostKernel,
    onNote: note,
  };
  return adapterFor(flags.adapter, context);
}

export const styleFor = (flags: GlobalFlags, io: Io): Style => styleOf(flags.color && io.colour);

/** The flags of an adapter as they would be typed again. */
export function retype(flags: AdapterFlags): string {
  const { adapter, kernel, kernelBuild, kernelTree, accel, append, bpftool, answerTimeout, hostKernel } = flags;
  const words = ['--adapter', adapter];
  if (kernel !== undefined) words.push('--kernel', kernel);
  if (kernelBuild !== undefined) words.push('--kernel-build', kernelBuild);
  if (kernelTree !== undefined) words.push('--kernel-tree', kernelTree);
  if (accel !== undefined) words.push('--accel', accel);
  if (append !== undefined) words.push('--append', append);
  if (bpftool !== undefined) words.push('--bpftool', bpftool);
  if (answerTimeout !== undefined) words.push('--answer-timeout', `${answerTimeout}ms`);
  if (hostKernel === true) words.push('--host-kernel');
  return words.map(quoted).join(' ');
}

/** A word as a shell takes it. */
export const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
