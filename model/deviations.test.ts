// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { programIn } from '../generators';
import { profileNamed, type Outcome } from '../spec';
import { Belief, createKnowingModel, createModel, type Deviations } from '.';

/** What a judge that knows some deviations makes of outcomes; those that are left out are what the model expects. */
function judged(known: Deviations, text: string, ...outcomes: readonly (number | Outcome | undefined)[]): string[] {
  const model = createKnowingModel(profileNamed('6.12'), known);
  let belief = Belief.initial(model);
  return programIn(text).operations.map((operation, index) => {
    const given = outcomes[index];
    const [expected] = belief.possibilities.flatMap(({ state }) => model.step(state, operation));
    const value = expected?.value === undefined ? {} : { value: { id: index + 1 } };
    const outcome = given === undefined ? { ret: expected?.ret ?? 0, ...value } : given;
    const advance = belief.advance(
      operation,
      typeof outcome === 'number' ? { ret: outcome } : (outcome as { ret: number }),
    );
    if (advance.kind === 'followed' || advance.kind === 'deviated') belief = advance.belief;
    return advance.kind === 'deviated' ? advance.deviations.join() : advance.kind;
  });
}
const last = (known: Deviations, text: string, ...outcomes: Parameters<typeof judged>[2][]): string | undefined =>
  judged(known, text, ...outcomes).at(-1);
const _ = undefined;

describe('a kernel that forgets the errno of a refused owner', () => {
  const owned = 'module.load soc_a types=owned\nb = btf.open soc_a\nm = map.create b owned\nmap.update m .owner=1';
  const tcp = 'm = map.create none tcp_congestion_ops\nmap.update m .name=1 .owner=1';
  const known = ['owner-refused-without-errno'] as const;

  test('returns what was in err, and nothing else', () => {
    expect(last(known, owned, _, _, _, 0)).toBe(known[0]);
    expect(last(known, owned, _, _, _, 1)).toBe('contradicted');
    expect(last(known, tcp, _, 1)).toBe(known[0]);
    expect(last(known, tcp, _, 0)).toBe('contradicted');
    expect(last([], owned, _, _, _, 0)).toBe('contradicted');
  });

  test('is not known for what is wrong after it, in the same program', () => {
    const after = `${owned}\nmap.update m .spare=1`;
    expect(judged(known, after, _, _, _, 0, -22).slice(3)).toEqual([known[0], 'followed']);
    expect(judged(known, after, _, _, _, 0, 0).slice(3)).toEqual([known[0], 'contradicted']);
  });
});

describe('a kernel without the check of large returns', () => {
  const known = ['big-return-accepted'] as const;

  test('answers as it does for any other type, whatever init then returns', () => {
    for (const [init, ret] of [
      [-12, -12],
      [0, 0],
      [3, 0],
    ] as const)
      expect(last(known, `module.load soc_a init=${init} also=big_return`, ret)).toBe(known[0]);
    expect(last(known, 'module.load soc_a init=-12 also=big_return', 0)).toBe('contradicted');
    expect(last(known, 'module.load soc_a also=many_args', 0)).toBe('contradicted');
  });
});

describe('a kernel that knows the owner slot by an id', () => {
  const owned = 'module.load soc_a types=owned\nb = btf.open soc_a\nm = map.create b owned link\nmap.update m';
  const known = ['owner-slot-by-id'] as const;
  const log = (...lines: readonly string[]): Outcome => ({ ret: 0, value: [...lines] });
  const members = ['run', 'tag', 'spare'].map((name) => `init_member owned ${name}`);
  const [first, end] = ['init owned', 'validate owned 0'];

  test('may be noticed later than it deviates', () => {
    const text = `${owned}\nmodule.log soc_a`;
    const noticed = judged(known, text, _, _, _, _, log(first, 'init_member owned owner', ...members, end));
    expect(noticed).toEqual(['followed', 'followed', 'followed', 'followed', known[0]]);
    const sound = judged(known, text, _, _, _, _, log(first, ...members, end));
    expect(sound.at(-1)).toBe('followed');
    expect(last(known, text, _, _, _, _, log(first, ...members))).toBe('contradicted');
  });

  test('has its registration refused', () => {
    expect(last(known, `${owned}\nl = link.create m`, _, _, _, _, -6)).toBe(known[0]);
  });
});

test('whoever knows nothing has no variants', () => {
  expect(createKnowingModel(profileNamed('6.12'), []).variants).toBeUndefined();
  expect(createModel(profileNamed('6.12')).variants).toBeUndefined();
});
