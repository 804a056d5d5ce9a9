// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The suite's side of the protocol: a Session over a channel.
import type { Implementation, Ran, Raced, RaceOptions, RunOptions, Session } from '../adapter';
import type { Program, RaceProgram } from '../../spec';
import type { Lack } from '../premises/premise';
import { within } from '../premises/within';
import type { Channel } from './channel';
import { Conversation } from './conversation';
import { decode } from './decode';
import { ProtocolError } from '../errors';
import { LIMITS, type Limits } from './limits';
import { PROTOCOL_VERSION, startAnswer } from './messages';

/** The line that opens every conversation. */
export const START = JSON.stringify({ cmd: 'start', version: PROTOCOL_VERSION });

/** Shakes hands with the other side. Throws `ProtocolError` when it does not, and closes the channel then. */
export async function openSession(channel: Channel, limits: Partial<Limits> = {}): Promise<Session> {
  const all: Limits = { ...LIMITS, ...limits };
  const lines = channel.lines[Symbol.asyncIterator]();
  return orClose(channel, async () => {
    await channel.send(START);
    return converse(channel, lines, await firstLine(channel, lines, all.startMs), all);
  });
}

/** The same for a side that has answered `start` already: `answer` is its line. */
export async function continueSession(
  channel: Channel,
  answer: string,
  { limits = {}, ...known }: { readonly limits?: Partial<Limits> } & Known = {},
): Promise<Session> {
  const lines = channel.lines[Symbol.asyncIterator]();
  const all = { ...LIMITS, ...limits };
  return orClose(channel, () => Promise.resolve(converse(channel, lines, answer, all, known)));
}

/** What is known of the other side beforehand. */
interface Known {
  readonly troubles?: readonly string[];
  /** These take the place of what it says of the same premise. */
  readonly lacks?: readonly Lack[];
}

function converse(
  channel: Channel,
  lines: AsyncIterator<string>,
  line: string,
  limits: Limits,
  { troubles = [], lacks: known = [] }: Known = {},
): Session {
  const { implementation, operations, races, lacks: told = [] } = decode(startAnswer, line, 'the answer to "start"');
  const conversation = new Conversation(channel, lines, limits);
  const lacks = [...known, ...told.filter(({ premise }) => known.every((each) => each.premise !== premise))];
  const facts = { races: races === true, troubles, lacks };
  return within(new ProtocolSession(implementation, new Set(operations), conversation, facts));
}

async function orClose(channel: Channel, work: () => Promise<Session>): Promise<Session> {
  try {
    return await work();
  } catch (error) {
    await channel.close();
    throw error instanceof ProtocolError ? new ProtocolError(error.reason, channel.tail()) : error;
  }
}

async function firstLine(channel: Channel, lines: AsyncIterator<string>, limitMs: number): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    const late = new ProtocolError(`no answer to "start" within ${limitMs / 1000} s`);
    timer = setTimeout(() => reject(late), limitMs);
  });
  const line = lines.next().finally(() => clearTimeout(timer));
  const step = await Promise.race([line, silence]);
  if (step.done === true) throw new ProtocolError(`no answer to "start": ${(await channel.ended).reason}`);
  return step.value;
}

/** What the answer to `start` says that the other side lacks. Throws `ProtocolError` when it is no such answer. */
export const lacksIn = (answer: string): readonly Lack[] =>
  decode(startAnswer, answer, 'the answer to "start"').lacks ?? [];

class ProtocolSession implements Session {
  constructor(
    readonly implementation: Implementation,
    readonly operations: ReadonlySet<string>,
    private readonly conversation: Conversation,
    { races, troubles, lacks }: Required<Known> & { readonly races: boolean },
  ) {
    this.troubles = troubles;
    this.lacks = lacks;
    if (races) this.race = (race, options) => conversation.race(race, options);
  }

  readonly troubles: readonly string[];
  readonly lacks: readonly Lack[];
  readonly race?: (race: RaceProgram, options: RaceOptions) => Promise<Raced>;

  /** Starts at once, even before the first result is asked for, and may be called while an earlier one is under way. */
  run(programs: readonly Program[], options?: RunOptions): AsyncIterable<Ran> {
    return this.conversation.run(programs, options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.conversation.stop();
  }
}
