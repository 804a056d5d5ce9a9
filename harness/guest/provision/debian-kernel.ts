// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Debian's cloud kernels with their headers, from the archive into the cache.
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Unavailable } from '../../errors';
import { cacheDirectory } from '../cache/directory';
import { cacheEntry, existingEntry } from '../cache/entry';
import { writeBtfBase } from '../kernel/btf-base';
import { fastestImage } from '../kernel/decompress';
import type { DebianKernelSpec, Kernel } from '../kernel/kernel';
import { portDrivers } from '../kernel/port-drivers';
import { compilerOf, foreignToolchain } from './build-root';
import { chooseOffered, recallChoice, rememberChoice, type ChosenKernel } from './kernel-choice';
import { cachedKernels, configIn, factsFile, imageIn, portFolder, writeFacts, type KernelFacts } from './kernel-entry';
import { machineMirror } from './mirror';
import { PrivateApt } from './private-apt';
import { relocate } from './relocate';

/** The kernel that a name means; one in the cache is good enough. Throws `Unavailable`. */
export async function debianKernel(spec: DebianKernelSpec, onStep?: (step: string) => void): Promise<Kernel> {
  return ready(cachedKernel(spec) ?? (await fetchDebianKernel(spec, onStep)));
}

/** What the name meant before, if all of it is still in the cache. */
export function cachedKernel(spec: DebianKernelSpec): KernelFacts | undefined {
  const release = recallChoice(spec);
  return cachedKernels().find((facts) => facts.release === release && isComplete(facts));
}

/** Asks the archive what the name means now, and downloads that unless it is there. Throws `Unavailable`. */
export async function fetchDebianKernel(spec: DebianKernelSpec, onStep?: (step: string) => void): Promise<KernelFacts> {
  const chosen = await chooseOffered(spec);
  const facts = factsOf(chosen);
  await cacheEntry({
    ...entryOf(facts),
    fill: async (directory) => {
      onStep?.(`downloading kernel ${facts.release}`);
      await fill(chosen, facts, directory);
    },
  });
  rememberChoice(spec, facts.release);
  return facts;
}

function factsOf({ debian, kernel }: ChosenKernel): KernelFacts {
  const [headers] = kernel.headers;
  return {
    release: kernel.release,
    version: kernel.version,
    debian: debian.name,
    headers: headers === undefined ? null : `usr/src/${headers}`,
  };
}

function entryOf({ release, headers }: KernelFacts): { kind: 'kernel'; key: string; needs: string[] } {
  const built =
    headers === null ? [] : ['Makefile', 'vmlinux', 'scripts/mod/modpost'].map((path) => join(headers, path));
  return { kind: 'kernel', key: release, needs: [factsFile, portFolder, ...built] };
}

/** An entry that an earlier version made may lack something that is needed now. */
const isComplete = (facts: KernelFacts): boolean => existingEntry(entryOf(facts)) !== undefined;

async function fill({ debian, kernel }: ChosenKernel, facts: KernelFacts, directory: string): Promise<void> {
  const apt = await PrivateApt.open(debian);
  await apt.unpack([...kernel.image, ...kernel.headers], directory);
  keepDrivers(directory, kernel.release);
  relocate(directory);
  const image = imageIn(directory, kernel.release);
  if (image === undefined) throw new Unavailable(`there is no kernel in ${kernel.image.join(', ')}`, 'another kernel');
  // Older headers come without what a module's BTF is built upon; the kernel itself has it.
  if (facts.headers !== null && !existsSync(join(directory, facts.headers, 'vmlinux'))) {
    await writeBtfBase(await fastestImage(image), join(directory, facts.headers, 'vmlinux'));
  }
  writeFacts(directory, facts);
}

/** Beside our modules the guest loads the drivers of its port only, and all the others are half of the whole. */
function keepDrivers(directory: string, release: string): void {
  const kept = join(directory, portFolder);
  mkdirSync(kept);
  for (const modules of ['lib/modules', 'usr/lib/modules']) {
    const all = join(directory, modules, release, 'kernel');
    for (const driver of portDrivers(all)) cpSync(driver, join(kept, relative(all, driver)));
    rmSync(all, { recursive: true, force: true });
  }
}

async function ready(facts: KernelFacts): Promise<Kernel> {
  const cache = cacheDirectory();
  const entry = join(cache, 'kernel', facts.release);
  const image = imageIn(entry, facts.release);
  if (image === undefined) throw new Unavailable(`the cache's kernel ${facts.release} is broken`, `rm -r ${entry}`);
  const kernel = {
    release: facts.release,
    image: await fastestImage(image, cache),
    config: configIn(entry, facts),
    drivers: portDrivers(join(entry, portFolder)),
  };
  if (facts.headers === null) return kernel;
  const buildDirectory = join(entry, facts.headers);
  if (facts.debian === machineMirror().release) return { ...kernel, buildDirectory };
  const toolchain = foreignToolchain(facts.debian, compilerOf(buildDirectory), entry);
  return { ...kernel, buildDirectory, toolchain };
}
