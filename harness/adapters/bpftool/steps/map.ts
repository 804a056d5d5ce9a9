// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Maps that exist: bpftool map update, lookup, delete, getnext, freeze.
import { z } from 'zod';
import { mapDelete, mapFreeze, mapLookup, mapNextKey, mapUpdate, type Json, type Outcome } from '../../../../spec';
import { Inexpressible, jsonOf, outcomeOf, succeeded } from '../bench';
import { seenMap } from '../seen';
import { bytesOf, canWrite, hex, hexKey } from '../value';
import { step, type Step } from './step';

const FLAGS = ['any', 'noexist', 'exist'];
/** A callback's positive result comes out as bpftool's status; its own failures are 255 and -errno modulo 256. */
const LARGEST_RESULT = 63;

const update = step(mapUpdate, async (bench, args): Promise<Outcome> => {
  const { id, path } = bench.held(args.map, 'map');
  const facts = bench.maps.get(id);
  const size = (await seenMap(bench, path))?.bytes_value;
  if (facts === undefined || size === undefined || !canWrite(args, facts.type, facts.btf))
    throw new Inexpressible(`the bytes of that value are not known`);
  const value = hex(bytesOf(args, facts, size));
  const words = ['key', 'hex', ...hexKey(args.key), 'value', 'hex', ...value, FLAGS[args.flags] ?? 'any'];
  const ended = await bench.bpftool('map', 'update', 'pinned', path, ...words);
  const positive = ended.kind === 'exited' && ended.status > 0 && ended.status <= LARGEST_RESULT;
  return positive ? { ret: ended.status } : outcomeOf(ended);
});

const value = z.object({
  formatted: z.object({
    value: z.object({
      common: z.object({ refcnt: z.object({ refs: z.object({ counter: z.int() }) }), state: z.string() }),
      data: z.record(z.string(), z.unknown()),
    }),
  }),
});

const STATES = ['INIT', 'INUSE', 'TOBEFREE', 'READY'].map((state) => `BPF_STRUCT_OPS_STATE_${state}`);

/** Members that are not zero: program ids, words, and the N of the name `soc_ccN`. */
function members(data: Readonly<Record<string, unknown>>): Json {
  const kept = Object.entries(data).flatMap(([name, word]): [string, number][] => {
    if (typeof word === 'number') return word === 0 ? [] : [[name, word]];
    if (name !== 'name' || typeof word !== 'string' || word === '') return [];
    return [[name, Number(/^soc_cc(\d+)$/.exec(word)?.[1] ?? -1)]];
  });
  return Object.fromEntries(kept);
}

/** bpftool 7.5 dies over every value of a module's type, for it looks its type up in vmlinux. */
const lookup = step(mapLookup, async (bench, { map, key }): Promise<Outcome> => {
  const { path } = bench.held(map, 'map');
  const ended = await bench.bpftool('map', 'lookup', 'pinned', path, 'key', 'hex', ...hexKey(key));
  // An absent key is no error to bpftool: it prints null and exits with -ENOENT.
  if (ended.kind === 'exited' && ended.status === 254) return { ret: -2 };
  if (!succeeded(ended)) return outcomeOf(ended);
  const { common, data } = value.parse(jsonOf(ended)).formatted.value;
  const refcnt = common.refcnt.refs.counter;
  return { ret: 0, value: { state: STATES.indexOf(common.state), refcnt, members: members(data) } };
});

const remove = step(mapDelete, async (bench, { map, key }) => {
  const { path } = bench.held(map, 'map');
  return outcomeOf(await bench.bpftool('map', 'delete', 'pinned', path, 'key', 'hex', ...hexKey(key)));
});

const next = z.object({ next_key: z.array(z.string()) });

const nextKey = step(mapNextKey, async (bench, { map, key }): Promise<Outcome> => {
  const { path } = bench.held(map, 'map');
  const after = key === 'null' ? [] : ['key', 'hex', ...hexKey(key === 'zero' ? 0 : 1)];
  const ended = await bench.bpftool('map', 'getnext', 'pinned', path, ...after);
  if (!succeeded(ended)) return outcomeOf(ended);
  const bytes = next.parse(jsonOf(ended)).next_key.map(Number);
  return { ret: 0, value: { next: Buffer.from(bytes).readUInt32LE() } };
});

const freeze = step(mapFreeze, async (bench, { map }) =>
  outcomeOf(await bench.bpftool('map', 'freeze', 'pinned', bench.held(map, 'map').path)),
);

export const mapSteps: readonly Step[] = [update, lookup, remove, nextKey, freeze];
