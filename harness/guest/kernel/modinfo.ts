// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What a module says of itself in its section .modinfo: strings `key=value` that stand between NULs.

/** The value of a key, or undefined when the module has none. */
export function modinfo(module: Buffer, key: string): string | undefined {
  const entry = Buffer.from(`${key}=`);
  for (let at = module.indexOf(entry); at >= 0; at = module.indexOf(entry, at + 1)) {
    if (at > 0 && module[at - 1] !== 0) continue;
    const end = module.indexOf(0, at);
    return module.toString('latin1', at + entry.length, end < 0 ? undefined : end);
  }
  return undefined;
}
