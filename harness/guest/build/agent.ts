// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Builds the agent: a static binary, so that the guest needs nothing else.
import { readdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { explain, succeeded } from '../../platform/finished';
import { run } from '../../platform/run';
import { Unavailable } from '../../errors';
import { cacheEntry } from '../cache/entry';
import { kernelSources, sourceHash, sourceNames } from './sources';
import { requireTools } from './tools';

/** Path of the built agent. Throws `Unavailable` without a compiler, or when the build fails. */
export async function buildAgent(onStep?: (step: string) => void, sources = kernelSources('agent')): Promise<string> {
  const entry = await cacheEntry({
    kind: 'agent',
    key: sourceHash(sources, sourceNames(sources)),
    needs: ['agent'],
    fill: async (directory) => {
      onStep?.('building the agent');
      requireTools(['gcc', 'make']);
      const args = ['-C', sources, '-j', String(availableParallelism()), `O=${directory}`];
      const built = await run('make', args, { timeLimitMs: 300_000 });
      if (!succeeded(built)) {
        const cure = 'apt-get install --no-install-recommends libc6-dev';
        throw new Unavailable(`the agent does not build: ${explain(built)}`, cure);
      }
      for (const name of readdirSync(directory)) if (name !== 'agent') rmSync(join(directory, name));
    },
  });
  return join(entry, 'agent');
}
