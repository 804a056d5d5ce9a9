// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { bindsIn, CLAUSE_IDS, CLAUSES, observableClauses, PROFILE_NAMES } from '../../spec';
import { standings, type Evidence, type Standing } from './standing';

const campaign = (evidence: Partial<Evidence> = {}): Evidence => ({
  profile: '6.12',
  unsupported: [],
  clauses: { counts: {}, violatedIds: [] },
  ...evidence,
});
const of = (id: string, all: readonly Standing[]): Standing | undefined => all.find((each) => each.id === id);

describe('how clauses stand', () => {
  test.each(PROFILE_NAMES)('is said of each clause of profile %s, and of no other', (profile) => {
    const all = standings([campaign({ profile })]);
    expect(all.map(({ id }) => id)).toEqual(CLAUSE_IDS.filter((id) => bindsIn(CLAUSES[id], profile)));
    expect(all.filter(({ status }) => status === 'unreached').map(({ id }) => id)).toEqual(observableClauses(profile));
  });

  test('adds up over campaigns, whatever their order', () => {
    const [one, other] = [
      campaign({ clauses: { counts: { 'MAP-UPDATE-12': 3, 'MAP-UPDATE-13': 1 }, violatedIds: [] } }),
      campaign({ clauses: { counts: { 'MAP-UPDATE-12': 4 }, violatedIds: ['MAP-UPDATE-13'] } }),
    ];
    const all = standings([one, other]);
    expect(of('MAP-UPDATE-12', all)).toEqual({ id: 'MAP-UPDATE-12', status: 'exercised', count: 7 });
    expect(of('MAP-UPDATE-13', all)).toEqual({ id: 'MAP-UPDATE-13', status: 'violated', count: 1 });
    expect(standings([other, one])).toEqual(all);
  });

  test('gives the reason why a clause was not exercised, where it is known', () => {
    const all = standings([campaign({ unsupported: ['map.mmap', 'map.create'] })]);
    expect(all.filter(({ reason }) => reason === 'the adapter cannot express map.mmap')).not.toEqual([]);
    expect(of('MAP-CREATE-32', all)?.reason).toBe('the adapter cannot express map.create');
    expect(of('MAP-UPDATE-12', all)).toEqual({ id: 'MAP-UPDATE-12', status: 'unreached', count: 0 });
    expect(of('MAP-CREATE-22', all)).toMatchObject({
      status: 'unobservable',
      reason: expect.stringContaining('allocation'),
    });
  });

  test('does not blame an adapter for what another campaign could have done', () => {
    const all = standings([campaign({ unsupported: ['map.mmap'] }), campaign()]);
    expect(all.filter(({ reason }) => reason?.includes('map.mmap'))).toEqual([]);
  });
});
