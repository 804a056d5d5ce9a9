// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A command as the user writes it, cut into arguments without a shell.
import { UsageError } from '../../errors';

/**
 * Words are separated by blanks. `'…'` keeps everything as it is; `"…"` does too, except that a backslash takes the
 * next character's meaning away, as it does outside of quotes. There are no variables, patterns, pipes or redirections.
 */
export function splitCommand(command: string): readonly [string, ...string[]] {
  const words: string[] = [];
  const token = /\s+|'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|([^\s'"\\]+)/suy;
  let word: string | undefined;
  while (token.lastIndex < command.length) {
    const at = token.lastIndex;
    const match = token.exec(command);
    if (match === null)
      throw new UsageError(`the command has an open quote or backslash: ${command.slice(at)}`, 'close it');
    const [all, single, double, escaped, bare] = match;
    const piece = single ?? double?.replaceAll(/\\(.)/gsu, '$1') ?? escaped ?? bare;
    if (piece !== undefined) {
      word = (word ?? '') + piece;
    } else if (all !== '' && word !== undefined) {
      words.push(word);
      word = undefined;
    }
  }
  if (word !== undefined) words.push(word);
  const [program, ...rest] = words;
  if (program === undefined || program === '')
    throw new UsageError('exec: lacks a command', '--adapter "exec:./agent"');
  return [program, ...rest];
}
