// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// One argument as text: how each kind of parameter is written and read back.
import type { Argument, Parameter } from '../../spec';
import { suggestion } from './nearest';

/** What is wrong with a piece of text, and what to write instead. */
export interface Misread {
  readonly kind: 'misread';
  readonly message: string;
  readonly cure: string;
}

/** What a piece of text says. */
export type Read<Value extends Argument = Argument> = { readonly kind: 'value'; readonly value: Value } | Misread;

/** Parameters that one word can hold; members spread over several words of their own. */
export type WordParameter = Exclude<Parameter, { kind: 'members' | 'flag' }>;

export const misread = (message: string, cure: string): Misread => ({ kind: 'misread', message, cure });
const value = <Value extends Argument>(read: Value): Read<Value> => ({ kind: 'value', value: read });

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const NUMBER = /^-?(\d+|0[xX][0-9a-fA-F]+)$/;
const NAME_CURE = 'A name is letters, digits and _, and does not start with a digit.';

export const isName = (text: string): boolean => NAME.test(text);

/** Words of a descriptor argument that are no handle; no result may be called so. */
export const RESERVED: readonly string[] = ['closed', 'none'];

/** Reads the text of one argument as its parameter asks. */
export function readArgument(parameter: WordParameter, text: string): Read {
  switch (parameter.kind) {
    case 'choice':
      return parameter.words.includes(text)
        ? value(text)
        : misread(`"${text}" is no word for this argument`, suggestion(text, parameter.words, listed(parameter.words)));
    case 'number':
      return readNumber(text);
    case 'fd':
    case 'path':
    case 'handle':
      return isName(text) ? value(text) : misread(`"${text}" is no name`, NAME_CURE);
  }
}

/** Reads the right side of `.member=`: a raw word, or the handle of a program. */
export function readMember(text: string): Read<string | number> {
  if (isName(text)) return value(text);
  return NUMBER.test(text) ? readNumber(text) : misread(`"${text}" is neither a name nor a number`, NAME_CURE);
}

function readNumber(text: string): Read<number> {
  if (!NUMBER.test(text)) return misread(`"${text}" is no number`, 'Write a whole number, like 4, -1 or 0xff.');
  const number = text.startsWith('-') ? -Number(text.slice(1)) : Number(text);
  if (!Number.isSafeInteger(number)) return misread(`${text} is too large`, 'Numbers go up to 2^53 - 1.');
  return value(number === 0 ? 0 : number);
}

const listed = (words: readonly string[]): string => `Write one of: ${words.join(', ')}.`;
