// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Builds the agent: a static binary, so that the guest needs nothing else.
import { join } from 'node:path';
import { explain, succeeded } from '../../process/finished';
import { run } from '../../process/run';
import { Unavailable } from '../../unavailable';
import { cacheEntry } from '../cache/entry';
import { kernelSources, sourceHash, sourceNames } from './sources';
import { requireTools } from './tools';

const flags = ['-static', '-O2', '-Wall', '-Wextra'];

/** Path of the built agent. Throws `Unavailable` without a compiler, or when the build fails. */
export async function buildAgent(onStep?: (step: string) => void, sources = kernelSources('agent')): Promise<string> {
  const names = sourceNames(sources);
  const entry = await cacheEntry({
    kind: 'agent',
    key: sourceHash(sources, names, ...flags),
    needs: ['agent'],
    fill: async (directory) => {
      onStep?.('building the agent');
      requireTools(['gcc']);
      const files = names.filter((name) => name.endsWith('.c')).map((name) => join(sources, name));
      const args = [...flags, '-o', join(directory, 'agent'), ...files, '-lpthread'];
      const built = await run('gcc', args, { timeLimitMs: 120_000 });
      if (!succeeded(built)) {
        throw new Unavailable(
          `the agent does not build: ${explain(built)}`,
          'apt-get install --no-install-recommends libc6-dev',
        );
      }
    },
  });
  return join(entry, 'agent');
}
