// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The implementation's side of the protocol: answers for any adapter's session over a channel.
import type { Adapter, Loss, Ran, Raced, Session } from '../adapter';
import type { z } from 'zod';
import type { Lack } from '../premises/premise';
import type { Channel } from './channel';
import { decode } from './decode';
import { ProtocolError } from '../errors';
import { stuckAnswerOf } from './stuck';
import { PROTOCOL_VERSION, request, type lackSchema, type Answer, type RaceRequest, type Request } from './messages';

/**
 * How serving ended: asked to stop, left alone (the input ended), with an operation that does not return, or left by the
 * implementation behind it.
 */
export type Served =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'left' }
  | { readonly kind: 'stuck' }
  | { readonly kind: 'lost'; readonly reason: string };

/** Answers requests until the other side stops it or goes away. Throws what `adapter.connect` throws. */
export async function serve(adapter: Adapter, channel: Channel): Promise<Served> {
  const server = new Server(adapter, (answer) => channel.send(JSON.stringify(answer)));
  try {
    for await (const line of channel.lines) {
      const served = await server.hear(line);
      if (served) return served;
    }
    return { kind: 'left' };
  } finally {
    await server.dispose();
    await channel.close();
  }
}

class Server {
  private session: Session | undefined;

  constructor(
    private readonly adapter: Adapter,
    private readonly say: (answer: Answer) => Promise<void>,
  ) {}

  async hear(line: string): Promise<Served | undefined> {
    const heard = understand(line);
    if (typeof heard === 'string') {
      await this.say(wrong(line, heard));
      return undefined;
    }
    switch (heard.cmd) {
      case 'start':
        await this.start();
        return undefined;
      case 'run':
        return this.run(heard);
      case 'race':
        return this.race(heard);
      case 'stop':
        await this.dispose();
        await this.say({ stopped: true, residue: [] });
        return { kind: 'stopped' };
    }
  }

  async dispose(): Promise<void> {
    const session = this.session;
    this.session = undefined;
    await session?.[Symbol.asyncDispose]();
  }

  private async start(): Promise<void> {
    this.session ??= await this.adapter.connect();
    const { implementation, operations, race, lacks = [] } = this.session;
    await this.say({
      version: PROTOCOL_VERSION,
      implementation,
      operations: [...operations],
      ...(race === undefined ? {} : { races: true }),
      ...(lacks.length === 0 ? {} : { lacks: lacks.map(written) }),
    });
  }

  private async run({ seq, program, limit }: RunRequest): Promise<Served | undefined> {
    if (this.session === undefined) return this.refuse(seq, '"start" must come first');
    for await (const ran of this.session.run([program], limit === undefined ? {} : { limit })) {
      if (ran.kind === 'lost') return this.lose(seq, ran);
      await this.say(answerTo(seq, ran));
    }
    return undefined;
  }

  private async race({ seq, race, rounds, seed, limit, holds }: RaceRequest): Promise<Served | undefined> {
    if (this.session === undefined) return this.refuse(seq, '"start" must come first');
    if (this.session.race === undefined) return this.refuse(seq, 'races are not run here');
    const options = {
      rounds,
      seed,
      ...(limit === undefined ? {} : { limit }),
      ...(holds === undefined ? {} : { holds }),
    };
    const raced = await this.session.race(race, options);
    if (raced.kind === 'lost') return this.lose(seq, raced);
    await this.say(roundsOf(seq, raced));
    return undefined;
  }

  /** What is behind this is gone. What it died of is told where the protocol has words for it. */
  private async lose(seq: number, loss: Loss): Promise<Served> {
    const stuck = stuckAnswerOf(loss);
    if (stuck === undefined) return { kind: 'lost', reason: loss.reason };
    await this.say({ seq, stuck });
    return { kind: 'stuck' };
  }

  private async refuse(seq: number, error: string): Promise<undefined> {
    await this.say({ seq, error });
    return undefined;
  }
}

const written = ({ log, ...lack }: Lack): z.infer<typeof lackSchema> =>
  log === undefined ? lack : { ...lack, log: [...log] };

const roundsOf = (seq: number, raced: Exclude<Raced, { kind: 'lost' }>): Answer =>
  raced.kind === 'rounds' ? { seq, race: raced.rounds } : { seq, error: raced.reason };

const answerTo = (seq: number, ran: Exclude<Ran, { kind: 'lost' }>): Answer =>
  ran.kind === 'history' ? { seq, history: ran.history } : { seq, error: ran.reason };

type RunRequest = Extract<Request, { cmd: 'run' }>;

/** The request, or why the line is none. */
function understand(line: string): Request | string {
  try {
    return decode(request, line, 'a request');
  } catch (error) {
    if (error instanceof ProtocolError) return error.reason;
    throw error;
  }
}

/** A `run` with a broken program is answered under its own number, so that the others go on. */
function wrong(line: string, error: string): Answer {
  const seq = /"seq"\s*:\s*(\d+)/.exec(line)?.[1];
  return seq === undefined ? { error } : { seq: Number(seq), error };
}
