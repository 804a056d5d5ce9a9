// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The table of legal outcomes per pair: what the machine allows is that, and nothing else.
import { describe, expect, test } from '@jest/globals';
import { createModel } from '../../model';
import { allowedResults, type AllowedResults } from '../../model/race';
import { DEFAULT_PROFILE, formatReturn, profileNamed, racedClauses, type ClauseId, type ProfileName } from '../../spec';
import { formatRace, parseRace } from '../text';
import { PAIRS, pairsIn, type Pair } from './pairs';

function resultsOf({ race, since }: Pair, profile: ProfileName = since ?? DEFAULT_PROFILE): AllowedResults {
  const allowed = allowedResults(createModel(profileNamed(profile)), race);
  if (allowed.kind !== 'all') throw new Error(`nothing can be said: ${allowed.kind}`);
  return allowed.results;
}

/** What the operations in the threads return, thread by thread. */
function outcomes(pair: Pair): readonly string[] {
  const { prefix, threads } = pair.race;
  const lengths = threads.map((thread) => thread.length);
  const sets = resultsOf(pair).results.map(({ endings }) => {
    let from = prefix.length;
    return lengths
      .map((length) => {
        const rets = endings.slice(from, from + length).map(({ ret }) => formatReturn(ret));
        from += length;
        return rets.join(' ');
      })
      .join(', ');
  });
  return [...new Set(sets)].sort();
}

/** `left, right`; each side as many returns as it has operations. */
const TABLE: Readonly<Record<string, readonly string[]>> = {
  'map-update-update': ['-EBUSY, 0', '0, -EBUSY'],
  'map-update-update-refused': ['-EACCES, 0', '-EBUSY, 0'],
  'map-update-update-both-refused': ['-EACCES, -EACCES'],
  'map-update-update-faulty': ['-E2BIG, 0'],
  'map-update-delete': ['0, -ENOENT', '0, 0'],
  'map-update-lookup': ['0, 0'],
  'map-update-call': ['0, 0 0'],
  'map-update-link-create': ['0, -EINVAL', '0, 0'],
  'map-update-link-update': ['0, -EINVAL', '0, 0'],
  'map-lookup-close-update': ['-EBADF, 0 0', '0, 0 0'],
  'map-update-close': ['-EBADF, 0', '0, 0'],
  'map-delete-delete': ['-EINPROGRESS, 0', '0, -EINPROGRESS'],
  'map-delete-delete-call': ['-EINPROGRESS, 0 0', '0, -EINPROGRESS 0'],
  'map-delete-lookup': ['0, 0'],
  'map-delete-unload': ['0, -EAGAIN'],
  'map-by-id-close': ['-ENOENT, 0', '0, 0'],
  'link-create-create': ['0, 0'],
  'link-create-create-exclusive': ['-EEXIST, 0', '0, -EEXIST'],
  'link-create-lookup': ['-EACCES, 0'],
  'link-create-detach-elsewhere': ['0, 0'],
  'link-update-update': ['0, 0'],
  'link-replace-replace': ['-EPERM, 0', '0, -EPERM'],
  'link-update-detach': ['-ENOLINK, 0', '0, 0'],
  'link-update-info': ['0, 0 0'],
  'link-update-close-maps': ['-EBADF, 0 0', '0, 0 0'],
  'link-detach-detach': ['0, 0'],
  'link-detach-poll': ['0, 0 0'],
  'link-detach-close-other': ['0, 0'],
  // Who found the descriptor when it was being closed may be the last to hold the link.
  'link-update-close-create': ['-EBADF, 0 -EEXIST', '-EBADF, 0 0', '0, 0 -EEXIST', '0, 0 0'],
  'link-detach-close': ['-EBADF, 0', '0, 0'],
  'link-detach-module-detach': ['0, -ENOENT', '0, 0'],
  'link-close-create-exclusive': ['0, -EEXIST', '0, 0'],
  'link-close-lookup': ['0, 0 0'],
  'link-unpin-module-detach': ['0, -ENOENT', '0, 0'],
  'module-create-unload': ['-EINVAL, 0', '0, -EAGAIN'],
  'module-create-log-unload': ['-EINVAL -ENODEV, 0', '-EINVAL -ENOENT, 0', '-EINVAL 0, 0', '0 0, -EAGAIN'],
  'module-create-fails-unload': ['-EINVAL, 0', '-ENOTSUPP, -EAGAIN', '-ENOTSUPP, 0'],
  'module-prog-load-unload': ['-ENOTSUPP, 0', '0, -EAGAIN', '0, 0'],
  'module-close-unload': ['0, -EAGAIN', '0, 0'],
  'module-load-create': ['0, -ENOENT -EBADF', '0, 0 -EINVAL', '0, 0 0'],
  'module-load-load': ['-EEXIST, 0', '0, -EEXIST', '0, 0'],
  'module-load-load-fails': ['-ENOMEM, -ENOMEM'],
  // -EAGAIN: do_init_module() drops its own reference after the module is live.
  'module-load-unload': ['0, -EAGAIN', '0, -EBUSY', '0, -ENOENT', '0, 0'],
  'module-unload-load': ['0, -EBUSY', '0, -EEXIST', '0, 0'],
  'module-unload-unload': ['-EBUSY, 0', '-ENOENT, 0', '0, -EBUSY', '0, -ENOENT'],
  'module-unload-by-id': ['0, -ENOENT', '0, 0'],
  'module-unload-open': ['0, -ENOENT', '0, 0'],
  'module-load-info': ['0, 0'],
  'module-unload-info': ['0, 0'],
  'module-unload-log': ['0, -ENODEV', '0, -ENOENT', '0, 0'],
  'module-call-call': ['0, 0'],
  'module-log-delete': ['0, 0'],
  'module-assoc-assoc': ['-EBUSY, 0', '0, -EBUSY'],
  'module-assoc-close': ['0, 0'],
};

