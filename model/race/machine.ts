// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Threads at once: every atomic step that one of them, or a worker of the kernel, may take next.
import { ERRNO, type Operation } from '../../spec';
import type { Model } from '../model';
import { isOrphaned, missed, placesOf, resolve } from './resolve';
import type { Positions, Surroundings } from './surroundings';
import type { Data, Ended, Ending, Move, Stage, Turn } from './stage';
import { stagesOf } from './steps';
import { letGo, withKernel, type World } from './world';

/** Where a thread is inside an operation. */
export interface Inside {
  readonly operation: Operation;
  /** How many places have been looked at; the objects of those that are contended are held. */
  readonly looked: number;
  readonly stage: number;
  readonly data: Data;
  /** It found a descriptor when that was being closed, and does not have it. */
  readonly missed?: true;
}

/** Where a thread is: how many operations it has ended, and how far it has come in the next one. */
export interface Thread {
  readonly position: number;
  readonly inside?: Inside;
}

export interface Situation {
  readonly world: World;
  readonly threads: readonly Thread[];
}

/** What one atomic step of a thread led to; `ending` when the operation returned. */
export interface Taken {
  readonly situation: Situation;
  readonly ending?: Ending;
}

const begun = (operation: Operation): Inside => ({ operation, looked: 0, stage: 0, data: {} });

/** Every way in which a thread may take its next step; none when it has ended, or has to wait. */
export function steps(model: Model, plan: Surroundings, situation: Situation, thread: number): readonly Taken[] {
  const at = situation.threads[thread];
  const operation = at && plan.threads[thread]?.[at.position];
  if (at === undefined || operation === undefined) return [];
  const positions = situation.threads.map(({ position }) => position);
  const stepper = new Stepper(model, plan, positions, thread, operation);
  return stepper.from(situation.world, at.inside ?? begun(operation)).map(({ world, inside, ending }) => {
    const moved: Thread = inside === undefined ? { position: at.position + 1 } : { position: at.position, inside };
    const threads = situation.threads.map((each, index) => (index === thread ? moved : each));
    return ending === undefined ? { situation: { world, threads } } : { situation: { world, threads }, ending };
  });
}

interface Step {
  readonly world: World;
  readonly inside?: Inside;
  readonly ending?: Ending;
}

/** The next step of one thread in one operation. */
class Stepper {
  constructor(
    private readonly model: Model,
    private readonly plan: Surroundings,
    private readonly positions: Positions,
    private readonly slot: number,
    private readonly original: Operation,
  ) {}

  from(world: World, inside: Inside): readonly Step[] {
    const onward = this.onward(world, inside);
    const place = placesOf(this.original)[inside.looked - 1];
    if (inside.stage > 0 || place === undefined) return onward;
    const operation = missed(world, inside.operation, place);
    return operation === undefined
      ? onward
      : [...onward, ...this.onward(world, { ...inside, operation, missed: true })];
  }

  private onward(world: World, inside: Inside): readonly Step[] {
    const places = placesOf(this.original);
    for (let looked = inside.looked; looked < places.length; looked++) {
      const place = places[looked];
      if (place === undefined || !this.isContended(place)) continue;
      const found = resolve(world, this.slot, inside.operation, place);
      return [{ world: found.world, inside: { ...inside, operation: found.operation, looked: looked + 1 } }];
    }
    return this.run(world, { ...inside, looked: places.length });
  }

  private isContended({ kind, name }: ReturnType<typeof placesOf>[number]): boolean {
    return this.plan.isContended(this.slot, this.positions, kind, name);
  }

  private run(world: World, inside: Inside): readonly Step[] {
    const stage = stagesOf(this.original.op)[inside.stage];
    if (stage === undefined) throw new Error(`${this.original.op} has no stage ${String(inside.stage)}`);
    const { model, slot, plan } = this;
    const { operation, data } = inside;
    const turn: Turn = { model, slot, operation, world, data, logsAreRead: plan.logsAreRead };
    return stage.run(turn).flatMap((move) => this.after(stage, inside, move));
  }

  private after(stage: Stage, inside: Inside, move: Move): readonly Step[] {
    if (move.kind === 'end') return [this.finished(inside, move)];
    const next = { ...inside, stage: move.to ?? inside.stage + 1, data: move.data };
    const seen = { world: move.world, inside: next };
    if (this.plan.isTold(this.slot, this.positions, stage)) return [seen];
    const further = this.run(move.world, next);
    return further.length === 0 ? [seen] : further;
  }

  private finished({ operation, missed: lost }: Inside, { world, ending, later }: Ended): Step {
    const orphaned = operation !== this.original && isOrphaned(world, operation, this.original);
    const clause = orphaned && ending.ret === 0 ? 'RACE-FD-01' : ending.clause;
    const kernel = letGo(world.kernel, this.slot, later === true ? 'later' : 'now');
    return {
      world: withKernel(world, kernel),
      ending: { ...ending, clause: lost === true && ending.ret === -ERRNO.EBADF ? 'RACE-FD-02' : clause },
    };
  }
}
