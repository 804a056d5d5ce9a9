// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What the command line tells every adapter.

export const ACCELERATORS = ['auto', 'kvm', 'tcg'] as const;
export type Accelerator = (typeof ACCELERATORS)[number];

/** One of `of` guests, counted from 0. */
export interface Share {
  readonly index: number;
  readonly of: number;
}

export interface AdapterContext {
  /** `--kernel`: a file, or a name such as debian:6.12; of the simulator a version. */
  readonly kernel?: string;
  /** `--kernel-build`: the build directory of that kernel, to build the test module against. */
  readonly kernelBuild?: string;
  /** `--kernel-tree`: a kernel tree that was built, in the place of both. */
  readonly kernelTree?: string;
  /** `--append`: words for the guest kernel's command line. */
  readonly append?: readonly string[];
  /** `--accel`. */
  readonly accel?: Accelerator;
  /** `--bpftool`: the path of a bpftool of the user's. */
  readonly bpftool?: string;
  /** `--answer-timeout`: milliseconds that any answer of a command is waited for. */
  readonly answerTimeout?: number;
  /** `--jobs`: so many at once; one where it is left out. */
  readonly jobs?: number;
  /** The guest is one of so many, and has its share of the processors. */
  readonly share?: Share;
  /** `--host-kernel`: this machine's own kernel may be worked on. */
  readonly hostKernel: boolean;
  /** Told, in one line each, what takes time and what is not as it was asked for. */
  readonly onNote: (note: string) => void;
}
