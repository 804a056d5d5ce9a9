// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A Debian root to build in: the tools in a newer release's headers need its libc, and its kernels its compiler.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { explain, succeeded, type Finished } from '../../platform/finished';
import { run } from '../../platform/run';
import { Unavailable } from '../../errors';
import { findTool } from '../build/tools';
import { installScript } from '../build/install-script';
import type { Toolchain } from '../build/toolchain';
import { cacheEntry } from '../cache/entry';
import { formatOneLine } from './apt-sources';
import { machineMirror } from './mirror';

/** The compiler that a Debian kernel was built with, from the headers: gcc-14. */
export function compilerOf(headers: string): string {
  const variables = readFileSync(join(headers, '.kernelvariables'), 'utf8');
  const compiler = /^CC = .*\b(gcc-\d+)$/m.exec(variables)?.[1];
  if (compiler === undefined) throw new Unavailable(`${headers} does not say what it was built with`, 'another kernel');
  return compiler;
}

/** The tools of a Debian release. `kernel` is the folder of the kernel's packages. */
export function foreignToolchain(debian: string, compiler: string, kernel: string): Toolchain {
  return {
    id: `${debian} ${compiler}`,
    make: async (args, folders, onStep) =>
      inRoot(await buildRoot(debian, compiler, onStep), [kernel, ...folders], args),
  };
}

/** Path of a root with make, a compiler and pahole; made on first use. Throws `Unavailable`. */
async function buildRoot(debian: string, compiler: string, onStep?: (step: string) => void): Promise<string> {
  // modpost and objtool link libelf and libcrypto.
  const packages = ['make', compiler, 'libc6-dev', 'pahole', 'libelf-dev', 'libssl-dev'];
  const key = createHash('sha256')
    .update(JSON.stringify([debian, packages]))
    .digest('hex')
    .slice(0, 16);
  requireRoot(debian);
  return cacheEntry({
    kind: 'root',
    key: `${debian}-${key}`,
    needs: ['usr/bin/make', `usr/bin/${compiler}`, 'usr/bin/pahole'],
    fill: async (directory) => {
      onStep?.(`making a Debian ${debian} root to build in`);
      await requireMmdebstrap();
      const source = formatOneLine(machineMirror(), debian);
      const options = ['--mode=root', '--variant=apt', `--include=${packages.join(',')}`];
      const made = await run('mmdebstrap', [...options, debian, directory, source], { timeLimitMs: 900_000 });
      if (!succeeded(made)) throw new Unavailable(`cannot make a Debian root: ${explain(made)}`, 'run again');
    },
  });
}

function requireRoot(debian: string): void {
  if (process.getuid?.() === 0) return;
  throw new Unavailable(
    `the test module for a kernel of Debian ${debian} is built in a root of that release, which takes root's rights`,
    'sudo, or a kernel of this release such as --kernel debian:6.12',
  );
}

async function requireMmdebstrap(): Promise<void> {
  if (findTool('mmdebstrap') !== undefined) return;
  const installed = await run('sh', [installScript()], { timeLimitMs: 1_800_000 });
  if (!succeeded(installed))
    throw new Unavailable(`mmdebstrap is not installed: ${explain(installed)}`, 'apt-get install mmdebstrap');
}

/**
 * Runs make in the root, with the folders at their own paths. The mounts are in a namespace of the command's own, so they
 * are gone with it, however it ends. objtool looks into /proc.
 */
function inRoot(root: string, folders: readonly string[], args: readonly string[]): Promise<Finished> {
  const script = `set -e
root=$1; shift
mount -t proc proc "$root/proc"
while [ "$1" != -- ]; do
  mkdir -p "$root$1"
  mount --bind "$1" "$root$1"
  shift
done
shift
exec chroot "$root" make "$@"`;
  const env = { ...process.env, LC_ALL: 'C' };
  const command = ['--mount', 'sh', '-c', script, 'sh', root, ...folders, '--', ...args];
  return run('unshare', command, { env, timeLimitMs: 600_000 });
}
