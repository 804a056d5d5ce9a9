// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Runs the built command as a user would, for end-to-end tests.
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { TourReport } from '../coverage/tour';

const MAIN = join(__dirname, '..', '..', 'dist', 'harness', 'cli', 'main.js');

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Everything that it has written to standard error so far. */
  readonly stderr: () => string;
}

/** Starts the command; `environment` is added to the test's own. CI is set: seeds are fixed, and no progress is drawn. */
export function start(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Running {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...process.env, CI: 'true', NO_COLOR: '1', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
  return { child, ended, stderr: () => stderr };
}

export const command = (args: readonly string[], environment?: Readonly<Record<string, string>>): Promise<Ended> =>
  start(args, environment).ended;

/** What `run --json` prints, as far as the tests look at it. */
export interface Document {
  readonly verdict: string;
  readonly adapter: string;
  readonly kernel: string;
  readonly profile: string;
  readonly seed: number;
  readonly programs: number;
  readonly operations: number;
  readonly seconds: number;
  readonly clauses: {
    readonly total: number;
    readonly exercised: number;
    readonly violated: number;
    readonly violatedIds: readonly string[];
    readonly unexercised: readonly string[];
  };
  /** What a tour came to. */
  readonly tour?: TourReport;
  readonly reconnections: number;
  readonly counterexamples: readonly { readonly text: string }[];
  readonly known: readonly { readonly finding: string }[];
  readonly unexpected: readonly string[];
}

export const documentOf = ({ stdout, stderr }: Ended): Document => {
  if (stdout === '') throw new Error(`no document; standard error says: ${stderr}`);
  return JSON.parse(stdout) as Document;
};
