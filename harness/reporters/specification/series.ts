// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The series: its patches, its changelog and its cover letter, each with the clauses that state what it says.
import { CHANGES, clausesOfPatch, COMMITS, COVER, PATCHES, type Patch, type Shown } from '../../../spec';
import { wrap } from '../wrap';

const WIDTH = 120;

const paragraph = (text: string, indent = 0): string => wrap(text, indent, WIDTH).join('\n');
const item = (text: string): string => `- ${paragraph(text, 2).trimStart()}`;
const clausesOf = (shown: Shown): string =>
  'clauses' in shown ? `→ ${shown.clauses.join(', ')}` : `Not observable: ${shown.unobservable}.`;

function patch(each: Patch): string {
  const { number, posted, commit, promise } = each;
  const { title } = COMMITS[commit];
  const merged = title.replace(/\.$/, '') === posted.replace(/\.$/, '') ? '' : `, merged as "${title}"`;
  return [
    `### ${String(number)}. ${posted}`,
    paragraph(`[${commit}]${merged}. ${promise}`),
    paragraph(`→ ${clausesOfPatch(each).join(', ')}`),
  ].join('\n\n');
}

export const patches = (): string => PATCHES.map(patch).join('\n\n');

export function changelog(): string {
  const versions = [...new Set(CHANGES.map(({ from }) => from))];
  return versions
    .map((version) => {
      const changes = CHANGES.filter(({ from }) => from === version);
      const items = changes.map((change) => item(`${change.change} ${clausesOf(change)}`));
      return [`### Changes from ${version}`, '', ...items].join('\n');
    })
    .join('\n\n');
}

export const cover = (): string =>
  COVER.map((each) => {
    const { statement, precisely } = each;
    return item(
      [statement, ...(precisely === undefined ? [] : [`Precisely: ${precisely}`]), clausesOf(each)].join(' '),
    );
  }).join('\n');
