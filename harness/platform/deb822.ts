// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The format of Debian's control files, deb822(5).

/** Paragraphs of `Field: value`, with continuation lines and whole-line comments. */
export function parseStanzas(text: string): Map<string, string>[] {
  const found: Map<string, string>[] = [];
  let current: Map<string, string> | undefined;
  let field = '';
  for (const line of text.split('\n')) {
    if (line.startsWith('#')) continue;
    if (line.trim() === '') {
      current = undefined;
      continue;
    }
    if (current === undefined) found.push((current = new Map<string, string>()));
    const head = /^([^\s:]+):\s*(.*)$/.exec(line);
    if (head !== null) {
      field = (head[1] ?? '').toLowerCase();
      current.set(field, (head[2] ?? '').trim());
    } else {
      current.set(field, `${current.get(field) ?? ''}\n${line}`);
    }
  }
  return found;
}
