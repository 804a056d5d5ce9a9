// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Installs the Debian packages that a guest needs; the only thing here that changes the machine.
import { explain, succeeded } from '../../platform/finished';
import { run } from '../../platform/run';
import { Unavailable } from '../../errors';
import { findTool, packageOf, type Tool } from '../build/tools';
import { installScript } from '../build/install-script';
import { findQemu } from '../qemu/version';

/** What `installMissing()` did. */
export type Installed =
  { readonly kind: 'nothing-missing' } | { readonly kind: 'installed'; readonly missing: readonly string[] };

const builders: readonly Tool[] = ['gcc', 'make', 'pahole'];

/** Names of what is missing: QEMU when it is absent or too old, and the tools that build the module and the agent. */
export async function missingPrograms(): Promise<string[]> {
  const tools = builders.filter((tool) => findTool(tool) === undefined).map((tool) => packageOf[tool]);
  try {
    await findQemu();
    return tools;
  } catch (error) {
    // A QEMU that was chosen is not replaced behind the user's back.
    if (!(error instanceof Unavailable) || process.env['QEMU'] !== undefined) throw error;
    return ['qemu-system-x86', ...tools];
  }
}

/** Installs what is missing when we are root; otherwise throws `Unavailable` with the command for root to type. */
export async function installMissing(onStep?: (step: string) => void): Promise<Installed> {
  const missing = await missingPrograms();
  if (missing.length === 0) return { kind: 'nothing-missing' };
  const script = installScript();
  const reason = `${missing.join(', ')} missing or too old`;
  if (process.getuid?.() !== 0) throw new Unavailable(reason, `sudo sh ${script}`);
  if (findTool('apt-get') === undefined)
    throw new Unavailable(`${reason}, and there is no apt-get`, 'install them by hand');
  onStep?.(`installing ${missing.join(', ')}`);
  const installed = await run('sh', [script], { timeLimitMs: 1_800_000 });
  if (!succeeded(installed)) throw new Unavailable(`cannot install: ${explain(installed)}`, `sh ${script}`);
  return { kind: 'installed', missing };
}
