// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The bounds of an exploration, as they are typed: modules=2,maps=2,links=1.
import { nearest } from '../../generators';
import { BOUNDS, staleStandsAlone, type Scope } from '../../generators/explore';
import type { ProfileName } from '../../spec';
import { UsageError } from '../errors';

type Bound = keyof typeof BOUNDS;

const NAMES = Object.keys(BOUNDS) as readonly Bound[];
const EXAMPLE = '--scope modules=2,maps=2,links=1';

/** What a scope has of each kind that it does not name. */
const UNNAMED: Scope = { modules: 1, maps: 0, links: 0, programs: 0, pins: 0, holds: 0, stale: 0, descriptors: 1 };

/** The most of anything, which keeps a typing error from running for a week. */
const MOST = 99;

/** Reads a scope. Throws `UsageError` for what is no bound, and for a bound that is no number. */
export function parseScope(text: string): Scope {
  const bounds: Partial<Record<Bound, number>> = {};
  for (const word of text.split(',')) {
    const [name = '', value = ''] = word.split('=');
    const bound = NAMES.find((each) => each === name);
    if (bound === undefined)
      throw new UsageError(
        `--scope has no bound '${name}'`,
        `${nearest(name, NAMES) ?? NAMES.join(', ')}, as in ${EXAMPLE}`,
      );
    if (!/^\d+$/.test(value) || Number(value) > MOST)
      throw new UsageError(`--scope needs a number from 0 to ${String(MOST)} for ${name}, but has '${value}'`, EXAMPLE);
    if (bounds[bound] !== undefined) throw new UsageError(`--scope has ${name} twice`, EXAMPLE);
    bounds[bound] = Number(value);
  }
  if (bounds.modules !== undefined && bounds.modules > 3)
    throw new UsageError(
      `--scope has ${String(bounds.modules)} modules, but there are three`,
      '--scope modules=3,maps=2',
    );
  return { ...UNNAMED, ...bounds };
}

/** Throws `UsageError` for a scope that cannot be explored by parts in a profile. */
export function checkScope(scope: Scope, profile: ProfileName): void {
  if (scope.stale === 0 || staleStandsAlone(profile)) return;
  throw new UsageError(
    `profile ${profile} cannot be explored with stale=${String(scope.stale)}: there a BTF object keeps its name when its module is gone, so that no part of a state stands alone`,
    `--scope ${formatScope({ ...scope, stale: 0 })}`,
  );
}

/** A scope as it is typed. */
export const formatScope = (scope: Scope): string =>
  NAMES.flatMap((name) => (scope[name] === undefined ? [] : [`${name}=${String(scope[name])}`])).join(',');

/** What the bounds mean, a line each. */
export const scopeHelp = (): string =>
  ['Bounds of a scope:', ...NAMES.map((name) => `  ${name.padEnd(12)} ${BOUNDS[name]}`)].join('\n');
