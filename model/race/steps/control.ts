// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The control files of a module: two system calls where the operation is one, and nobody there while it comes or goes.
import { ERRNO, MODULES, type ClauseId, type ModuleName } from '../../../spec';
import { allowedNow, end, ended, on, type Move, type Stage, type Turn } from '../stage';
import { changeInstance } from '../../subsystem';
import { withKernel, type World } from '../world';

const nameOf = ({ operation }: Turn): ModuleName | undefined => MODULES.find((name) => name === operation.args['name']);

/** Whether the files are there. */
export const hasFiles = ({ kernel, windows }: World, name: ModuleName): boolean =>
  kernel.modules.has(name) && windows.get(name)?.files !== false;

/** Opened before the module went, read or written after: kernfs_get_active() fails. */
export const silent = (world: World): Move => end(world, { clause: 'RACE-CTL-01', ret: -ERRNO.ENODEV });
const absent = (world: World): Move => end(world, { clause: 'RACE-CTL-01', ret: -ERRNO.ENOENT });

/** The file is opened. */
function open(turn: Turn): readonly Move[] {
  const { world, operation } = turn;
  const name = nameOf(turn);
  if (name !== undefined && hasFiles(world, name)) return [on(world, { name, load: world.kernel.loads })];
  const clause = name !== undefined && world.windows.has(name) ? 'RACE-CTL-01' : undefined;
  return allowedNow(turn, operation).map((transition) =>
    ended(world, clause === undefined ? transition : { ...transition, clause }),
  );
}

const isThere = ({ world, data }: Turn): boolean => hasFiles(world, data['name'] as ModuleName);

function call(turn: Turn): readonly Move[] {
  const { world, operation, data, slot } = turn;
  if (!isThere(turn)) return [silent(world)];
  return allowedNow(turn, operation).map((transition) => {
    if (transition.ret !== 0) return ended(world, transition);
    const told = world.told.put(data['name'] as ModuleName, { by: slot, results: transition.value ?? [] });
    return on({ ...world, told }, { ...data, clause: transition.clause });
  });
}

/** The file is opened once more, and read. */
function results(turn: Turn): readonly Move[] {
  const { world, data, slot } = turn;
  const told = world.told.get(data['name'] as ModuleName);
  if (!isThere(turn) || told === undefined) return [absent(world), silent(world)];
  const clause = told.by === slot ? (data['clause'] as ClauseId) : 'RACE-CTL-02';
  return [end(world, { clause, ret: 0, value: told.results })];
}

export const OPEN = { kernel: 'kernfs_fop_open()', tells: ['module.load', 'module.unload'], run: open } as const;

export const CALL: readonly Stage[] = [
  OPEN,
  {
    kernel: 'docs/test-module.md: write to call',
    tells: ['module.call', 'module.load', 'module.unload'],
    run: call,
  },
  { kernel: 'docs/test-module.md: read of call', tells: [], run: results },
];

function readLog(turn: Turn): readonly Move[] {
  const { world, operation, data } = turn;
  if (!isThere(turn)) return [silent(world)];
  return allowedNow(turn, operation).map((transition) => {
    const lines = transition.value as readonly string[];
    if (lines.length === 0) return ended(world, transition);
    return on(world, { ...data, lines, clause: transition.clause });
  });
}

function emptyLog(turn: Turn): readonly Move[] {
  const { world, data } = turn;
  if (!isThere(turn)) return [absent(world), silent(world)];
  const name = data['name'] as ModuleName;
  const lines = data['lines'] as readonly string[];
  const lost = (world.kernel.modules.get(name)?.log.length ?? 0) > lines.length;
  const emptied = withKernel(world, changeInstance(world.kernel, name, { log: [] }));
  return [end(emptied, { clause: lost ? 'RACE-CTL-03' : (data['clause'] as ClauseId), ret: 0, value: lines })];
}

export const LOG: readonly Stage[] = [
  OPEN,
  { kernel: 'docs/test-module.md: read of log', tells: [], logs: true, run: readLog },
  { kernel: 'docs/test-module.md: write to log', tells: [], run: emptyLog },
];

/** module.register: one write, of which it is known by then that the file is there. */
function write(turn: Turn): readonly Move[] {
  if (!isThere(turn)) return [silent(turn.world)];
  return allowedNow(turn, turn.operation).map((transition) => ended(turn.world, transition));
}

export const REGISTER: readonly Stage[] = [OPEN, { kernel: 'docs/test-module.md: register', tells: [], run: write }];