test('every pair has a row, and every row a pair', () => {
  expect(PAIRS.map(({ name }) => name).sort()).toEqual(Object.keys(TABLE).sort());
});

describe.each(PAIRS.map((pair) => [pair.name, pair] as const))('%s', (name, pair) => {
  test('may come to what the table says, and to nothing else', () => {
    expect(outcomes(pair)).toEqual([...(TABLE[name] ?? [])].sort());
  });

  test('can be written down', () => {
    expect(parseRace(formatRace(pair.race))).toEqual({ kind: 'race', race: pair.race });
  });
});

/** The values that an operation may show, by its place in the threads; a link's and a map's id as the object's name. */
function values(name: string, place: number): readonly string[] {
  const pair = PAIRS.find((each) => each.name === name);
  if (pair === undefined) throw new Error(`no pair ${name}`);
  const at = pair.race.prefix.length + place;
  return [...new Set(resultsOf(pair).results.map(({ endings }) => JSON.stringify(endings[at]?.value)))].sort();
}

describe('what the operations show', () => {
  test('a lookup during an update sees zeros or the whole value', () => {
    expect(values('map-update-lookup', 1)).toEqual([
      '{"state":0,"refcnt":0,"members":{}}',
      '{"state":1,"refcnt":1,"members":{"tag":1}}',
    ]);
  });

  test('a lookup during a delete sees state 1 or 2, and state 2 with the reference that unreg() still has', () => {
    expect(values('map-delete-lookup', 1)).toEqual([
      '{"state":1,"refcnt":0,"members":{"tag":1}}',
      '{"state":1,"refcnt":1,"members":{"tag":1}}',
      '{"state":2,"refcnt":0,"members":{"tag":1}}',
      '{"state":2,"refcnt":1,"members":{"tag":1}}',
    ]);
  });

  test.each(['link-detach-detach', 'link-detach-close-other', 'link-detach-close', 'link-detach-module-detach'])(
    '%s unregisters exactly once',
    (name) => {
      const logs = values(name, 2);
      expect(logs.length).toBeGreaterThan(0);
      for (const log of logs) expect(log.match(/unreg/g)).toHaveLength(1);
    },
  );

  test('of two updates of a link the later one stays', () => {
    expect(values('link-update-update', 2).map((value) => /map_id":\{"@id":"(.*?)"/.exec(value)?.[1])).toEqual([
      'map:m2',
      'map:m3',
    ]);
  });

  test('after a detach the link is detached, whatever the update did', () => {
    expect(values('link-update-detach', 2)).toEqual(['{"hup":true}']);
  });
});

test.each(['6.12', '7.2', '7.3'] as const)(
  'in profile %s each clause about races decides an operation of some result of a pair for sure',
  (profile) => {
    const certain = new Set<ClauseId>();
    for (const pair of pairsIn(profile))
      for (const { clauses } of resultsOf(pair, profile).results)
        for (const [only, ...others] of clauses.map((set) => [...set]))
          if (only !== undefined && others.length === 0) certain.add(only);
    expect(racedClauses(profile).filter((clause) => !certain.has(clause))).toEqual([]);
  },
);

test('a pair names a clause that some of its results may come about by', () => {
  for (const pair of PAIRS) {
    const cited = new Set(resultsOf(pair).results.flatMap(({ clauses }) => clauses.flatMap((set) => [...set])));
    expect([pair.name, cited.has(pair.clause)]).toEqual([pair.name, true]);
  }
});
