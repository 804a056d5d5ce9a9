// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The graph of an exploration as a file for Graphviz: a node for each state, an edge for each change of state.
import { closeSync, openSync, writeSync } from 'node:fs';
import type { Edge, Parts, Search } from '../../generators/explore';
import { formatReturn } from '../../spec';
import { UsageError } from '../usage-error';

export interface GraphFile {
  readonly onEdge: (edge: Edge) => void;
  /** Writes the nodes, and the end of the file. */
  readonly close: (search: Search) => void;
}

const quote = (text: string): string => `"${text.replaceAll('"', "'")}"`;

const edgeText = ({ from, to, step: { op, clause, ret } }: Edge): string => {
  const outcome = `${clause} ${formatReturn(ret)}`;
  return `  ${String(from)} -> ${String(to)} [label=${quote(`${op ?? 'late'} ${outcome}`)}]\n`;
};

/** Opens the file at once, so that a wrong name costs no exploration. */
export function openGraph(path: string, parts: Parts): GraphFile {
  const file = opened(path);
  writeSync(file, 'digraph states {\n  node [shape=box, fontname=monospace]\n');
  return {
    onEdge: (edge) => {
      if (edge.from !== edge.to) writeSync(file, edgeText(edge));
    },
    close: ({ states }) => {
      for (let index = 0; index < states.size; index++) {
        const lines = states.get(index).map((id) => parts.describe(id));
        writeSync(file, `  ${String(index)} [label=${quote(lines.length === 0 ? 'nothing' : lines.join('\\n'))}]\n`);
      }
      writeSync(file, '}\n');
      closeSync(file);
    },
  };
}

function opened(path: string): number {
  try {
    return openSync(path, 'w');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`cannot write to '${path}': ${why}`, '--graph with a file of yours, such as states.dot');
  }
}
