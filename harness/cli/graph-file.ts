// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The graph of an exploration as a file for Graphviz: a node for each state, an edge for each change of state.
import { closeSync, openSync, writeSync } from 'node:fs';
import type { Edge, Parts, Search } from '../../generators/explore';
import { formatReturn } from '../../spec';
import { OutputError } from '../errors';

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
  write(file, path, 'digraph states {\n  node [shape=box, fontname=monospace]\n');
  return {
    onEdge: (edge) => {
      if (edge.from !== edge.to) write(file, path, edgeText(edge));
    },
    close: ({ states }) => {
      for (let index = 0; index < states.size; index++) {
        const lines = states.get(index).map((id) => parts.describe(id));
        write(file, path, `  ${String(index)} [label=${quote(lines.length === 0 ? 'nothing' : lines.join('\\n'))}]\n`);
      }
      write(file, path, '}\n');
      closeSync(file);
    },
  };
}

function opened(path: string): number {
  try {
    return openSync(path, 'w');
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

function write(file: number, path: string, text: string): void {
  try {
    writeSync(file, text);
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

const cannotWrite = (path: string, error: unknown): OutputError =>
  new OutputError(`'${path}'`, error, '--graph with a file of yours, such as states.dot, where there is room');
