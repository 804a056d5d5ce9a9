// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What a pair of operations at once is, as it is written down.
import type { ClauseId, ProfileRange } from '../../spec';

/** A pair as it is written down. */
export interface WrittenPair extends ProfileRange {
  readonly name: string;
  /** The clause that makes the pair interesting: what it promises, or what it allows only here. */
  readonly clause: ClauseId;
  /** The race, without the indentation. */
  readonly text: string;
}
