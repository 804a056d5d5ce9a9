// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// How many histories of races are judged a second, by looking up and by searching; user time, so that a busy machine
// does not count. Run with npx ts-node -T scripts/bench-races.ts.
import { parseRace } from '../generators';
import { RaceJudge } from '../harness/judge/race/judge';
import { linearize } from '../harness/judge/race/linearize';
import { recordedRound } from '../harness/judge/race/recorded';
import { shownResult } from '../harness/testing/races';
import { createModel } from '../model';
import { DEFAULT_PROFILE, profileNamed } from '../spec';

const model = createModel(profileNamed(DEFAULT_PROFILE));

/** Ten operations in all: what makes a map and a link, two threads, and what shows how it ended. */
const RACE = `
module.load soc_a
b = btf.open soc_a
m = map.create b plain link
map.update m .tag=1
l = link.create m
| link.detach l              | module.call soc_a plain run
| map.lookup m               | link.poll l
object.info l
`;

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const seconds = (before: NodeJS.CpuUsage): number => process.cpuUsage(before).user / 1e6;
const rate = (count: number, time: number): string => `${Math.round(count / time).toLocaleString('en')}/s`;

function main(count: number): void {
  const parsed = parseRace(RACE);
  if (parsed.kind !== 'race') throw new Error(parsed.message);
  const { race } = parsed;
  const enumerating = process.cpuUsage();
  const judge = new RaceJudge(model, race);
  const results = judge.allowed?.results ?? [];
  say(`enumerated  ${String(results.length)} results in ${(seconds(enumerating) * 1000).toFixed(0)} ms, once`);
  const histories = results.map((result) => shownResult(race, result));
  const started = process.cpuUsage();
  let allowed = 0;
  for (let index = 0; index < count; index++) {
    const history = histories[index % histories.length];
    if (history !== undefined && judge.judge(history).kind === 'allowed') allowed++;
  }
  if (allowed !== count) throw new Error('an allowed result was not allowed');
  say(`looked up   ${rate(count, seconds(started))} histories of ten operations in two threads`);
  const recordings = histories.map((history) => recordedRound(race, history));
  const searching = process.cpuUsage();
  const searched = Math.ceil(count / 500);
  for (let index = 0; index < searched; index++)
    if (linearize(model, recordings[index % recordings.length] ?? []).kind !== 'allowed')
      throw new Error('an allowed result was not allowed');
  say(`searched    ${rate(searched, seconds(searching))} of them`);
}

main(Number(process.argv[2] ?? 500_000));
