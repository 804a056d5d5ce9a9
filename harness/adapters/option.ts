// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The options that are about the adapter: what each says, and the adapter that it can only mean.

interface AboutOption {
  /** As it is typed. */
  readonly flag: string;
  /** What it does, behind "which". */
  readonly does: string;
  /** The kind that is meant by whoever names none. */
  readonly means?: string;
  /** The value that says the same as leaving it out. */
  readonly neutral?: unknown;
}

/** By their names in `AdapterContext` and among the flags of a command. */
export const ADAPTER_OPTIONS = {
  kernel: { flag: '--kernel', does: 'names a kernel to run', means: 'vm' },
  kernelBuild: { flag: '--kernel-build', does: 'is what the test module is built against', means: 'vm' },
  kernelTree: { flag: '--kernel-tree', does: 'names a kernel to boot', means: 'vm' },
  accel: { flag: '--accel', does: 'says how a guest is run', means: 'vm' },
  append: { flag: '--append', does: "is for the command line of a guest's kernel", means: 'vm' },
  bpftool: { flag: '--bpftool', does: 'is the tool that carries out every step', means: 'bpftool' },
  hostKernel: { flag: '--host-kernel', does: "allows work on this machine's own kernel" },
  answerTimeout: { flag: '--answer-timeout', does: 'is how long an answer of a command is waited for' },
  jobs: { flag: '--jobs', does: 'asks for several guests at once', neutral: 1 },
  scheduler: { flag: '--scheduler', does: 'controls every step of the threads' },
  preemptions: { flag: '--preemptions', does: 'bounds what controls the threads' },
} as const satisfies Readonly<Record<string, AboutOption>>;

export type OptionName = keyof typeof ADAPTER_OPTIONS;

export const OPTION_NAMES = Object.keys(ADAPTER_OPTIONS) as readonly OptionName[];

export const aboutOption = (name: OptionName): AboutOption => ADAPTER_OPTIONS[name];

/** The options that a caller really gave: not those that say the same as leaving them out. */
export const givenIn = (values: Readonly<Partial<Record<OptionName, unknown>>>): readonly OptionName[] =>
  OPTION_NAMES.filter((name) => {
    const value = values[name];
    return value !== undefined && value !== false && value !== aboutOption(name).neutral;
  });
