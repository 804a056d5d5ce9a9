// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The arguments after the positional ones: `name=value`, `flag`, `.member=value`.
import { type Argument, type Definition, type Members } from '../../spec';
import { readArgument, readMember } from './argument';
import { MEMBER_NAMES } from './members';
import { suggestion } from './nearest';
import { problem, type Problem } from './problem';
import type { Word } from './words';

/** Reads one word into `args`; undefined when all is well. */
export function parseNamed(definition: Definition, word: Word, args: Record<string, Argument>): Problem | undefined {
  if (word.text.startsWith('.')) return parseMember(definition, word, args);
  const [name, text] = splitAtEquals(word.text);
  const parameter = definition.positional.includes(name) ? undefined : definition.parameters[name];
  if (parameter === undefined || parameter.kind === 'members') return unknown(definition, word, name);
  if (name in args) return problem(word.column, `${name} is given twice`, 'Leave one of the two out.');
  if (parameter.kind === 'flag') {
    if (text !== undefined)
      return problem(word.column, `${name} is a flag and takes no value`, `Write "${name}" alone, or leave it out.`);
    args[name] = true;
    return undefined;
  }
  if (text === undefined)
    return problem(word.column, `${name} needs a value`, `Write ${name}=${parameter.kind === 'number' ? 1 : 'WORD'}.`);
  const read = readArgument(parameter, text);
  if (read.kind === 'misread') return problem(word.column + name.length + 1, `${name}: ${read.message}`, read.cure);
  args[name] = read.value;
  return undefined;
}

function parseMember(definition: Definition, word: Word, args: Record<string, Argument>): Problem | undefined {
  const parameter = Object.entries(definition.parameters).find(([, each]) => each.kind === 'members')?.[0];
  if (parameter === undefined)
    return problem(word.column, `${definition.op} takes no members`, `Leave out "${word.text}".`);
  const [name, text] = splitAtEquals(word.text.slice(1));
  if (!MEMBER_NAMES.includes(name))
    return problem(
      word.column + 1,
      `no type has a member "${name}"`,
      suggestion(name, MEMBER_NAMES, 'spec/types/catalogue.ts lists the members of each type.'),
    );
  if (text === undefined) return problem(word.column, `.${name} needs a value`, `Write .${name}=1 or .${name}=HANDLE.`);
  const members = (args[parameter] ?? {}) as Members;
  if (Object.hasOwn(members, name)) return problem(word.column, `.${name} is given twice`, 'Leave one of the two out.');
  const read = readMember(text);
  if (read.kind === 'misread') return problem(word.column + name.length + 2, `.${name}: ${read.message}`, read.cure);
  args[parameter] = { ...members, [name]: read.value };
  return undefined;
}

function unknown(definition: Definition, word: Word, name: string): Problem {
  if (definition.positional.includes(name))
    return problem(
      word.column,
      `${name} of ${definition.op} is positional`,
      `Write its value without "${name}=", right after the operation.`,
    );
  const others = Object.entries(definition.parameters).filter(([each]) => !definition.positional.includes(each));
  const options = others.filter(([, parameter]) => parameter.kind !== 'members').map(([each]) => each);
  if (options.length === 0)
    return problem(word.column, `"${word.text}" is too much`, `Nothing may follow here in ${definition.op}.`);
  const forgotDot = others.length > options.length && MEMBER_NAMES.includes(name);
  const cure = forgotDot ? `A member is written with a dot: ".${word.text}".` : suggestion(name, options);
  return problem(word.column, `${definition.op} has no "${name}"`, cure);
}

function splitAtEquals(text: string): readonly [string, string | undefined] {
  const equals = text.indexOf('=');
  return equals < 0 ? [text, undefined] : [text.slice(0, equals), text.slice(equals + 1)];
}
