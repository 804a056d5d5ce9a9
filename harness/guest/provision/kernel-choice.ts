// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Which kernel of which Debian release is meant by `debian:6.12`, and remembering it: the same name means the same
// kernel, without asking the archive, until somebody fetches it again.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Unavailable } from '../../errors';
import { cacheDirectory } from '../cache/directory';
import type { DebianKernelSpec } from '../kernel/kernel';
import { debianRelease, debianReleases, searchOrder, type DebianRelease } from './debian-release';
import { chooseKernel, kernelsOffered, type OfferedKernel } from './kernel-packages';
import { machineMirror } from './mirror';
import { PrivateApt } from './private-apt';

/** A kernel and the Debian release that offers it. */
export interface ChosenKernel {
  readonly debian: DebianRelease;
  readonly kernel: OfferedKernel;
}

/** The kernels that a Debian release offers now, oldest first. */
export async function offeredKernels(debian: DebianRelease): Promise<OfferedKernel[]> {
  const apt = await PrivateApt.open(debian);
  return kernelsOffered(await apt.packages('^linux-(image|binary|base|headers|kbuild)-[0-9]'));
}

/**
 * Looks through the archive. The machine's own release comes first, because its kernels' modules are built with the
 * tools that are here; one without headers comes last. Throws `Unavailable`.
 */
export async function chooseOffered({ version, suite }: DebianKernelSpec): Promise<ChosenKernel> {
  let second: ChosenKernel | undefined;
  const searched = releasesFor(suite);
  for (const debian of searched) {
    const kernel = chooseKernel(await offeredKernels(debian), version);
    if (kernel === undefined) continue;
    if (kernel.headers.length > 0) return { debian, kernel };
    second ??= { debian, kernel };
  }
  if (second !== undefined) return second;
  throw new Unavailable(
    `Debian has no cloud kernel ${version} in ${searched.map(({ name }) => name).join(', ')}`,
    'struct-ops-conformance kernels list --offered',
  );
}

function releasesFor(suite: string | undefined): readonly DebianRelease[] {
  // sid is there for those who ask for it by name: what it has changes from day to day.
  if (suite === undefined) return searchOrder(machineMirror().release).filter(({ name }) => name !== 'sid');
  const debian = debianRelease(suite);
  if (debian === undefined) {
    const names = debianReleases.map(({ name }) => name);
    throw new Unavailable(`'${suite}' is no Debian release that has kernels to test`, `one of ${names.join(', ')}`);
  }
  return [debian];
}

/** The release of the kernel that was chosen by this name before. */
export function recallChoice(spec: DebianKernelSpec, cache = cacheDirectory()): string | undefined {
  return choices(cache)[nameOf(spec)];
}

/** Keeps a choice. */
export function rememberChoice(spec: DebianKernelSpec, release: string, cache = cacheDirectory()): void {
  const partial = `${file(cache)}.${process.pid}`;
  writeFileSync(partial, `${JSON.stringify({ ...choices(cache), [nameOf(spec)]: release })}\n`);
  renameSync(partial, file(cache));
}

const file = (cache: string): string => join(cache, 'kernel-choices.json');
const nameOf = ({ version, suite }: DebianKernelSpec): string =>
  suite === undefined ? version : `${version}/${suite}`;

/** An unreadable file is no choice. */
function choices(cache: string): Readonly<Record<string, string>> {
  try {
    return JSON.parse(readFileSync(file(cache), 'utf8')) as Record<string, string>;
  } catch {
    return {};
  }
}
