// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What this machine's kernel lacks: asked of the agent, which looks before it does anything.
import { z } from 'zod';
import { buildAgent } from '../../guest/build/agent';
import type { Lack } from '../../premises/premise';
import { explain, succeeded } from '../../platform/finished';
import { run } from '../../platform/run';
import { lackSchema } from '../../protocol/messages';
import { Unavailable } from '../../errors';
import { COMMAND_LIMIT_MS } from './shell';

/** `modules`: where the test module lies. Throws `Unavailable` when the agent cannot be asked. */
export async function hostLacks(modules: string, onNote?: (note: string) => void): Promise<readonly Lack[]> {
  const agent = await buildAgent(onNote);
  const asked = await run(agent, ['--lacks', '--modules', modules], { timeLimitMs: COMMAND_LIMIT_MS });
  if (!succeeded(asked)) throw new Unavailable(`the agent cannot look at this machine: ${explain(asked)}`, agent);
  return z.array(lackSchema).parse(JSON.parse(asked.stdout));
}
