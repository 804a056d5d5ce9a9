// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The distinct violations of a campaign, those apart that the kernel is known for.
import type { Violation } from '../check/verdict';
import { deviationBehind, deviationOf, mayBeTrace, type KnownDeviation } from '../known/deviation';
import type { History, Program } from '../../spec';
import type { Counterexample, KnownFinding } from './report';
import { signatureOf } from './signature';

/** A program that violates, as it was generated. */
export interface Found {
  readonly index: number;
  readonly program: Program;
  readonly history: History;
  readonly violation: Violation;
}

/** The smallest program that was found to violate in the same way. */
export type Shrunk = Omit<Found, 'index'> & Pick<Counterexample, 'unfinished'>;

interface Finding {
  readonly found: Found;
  shrunk?: Shrunk;
  occurrences: number;
  /** Found later, and not to be thrown away: what the first one is the trace of may not be behind these. */
  readonly others: Found[];
}

export class Findings {
  private readonly bySignature = new Map<string, Finding>();
  private readonly byDeviation = new Map<KnownDeviation, { found: Omit<Found, 'index'>; occurrences: number }>();

  constructor(private readonly deviations: readonly KnownDeviation[] = []) {}

  /** How many there are that nobody knew. */
  get count(): number {
    return this.bySignature.size;
  }

  /** Takes note of a violation; true when it is the first of its signature. */
  add(found: Found): boolean {
    const signature = signatureOf(found.violation);
    const deviation = deviationOf(this.deviations, signature, found.program);
    if (deviation !== undefined) return this.addKnown(deviation, found);
    const known = this.bySignature.get(signature);
    if (known === undefined) {
      this.bySignature.set(signature, { found, occurrences: 1, others: [] });
      return true;
    }
    known.occurrences++;
    if (mayBeTrace(this.deviations, signature)) known.others.push(found);
    return false;
  }

  /** Nothing is shrunk: the finding has its program, and the shortest one that was met will do beside it. */
  private addKnown(deviation: KnownDeviation, found: Omit<Found, 'index'>): boolean {
    const known = this.byDeviation.get(deviation);
    const shorter = known === undefined || lengthOf(found) < lengthOf(known.found) ? found : known.found;
    this.byDeviation.set(deviation, { found: shorter, occurrences: (known?.occurrences ?? 0) + 1 });
    return known === undefined;
  }

  /** The deviations that were met. */
  get known(): readonly KnownFinding[] {
    return [...this.byDeviation].map(([{ finding, reason, see }, { found, occurrences }]) => {
      const { program, history, violation } = found;
      return { finding, reason, see, program, history, violation, occurrences };
    });
  }

  /** One that has not been shrunk yet. */
  get pending(): Found | undefined {
    return [...this.bySignature.values()].find(({ shrunk }) => shrunk === undefined)?.found;
  }

  /** Whether it may turn out, at its smallest, to be the trace of what the kernel is known for. */
  mayBeTrace({ violation }: Pick<Found, 'violation'>): boolean {
    return mayBeTrace(this.deviations, signatureOf(violation));
  }

  /**
   * What was found, at its smallest; undefined when that shows it to be the trace of what the kernel is known for. A trace
   * shows `again` and again: what happens by chance is not shrunk, and a long program has whatever a deviation needs.
   */
  shrunk(found: Found, shrunk: Shrunk, again: boolean): Counterexample | undefined {
    const signature = signatureOf(found.violation);
    const deviation = again ? deviationBehind(this.deviations, signature, shrunk.program) : undefined;
    const finding = this.bySignature.get(signature) ?? { found, occurrences: 1, others: [] };
    if (deviation !== undefined) {
      this.addKnown(deviation, shrunk);
      const [next, ...others] = finding.others;
      if (next === undefined) this.bySignature.delete(signature);
      else this.bySignature.set(signature, { found: next, occurrences: finding.occurrences - 1, others });
      return undefined;
    }
    finding.shrunk = shrunk;
    return counterexampleOf(signature, finding);
  }

  get counterexamples(): readonly Counterexample[] {
    return [...this.bySignature].map(([signature, finding]) => counterexampleOf(signature, finding));
  }
}

const lengthOf = ({ program }: Omit<Found, 'index'>): number => program.operations.length;

function counterexampleOf(signature: string, { found, shrunk = found, occurrences }: Finding): Counterexample {
  const originalLength = found.program.operations.length;
  return { ...shrunk, signature, index: found.index, originalLength, occurrences };
}
