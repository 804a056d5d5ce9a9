// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A campaign: programs run on one implementation in batches, each judged as its history comes in.
import type { Loss, Ran } from '../adapter';
import type { Origin } from '../coverage/coverage';
import { demandsOn } from '../coverage/demand';
import { ProtocolError } from '../protocol/error';
import { Unavailable } from '../unavailable';
import { OPERATIONS, type History, type Program } from '../../spec';
import { breathe, nextUnlessAborted } from './abort';
import { Connection, type Trouble } from './connection';
import { evidenceOf } from './evidence';
import { Feed, type Item } from './feed';
import { Findings, type Shrunk } from './findings';
import { lastWords } from './last-words';
import { Ledger } from './ledger';
import { fits } from './door';
import type { CampaignOptions, CampaignParts, Door, Oracle } from './options';
import type { CampaignReport, Interruption, LostProgram } from './report';
import { Reruns } from './reruns';
import { signatureOf } from './signature';

/** Programs that were handed over, and their results as they come. */
interface Batch {
  readonly items: readonly Item[];
  readonly results: AsyncIterator<Ran, unknown>;
}

/** Nothing is judged, and no signal heard, while a batch is generated: a tenth of a second or so. */
const MAX_BATCH = 128;

/** Programs between two breaths: a few milliseconds' worth. */
const BREATH = 16;

/** Demands that are undecided after so many times the programs that were asked for stay so. */
const MAX_EXTENSION = 20;

const WORDLESS: Loss = { cause: 'gone', reason: 'the session ended without a word', log: [] };
type Next = IteratorResult<Ran, unknown> | 'aborted' | { readonly garbled: Loss };
const NOTHING: History = { steps: [], residue: [] };

/**
 * Runs a campaign to its end and says what it found. The same seed on the same implementation gives the same report,
 * times aside. Throws what the first `connect` throws; later failures end the campaign and are in the report.
 */
export async function runCampaign(options: CampaignOptions, parts: CampaignParts): Promise<CampaignReport> {
  const started = parts.now();
  const interruptions: Interruption[] = [];
  const note = (interruption: Interruption): void => {
    interruptions.push(interruption);
    parts.onEvent?.({ kind: 'lost', interruption });
  };
  const onTrouble = (trouble: Trouble): void => note({ ...trouble, log: [], became: 'none' });
  await using connection = await Connection.open(parts.adapter, onTrouble);
  const campaign = new Campaign(options, parts, connection, { started, connected: parts.now() }, note);
  return { ...(await campaign.run()), interruptions };
}

class Campaign {
  private readonly ledger: Ledger;
  private readonly findings: Findings;
  private readonly unexpected = new Set<string>();
  private readonly lost: LostProgram[] = [];
  private readonly oracle: Oracle;
  private readonly feed: Feed;
  private readonly requested: number;
  private readonly unsupported: readonly string[];
  private batch = 4;
  /** How often the implementation went away since the last program was judged. */
  private losses = 0;
  private broken: string | undefined;

  constructor(
    private readonly options: CampaignOptions,
    private readonly parts: CampaignParts,
    private readonly connection: Connection,
    private readonly times: { readonly started: number; readonly connected: number },
    private readonly note: (interruption: Interruption) => void,
  ) {
    const { session } = connection;
    const { operations, implementation } = session;
    this.oracle = parts.oracle(implementation, session);
    this.findings = new Findings(this.oracle.deviations);
    this.ledger = new Ledger(demandsOn(this.oracle.clauses, options.demands ?? []));
    this.unsupported = OPERATIONS.map(({ op }) => op).filter((op) => !operations.has(op));
    this.requested = options.programs + (this.oracle.known ?? 0);
    this.feed = new Feed(this.requested, (index) => expressible(this.oracle.generate(index, session), session));
  }

  async run(): Promise<Omit<CampaignReport, 'interruptions'>> {
    const { implementation } = this.connection.session;
    this.parts.onEvent?.({ kind: 'connected', implementation, unsupported: this.unsupported });
    try {
      await this.runBatches();
    } catch (error) {
      if (!(error instanceof ProtocolError || error instanceof Unavailable)) throw error;
      this.broken = error.message;
    }
    return this.report();
  }

