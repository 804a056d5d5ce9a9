// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Several implementations of one kind that share the programs, and look like one.
import type { Adapter, Ran, Session } from '../adapter';

/**
 * Programs go to the members in turn, and results come in the order of the programs, so that a report does not depend
 * on how many members there are. When one is lost, all are: what comes after the program that was lost is run again. Races
 * are for the first member alone: they need processors of their own.
 */
export function pooled(members: readonly Adapter[]): Adapter {
  const [first, ...others] = members;
  if (first === undefined) throw new Error('a pool has members');
  if (others.length === 0) return first;
  return {
    name: first.name,
    batch: members.reduce((sum, { batch }) => sum + batch, 0),
    ...(first.programLength === undefined ? {} : { programLength: first.programLength }),
    connect: async () => {
      // The first one makes ready what all of them start from.
      const leader = await first.connect();
      const rest = await Promise.allSettled(others.map((member) => member.connect()));
      const sessions = [leader, ...rest.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))];
      const failed = rest.find((each) => each.status === 'rejected');
      if (failed === undefined) return poolOf(leader, sessions);
      await disposeAll(sessions);
      throw failed.reason;
    },
  };
}

function poolOf(leader: Session, sessions: readonly Session[]): Session {
  const { implementation, operations, expresses, lacks, race, play } = leader;
  return {
    implementation,
    operations,
    troubles: sessions.flatMap(({ troubles = [] }) => troubles),
    ...(lacks === undefined ? {} : { lacks }),
    ...(expresses === undefined ? {} : { expresses: expresses.bind(leader) }),
    ...(race === undefined ? {} : { race: race.bind(leader) }),
    ...(play === undefined ? {} : { play: play.bind(leader) }),
    run: (programs, options) => {
      const turns = sessions.map((session, turn) =>
        session
          .run(
            programs.filter((_, index) => index % sessions.length === turn),
            options,
          )
          [Symbol.asyncIterator](),
      );
      return inOrder(turns, programs.length);
    },
    [Symbol.asyncDispose]: () => disposeAll(sessions),
  };
}

/** One result of each in turn; ends early, as a session does, with the first that has none. */
async function* inOrder(turns: readonly AsyncIterator<Ran, unknown>[], count: number): AsyncGenerator<Ran> {
  for (let index = 0; index < count; index++) {
    const next = await turns[index % turns.length]?.next();
    if (next === undefined || next.done === true) return;
    yield next.value;
    if (next.value.kind === 'lost') return;
  }
}

async function disposeAll(sessions: readonly Session[]): Promise<void> {
  await Promise.allSettled(sessions.map((session) => session[Symbol.asyncDispose]()));
}
