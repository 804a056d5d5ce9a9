// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Commits that stable updates brought to older kernels, or that came between two profiles: kernels of one version differ by
// them. A clause that came with one says so (clauses/clause.ts: `with`, `without`).

/** Where a commit came in. */
export interface Arrival {
  /** The release of Linus' tree that has it first. */
  readonly mainline: string;
  /** For each older version that got it, the stable update that brought it. */
  readonly updates: readonly string[];
}

/** Found in the changelogs of the stable updates, and in Debian's. */
export const ARRIVALS = {
  b671c2067a04: { mainline: '6.4', updates: ['6.1.191'] },
  '59e5791f59dd': { mainline: '6.8', updates: ['6.6.14'] },
  '980ca8ceeae6': { mainline: '6.10', updates: ['6.9.9'] },
  '12fdd29d5d71': { mainline: '6.15', updates: ['6.12.31'] },
  '4f375ade6aa9': { mainline: '6.18', updates: ['6.1.157', '6.6.113', '6.12.54', '6.17.4'] },
  '146bd2a87a65': { mainline: '7.0', updates: ['6.1.168', '6.6.131', '6.12.80', '6.18.21', '6.19.11'] },
  '743f8cae549a': { mainline: '7.1', updates: [] },
} as const satisfies Readonly<Record<string, Arrival>>;

export type ArrivalHash = keyof typeof ARRIVALS;
export const ARRIVAL_HASHES = Object.keys(ARRIVALS) as readonly ArrivalHash[];

/** Major and minor number of a kernel's release, and the number of its stable update. */
export type Release = readonly [major: number, minor: number, update: number];

/** What the agent tells of a release that hides its update: `6.1.0-57-amd64 (6.1.192)`. */
export const toldUpdate = (text: string): string | undefined => /\((\d+\.\d+\.\d+)\)$/.exec(text)?.[1];

export function releaseOf(text: string): Release | undefined {
  const [, major, minor, update = '0'] = /^(\d+)\.(\d+)(?:\.(\d+))?(?![\d.])/.exec(toldUpdate(text) ?? text) ?? [];
  return major === undefined || minor === undefined ? undefined : [Number(major), Number(minor), Number(update)];
}

/** Whether a kernel has a commit: since its mainline release, or by a stable update of its own version. */
export function hasArrived(hash: ArrivalHash, [major, minor, update]: Release): boolean {
  const { mainline, updates }: Arrival = ARRIVALS[hash];
  const [since = [0, 0, 0], ...brought] = [mainline, ...updates].map((text) => releaseOf(text));
  if (major > since[0] || (major === since[0] && minor >= since[1])) return true;
  return brought.some((each) => each?.[0] === major && each[1] === minor && update >= each[2]);
}
