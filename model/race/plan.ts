// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What the threads of a race still have to do, as far as it matters to the others.
import type { Operation } from '../../spec';
import type { Stage } from './stage';
import { takenBy, tell, type Positions, type Surroundings } from './surroundings';

export class Plan implements Surroundings {
  /** Names of the operations from each position on. */
  private readonly rest: readonly (readonly ReadonlySet<string>[])[];
  /** Where each descriptor or path loses its object, or gets another: thread and position. */
  private readonly gone = new Map<string, (readonly [number, number])[]>();

  constructor(
    readonly threads: readonly (readonly Operation[])[],
    readonly logsAreRead: boolean,
  ) {
    this.rest = threads.map((thread) => {
      const sets: Set<string>[] = [new Set()];
      for (const { op } of [...thread].reverse()) sets.unshift(new Set([...(sets[0] ?? []), op]));
      return sets;
    });
    for (const [thread, operations] of threads.entries())
      for (const [position, operation] of operations.entries()) {
        const name = takenBy(operation);
        if (name !== undefined) this.gone.set(name, [...(this.gone.get(name) ?? []), [thread, position]]);
      }
  }

  isTold(thread: number, positions: Positions, stage: Stage): boolean {
    return this.others(thread, positions).some((rest) => tell(stage, this.logsAreRead, rest));
  }

  isContended(thread: number, positions: Positions, kind: 'fd' | 'path', name: string): boolean {
    const places = this.gone.get(`${kind} ${name}`) ?? [];
    return places.some(([other, position]) => other !== thread && position >= (positions[other] ?? 0));
  }

  private others(thread: number, positions: Positions): readonly ReadonlySet<string>[] {
    return this.rest.flatMap((sets, other) => (other === thread ? [] : [sets[positions[other] ?? 0] ?? new Set()]));
  }
}
