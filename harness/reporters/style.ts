// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The few colours of the report; none at all unless asked for.
import pc from 'picocolors';

type Paint = (text: string) => string;

export interface Style {
  readonly good: Paint;
  readonly bad: Paint;
  readonly doubtful: Paint;
  readonly strong: Paint;
  readonly faint: Paint;
}

export function styleOf(colour: boolean): Style {
  const { green, red, yellow, bold, dim } = pc.createColors(colour);
  return { good: green, bad: red, doubtful: yellow, strong: bold, faint: dim };
}

export const PLAIN = styleOf(false);
