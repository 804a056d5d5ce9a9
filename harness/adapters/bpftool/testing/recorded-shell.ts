// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A shell that answers as Debian's bpftool 7.5 and busybox did on 6.12.95, one command after the other.
import type { Ended, Executed, Shell } from '../shell';

export const exited = (status: number, stdout = '', stderr = ''): Ended => ({ kind: 'exited', status, stdout, stderr });
export const died = (signal = 'SIGSEGV'): Ended => ({ kind: 'killed', signal, stdout: '', stderr: '' });

/** What a command is answered with, by the command's whole text or by how it begins. */
export type Answers = readonly (readonly [command: string | RegExp, ...answers: readonly Executed[]])[];

/** What stands for a quiet, empty machine. */
const EMPTY: Answers = [
  ['bpftool version', exited(0, 'bpftool v7.5.0\nusing libbpf v1.5\nfeatures: \n')],
  ['uname -rv', exited(0, '6.12.95+deb12-cloud-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.12.95-1~bpo12+1 (2026-07-05)\n')],
  ['bpftool -j map show', exited(0, '[]\n')],
  [/^bpftool -j (-f )?link show$/, exited(0, '[]\n')],
  [
    'bpftool -j btf show',
    exited(0, '[{"id":1,"size":4689922,"prog_ids":[],"map_ids":[],"kernel":true,"name":"vmlinux"}]\n'),
  ],
  [/^rmmod (\w+)$/, exited(1, '', "rmmod: can't unload module 'soc_a': No such file or directory\n")],
  [/^(sh -c rm -rf|mkdir -p|rm) /, exited(0)],
];

/** A shell with answers of its own before those of an empty machine; the last of several is repeated. */
export class RecordedShell implements Shell {
  /** Every command that was run, as one line each. */
  readonly commands: string[] = [];
  disposed = false;
  private readonly answers: { readonly command: string | RegExp; readonly left: Executed[] }[];

  constructor(answers: Answers = []) {
    this.answers = [...answers, ...EMPTY].map(([command, ...left]) => ({ command, left }));
  }

  exec(argv: readonly string[]): Promise<Executed> {
    const line = argv.join(' ');
    this.commands.push(line);
    const found = this.answers.find(({ command }) =>
      typeof command === 'string' ? line === command : command.test(line),
    );
    if (found === undefined) throw new Error(`nobody recorded: ${line}`);
    const [first, ...rest] = found.left;
    if (first === undefined) throw new Error(`no answer to: ${line}`);
    if (rest.length > 0) found.left.shift();
    return Promise.resolve(first);
  }

  tail(): readonly string[] {
    return ['the last words'];
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.disposed = true;
    return Promise.resolve();
  }
}
