// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Builds the test modules for one kernel.
import { copyFileSync, existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { explain, succeeded, type Finished } from '../../platform/finished';
import { run } from '../../platform/run';
import { Unavailable } from '../../errors';
import { cacheEntry } from '../cache/entry';
import type { Kernel } from '../kernel/kernel';
import { kernelSources, sourceHash, sourceNames } from './sources';
import { requireTools } from './tools';
import { checkVermagic } from './vermagic';

/** Modules that the adapters rely on. */
const modules = ['soc_a.ko', 'soc_b.ko', 'soc_n.ko'];

/** Paths of the built modules. Throws `Unavailable` without headers, compiler or pahole, or when the build fails. */
export async function buildModules(
  kernel: Kernel,
  onStep?: (step: string) => void,
  sources = kernelSources('testmod'),
): Promise<string[]> {
  const build = kernel.buildDirectory;
  if (build === undefined || !existsSync(join(build, 'Makefile'))) {
    throw new Unavailable(
      `there are no headers of kernel ${kernel.release} to build the test module with`,
      '--kernel-build DIR',
    );
  }
  const names = sourceNames(sources);
  const entry = await cacheEntry({
    kind: 'modules',
    key: `${kernel.release}-${sourceHash(sources, names, build, kernel.toolchain?.id ?? 'own', ...buildState(build))}`,
    needs: modules,
    fill: async (directory) => {
      onStep?.(`building the test module for ${kernel.release}`);
      for (const name of names) copyFileSync(join(sources, name), join(directory, name));
      await make(directory, kernel, build, onStep);
      for (const name of readdirSync(directory)) {
        if (!modules.includes(name)) rmSync(join(directory, name), { recursive: true });
      }
      for (const module of modules) checkVermagic(join(directory, module), kernel.release);
    },
  });
  return modules.map((module) => join(entry, module));
}

/** A kernel that is built again in the same place has other types and other symbol versions. */
function buildState(build: string): string[] {
  return ['vmlinux', 'Module.symvers'].map((name) => {
    const stat = statSync(join(build, name), { throwIfNoEntry: false });
    return stat === undefined ? 'absent' : `${stat.size} ${stat.mtimeMs}`;
  });
}

async function make(directory: string, kernel: Kernel, build: string, onStep?: (step: string) => void): Promise<void> {
  // Where it is absent, as in 6.1's headers, there are no BTF ids to resolve either.
  const resolver = existsSync(join(build, 'tools/bpf/resolve_btfids/resolve_btfids')) ? [] : ['RESOLVE_BTFIDS=:'];
  const args = ['-C', directory, `KDIR=${build}`, ...resolver];
  const made = await (kernel.toolchain?.make(args, [directory], onStep) ?? makeHere(args));
  if (!succeeded(made))
    throw new Unavailable(`the test module does not build: ${explain(made)}`, `make ${args.join(' ')}`);
  // Without pahole kbuild only says "Skipping BTF generation", and nothing could be registered from such a module.
  if (/Skipping BTF generation/.test(made.stdout + made.stderr)) {
    throw new Unavailable(
      `the headers in ${build} have no vmlinux, so the module has no BTF`,
      `make -C ${build} vmlinux`,
    );
  }
}

function makeHere(args: readonly string[]): Promise<Finished> {
  requireTools(['gcc', 'make', 'pahole']);
  return run('make', args, { timeLimitMs: 600_000 });
}
