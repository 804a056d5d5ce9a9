// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Programs: bpftool loads an object with a map and its one program, and pins the program only.
import { progLoad, TYPE_NAMES, type Outcome, type TypeName } from '../../../../spec';
import { HANDLES, Inexpressible, outcomeOf, succeeded, type Bench } from '../bench';
import { objectName, RUN_PROGRAM } from '../objects';
import { seenMaps, seenProg } from '../seen';
import { foundIn } from './mapCreate';
import { eventually, references } from './quiesce';
import { step, type Step } from './step';

const isType = (name: string): name is TypeName => TYPE_NAMES.some((type) => type === name);

/** The map that came along goes with the process; until then its module would seem to be in use. */
async function alone(bench: Bench, maps: number, held: number): Promise<void> {
  const isGone = async (): Promise<boolean> =>
    (await seenMaps(bench)).length <= maps && (await references(bench)) <= held;
  if (!(await eventually(isGone))) throw new Inexpressible('the map that came along with the program does not go');
}

const load = step(progLoad, async (bench, { btf, type, member }, operation): Promise<Outcome> => {
  if (!isType(type) || member !== 'run') throw new Inexpressible('no object has such a program');
  await foundIn(bench, btf, type);
  const [maps, held] = [(await seenMaps(bench)).length, await references(bench)];
  const name = bench.nameOf(operation);
  const directory = `${HANDLES}/${name}`;
  const object = `${bench.places.objects}/${objectName({ type, link: false, value: { run: true, tag: 1 } })}`;
  const ended = await bench.bpftool('prog', 'loadall', object, directory);
  const path = `${directory}/${RUN_PROGRAM}`;
  const id = succeeded(ended) ? await seenProg(bench, path) : undefined;
  await alone(bench, maps, held);
  if (id !== undefined) bench.handles.set(name, { kind: 'prog', id, path });
  return outcomeOf(ended, { id: id ?? 0 });
});

export const progSteps: readonly Step[] = [load];