  /** The next batch is on its way before the results of this one are judged, so that neither side waits. */
  private async runBatches(): Promise<void> {
    let current = this.send();
    while (current.items.length > 0) {
      const ahead = this.send();
      const session = this.connection.session;
      this.feed.giveBack(await this.receive(current));
      await this.shrinkFindings();
      if (session === this.connection.session) {
        current = ahead.items.length > 0 ? ahead : this.send();
      } else {
        this.feed.giveBack(ahead.items);
        current = this.send();
      }
    }
  }

  private send(): Batch {
    if (this.feed.exhausted && this.ledger.demands.undecided) this.extend();
    const items = this.why() === undefined ? this.feed.take(this.batchSize()) : [];
    const results = this.connection.session.run(items.map(({ program }) => program));
    return { items, results: results[Symbol.asyncIterator]() };
  }

  /** Undecided demands ask for more programs than the user did, but not for ever. */
  private extend(): void {
    this.feed.extend(
      Math.min(this.feed.total + this.batch, this.requested + this.options.programs * (MAX_EXTENSION - 1)),
    );
  }

  /** Small at first: a violation in the first program should not wait for the generation of a thousand others. */
  private batchSize(): number {
    this.batch = Math.min(this.parts.adapter.batch, MAX_BATCH, this.batch * 2);
    return this.batch;
  }

  /** Judges results as they come; gives back the programs that got none. */
  private async receive({ items, results }: Batch): Promise<readonly Item[]> {
    for (const [position, item] of items.entries()) {
      if (this.why() === 'max-fail') return [];
      const next = await this.next(results);
      if (next === 'aborted') return [];
      if ('garbled' in next) return this.lose(item, next.garbled, items.slice(position + 1));
      if (next.done === true) return this.lose(item, WORDLESS, items.slice(position + 1));
      const ran = next.value;
      if (ran.kind === 'lost') return this.lose(item, ran, items.slice(position + 1));
      if (ran.kind === 'refused') this.ledger.refused.add(ran.reason);
      else this.take(item.index, ran);
      this.progress();
      if (ran.kind === 'history' && ran.history.residue.length > 0) {
        // What was left spoils the rest of the batch; a session that is as new gives it a fair run.
        const session = this.connection.session;
        await this.connection.renew();
        if (session !== this.connection.session) return items.slice(position + 1);
      }
      if (position % BREATH === 0) await breathe();
    }
    return [];
  }

  /** A word that is none of the protocol is no program's result, and may have come from a line that was disturbed. */
  private async next(results: Batch['results']): Promise<Next> {
    try {
      return await nextUnlessAborted(results, this.parts.signal);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      return { garbled: { cause: 'garbled', reason: error.reason, log: error.tail } };
    }
  }

  private take(index: number, { program, history }: Extract<Ran, { kind: 'history' }>): void {
    this.losses = 0;
    const verdict = this.oracle.judge(program, history);
    this.ledger.add(program, verdict, this.originOf(index));
    const shown = this.oracle.shows?.(index);
    if (verdict.kind === 'conforms' && shown !== undefined) this.unexpected.add(shown.finding);
    if (verdict.kind !== 'violates') return;
    const { violation } = verdict;
    this.findings.add({ index, program, history, violation });
    const rest = this.oracle.beyond?.(program, violation);
    if (rest !== undefined) this.feed.giveBack([{ index, program: rest, losses: 0 }]);
  }

  private originOf(index: number): Origin {
    return index < (this.oracle.known ?? 0) ? 'given' : 'generated';
  }

  /** Decides what becomes of a program that the implementation went away over, and connects again. */
  private async lose(item: Item, loss: Loss, rest: readonly Item[]): Promise<readonly Item[]> {
    const { index, program } = item;
    const { cause, reason, log } = loss;
    const verdict = this.oracle.judgeLoss?.(program, loss);
    // Whoever ended the implementation may have had nothing to do with the program, so it gets a second chance.
    const again = verdict?.kind !== 'violates' && item.losses === 0;
    if (verdict?.kind === 'violates') {
      this.ledger.add(program, verdict, this.originOf(index));
      this.findings.add({ index, program, history: NOTHING, violation: verdict.violation });
    } else if (!again) {
      this.lost.push({ index, program, reason, log });
    }
    const became = verdict?.kind === 'violates' ? 'finding' : again ? 'again' : 'given up';
    this.note({ ...loss, log: lastWords(log), index, became });
    // Who speaks nonsense over the same program twice was not disturbed.
    if (cause === 'garbled' && !again) throw new ProtocolError(reason, log);
    await this.reconnect(reason);
    return again ? [{ ...item, losses: 1 }, ...rest] : rest;
  }

