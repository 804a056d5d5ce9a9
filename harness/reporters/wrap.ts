// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Text within the width of a terminal.

export const WIDTH = 80;

/** Breaks text at blanks so that lines fit; every line is indented. A word that is too long gets a line of its own. */
export function wrap(text: string, indent: number, width = WIDTH): readonly string[] {
  const margin = ' '.repeat(indent);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((each) => each !== '')) {
    if (line !== '' && indent + line.length + 1 + word.length > width) {
      lines.push(margin + line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return line === '' ? lines : [...lines, margin + line];
}

/** `label     text`, the text wrapped beside the label. */
export function labelled(label: string, text: string, column: number, width = WIDTH): readonly string[] {
  const [first = '', ...rest] = wrap(text, column, width);
  return [label.padEnd(column - 1) + ' ' + first.slice(column), ...rest].map((line) => line.trimEnd());
}
