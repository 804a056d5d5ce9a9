// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Where downloads and builds are kept between runs.
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The cache directory: ours by name, the user's by XDG, or the usual place. */
export function cacheDirectory(env: NodeJS.ProcessEnv = process.env): string {
  const own = env['STRUCT_OPS_CONFORMANCE_CACHE'];
  if (own !== undefined && own !== '') return own;
  const xdg = env['XDG_CACHE_HOME'];
  const base = xdg !== undefined && xdg.startsWith('/') ? xdg : join(homedir(), '.cache');
  return join(base, 'struct-ops-conformance');
}
