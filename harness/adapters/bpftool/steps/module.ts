// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Modules: insmod, rmmod, and the control files of docs/test-module.md.
import {
  moduleCall,
  moduleDetach,
  moduleInfo,
  moduleLoad,
  moduleLog,
  moduleRegister,
  moduleUnload,
  type Json,
  type Outcome,
} from '../../../../spec';
import { outcomeOf, succeeded, type Bench } from '../bench';
import type { Ended } from '../shell';
import { step, type Step } from './step';

const file = (module: string, name: string): string => `/sys/module/${module}/${name}`;

/** A write of one piece. It is left to cat, since the errors of a shell's own commands do not tell the errno. */
const write = (bench: Bench, text: string, path: string): Promise<Ended> =>
  bench.exec('sh', '-c', 'printf "%s\\n" "$1" | cat >"$2"', 'sh', text, path);

const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');

const load = step(moduleLoad, async (bench, { name, types, init, also }) => {
  const parameters = [
    ...(types === 'all' ? [] : [`only=${types === 'none' ? '' : types}`]),
    ...(init === 0 ? [] : [`init_result=${init}`]),
    ...(also === 'none' ? [] : [`also=${also}`]),
  ];
  const ended = await bench.exec('insmod', `${bench.places.modules}/${name}.ko`, ...parameters);
  bench.loaded.add(name);
  return outcomeOf(ended);
});

/** rmmod always sets O_NONBLOCK, which delete_module(2) has no use for since Linux 3.13. */
const unload = step(moduleUnload, async (bench, { name }) =>
  outcomeOf(await bench.exec('rmmod', name === 'absent' ? 'soc_absent' : name)),
);

const register = step(moduleRegister, async (bench, { name, type }) =>
  outcomeOf(await write(bench, type, file(name, 'register'))),
);

const detach = step(moduleDetach, async (bench, { name, type }) =>
  outcomeOf(await write(bench, type, file(name, 'detach'))),
);

/** "TAG RESULT" or "TAG null". */
function result(line: string): Json {
  const [tag, told] = line.split(' ');
  return [Number(tag), told === undefined || told === 'null' ? null : Number(told)];
}

const call = step(moduleCall, async (bench, { name, type, member, arg }): Promise<Outcome> => {
  const asked = await write(bench, `${type} ${member} ${arg}`, file(name, 'call'));
  if (!succeeded(asked)) return outcomeOf(asked);
  const told = await bench.exec('cat', file(name, 'call'));
  return outcomeOf(told, lines(told.stdout).map(result));
});

const log = step(moduleLog, async (bench, { name }): Promise<Outcome> => {
  const told = await bench.exec('cat', file(name, 'log'));
  if (!succeeded(told) || told.stdout === '') return outcomeOf(told, []);
  const emptied = await write(bench, '', file(name, 'log'));
  return outcomeOf(emptied, lines(told.stdout));
});

const info = step(moduleInfo, async (bench, { name }): Promise<Outcome> => {
  const told = await bench.exec('cat', file(name, 'initstate'), file(name, 'refcnt'));
  const [initstate = '', refcnt] = lines(told.stdout);
  if (!succeeded(told)) return { ret: 0, value: { initstate: 'absent' } };
  return outcomeOf(told, { initstate, refcnt: Number(refcnt) });
});

export const moduleSteps: readonly Step[] = [load, unload, register, call, detach, log, info];
