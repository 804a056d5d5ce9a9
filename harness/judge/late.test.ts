// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Releases that a worker does in several steps: whatever a program sees between them is allowed, and the simulator shows it.
import { expect, test } from '@jest/globals';
import { programIn } from '../../generators';
import { createModel } from '../../model';
import { bindsIn, CLAUSES, PROFILES, type Outcome, type Program } from '../../spec';
import { Faults } from '../adapters/simulator/faults';
import { kernelVersion } from '../adapters/simulator/kernel/version';
import { runProgram } from '../adapters/simulator/run';
import { CountingScheduler, EagerScheduler, LazyScheduler, type Scheduler } from '../adapters/simulator/scheduler';
import { judge } from './judge';

const schedulers: readonly Scheduler[] = [
  new EagerScheduler(),
  new LazyScheduler(),
  ...Array.from({ length: 100 }, (_, seed) => new CountingScheduler(seed)),
];

const TCP_LINK = `
p = prog.load none tcp_congestion_ops ssthresh
q = prog.load none tcp_congestion_ops undo_cwnd
r = prog.load none tcp_congestion_ops cong_avoid
m = map.create none tcp_congestion_ops link
map.update m .ssthresh=p .cong_avoid=r .undo_cwnd=q .name=2
l = link.create m
pin.create l pin3
fd.close l
pin.remove pin3
k = link.create m
`;

const LINK = `
module.load soc_a
b = btf.open soc_a
m = map.create b plain link
map.update m
l = link.create m
pin.create l pin1
fd.close l
pin.remove pin1
`;

const BOUND = `
module.load soc_a
b = btf.open soc_a
m = map.create b plain link
map.update m
n = map.create b plain link
map.update n
p = prog.load b plain run
prog.bind p m
prog.bind p n
fd.close p
object.info m
object.info n
`;

/** What the last operations of a program come to, under each scheduler; all of it must be allowed. */
function shown(
  profile: (typeof PROFILES)[number],
  program: Program,
  last: number,
  tell: (outcome: Outcome) => string,
): readonly string[] {
  const model = createModel(profile);
  const seen = schedulers.map((scheduler) => {
    const history = runProgram(program, new Faults(undefined), scheduler, kernelVersion(profile));
    expect(judge(model, program, history).kind).toBe('conforms');
    return history.steps
      .slice(-last)
      .map(({ outcome }) => tell(outcome))
      .join();
  });
  return [...new Set(seen)].sort();
}

/** The references that a lookup shows, how many answered a call, or what the operation returned. */
function told(outcome: Outcome): string {
  if (!('ret' in outcome)) return 'crashed';
  const { ret, value } = outcome;
  if (Array.isArray(value)) return String(value.length);
  return String((value as { readonly refcnt?: number } | undefined)?.refcnt ?? ret);
}

const isFound = (outcome: Outcome): string => ('ret' in outcome && outcome.ret === 0 ? 'found' : 'gone');

/** Where the inode of a pin is left to an RCU callback there is a step more, and few schedules show the rest. */
const withLinks = PROFILES.filter(({ name, version }) => version !== '6.1' && !bindsIn(CLAUSES['RELEASE-05'], name));
const withTypes = withLinks.filter(({ name }) => bindsIn(CLAUSES['REG-30'], name));

test.each(withLinks)('a tcp link without its pin is unregistered, and its map is let go of later: $name', (profile) => {
  const looked = programIn(`${TCP_LINK}map.lookup m\n`);
  // Where the name is still taken, the link that is on its way out is the only one.
  expect(shown(profile, looked, 2, told)).toEqual(['-17,0', '-17,1', '0,1', '0,2']);
  const waited = programIn(`${TCP_LINK}quiesce\nmap.lookup m\n`);
  expect(shown(profile, waited, 3, told)).toEqual(['-17,0,0', '0,0,1']);
});

test.each(withTypes)('so it is with a type of a module: $name', (profile) => {
  const looked = programIn(`${LINK}module.call soc_a plain run\nmap.lookup m\n`);
  expect(shown(profile, looked, 2, told)).toEqual(['0,0', '0,1', '1,0', '1,1']);
});

test.each(withTypes)('a map that only such a link holds can still be found once: $name', (profile) => {
  const program = programIn(`${LINK}fd.close m\nmodule.call soc_a plain run\nd = object.by_id m\n`);
  expect(shown(profile, program, 1, isFound)).toEqual(['found', 'gone']);
});

test.each(withTypes)('a program lets go of its maps in the order in which they were bound: $name', (profile) => {
  const looked = programIn(`${BOUND}map.lookup m\nmap.lookup n\n`);
  expect(shown(profile, looked, 2, told)).toEqual(['0,0', '0,1', '1,0', '1,1']);
  const twice = programIn(`${BOUND}map.lookup n\nmap.lookup m\n`);
  expect(shown(profile, twice, 2, told)).toEqual(['0,0', '1,0', '1,1']);
});