  private async reconnect(reason: string): Promise<void> {
    if (this.interrupted) return;
    if (++this.losses > this.options.maxReconnections)
      throw new ProtocolError(`the implementation went away ${this.losses} times in a row, at last: ${reason}`);
    await this.connection.reopen();
    this.parts.onEvent?.({ kind: 'reconnected', times: this.connection.reconnections });
  }

  private async shrinkFindings(): Promise<void> {
    for (let found = this.findings.pending; found !== undefined; found = this.findings.pending) {
      if (this.interrupted) return;
      this.parts.onEvent?.({ kind: 'shrinking', found });
      const reruns = new Reruns(this.connection, this.oracle, this.parts.now, this.parts.signal);
      const shrunk = await this.oracle.shrink(found, reruns.rerun);
      const told = reruns.unfinished ? { ...shrunk, unfinished: true as const } : shrunk;
      const again = this.findings.mayBeTrace(found) && (await this.happensAgain(shrunk));
      const counterexample = this.findings.shrunk(found, told, again);
      if (counterexample !== undefined) this.parts.onEvent?.({ kind: 'counterexample', counterexample });
    }
  }

  private async happensAgain({ program, violation }: Shrunk): Promise<boolean> {
    const { rerun } = new Reruns(this.connection, this.oracle, this.parts.now, this.parts.signal);
    const verdict = (await rerun(program))?.verdict;
    return verdict?.kind === 'violates' && signatureOf(verdict.violation) === signatureOf(violation);
  }

  private get interrupted(): boolean {
    return this.parts.signal?.aborted === true;
  }

  /** Why no further programs are run; undefined as long as they are. */
  private why(): Exclude<CampaignReport['ended'], 'finished' | 'broken'> | undefined {
    const { timeBudgetMs, maxFailures } = this.options;
    if (this.interrupted) return 'interrupted';
    if (this.findings.count >= maxFailures) return 'max-fail';
    if (timeBudgetMs !== undefined && this.parts.now() - this.times.started >= timeBudgetMs) return 'time-budget';
    return undefined;
  }

  private progress(): void {
    const { programs, operations, clauses } = this.ledger;
    const { total: requested } = this.feed;
    const progress = { programs, requested, operations, violations: this.findings.count, exercised: clauses.size };
    this.parts.onEvent?.({ kind: 'judged', progress });
  }

  private report(): Omit<CampaignReport, 'interruptions'> {
    const { session, reconnections } = this.connection;
    const ended = this.broken === undefined ? this.ended() : 'broken';
    const { counterexamples, known } = this.findings;
    const found = { ended, counterexamples, known, unexpected: [...this.unexpected], lost: this.lost } as const;
    return {
      ...evidenceOf(this.ledger, this.oracle, found),
      ...(this.broken === undefined ? {} : { broken: this.broken }),
      adapter: this.parts.adapter.name,
      implementation: session.implementation,
      profile: this.oracle.profile,
      seed: this.options.seed,
      requested: this.requested,
      seconds: (this.parts.now() - this.times.started) / 1000,
      connectSeconds: (this.times.connected - this.times.started) / 1000,
      unsupported: this.unsupported,
      reconnections,
    };
  }

  /** A limit that was reached with the last program has cut nothing short. */
  private ended(): CampaignReport['ended'] {
    const why = this.why();
    return why === undefined || (why !== 'interrupted' && this.feed.exhausted) ? 'finished' : why;
  }
}

/** Asking for what the session cannot express would prove nothing; that the generator did is a bug. */
function expressible(program: Program, door: Door): Program {
  const foreign = program.operations.find((operation) => !fits(operation, door));
  if (foreign) throw new Error(`${foreign.op} was generated, but the adapter cannot express it`);
  return program;
}
