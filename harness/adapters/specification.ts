// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The text that names an adapter: `KIND`, `KIND:name=value,name=value`, or `exec:COMMAND`.
import { nearest } from '../../generators/text';
import { UsageError } from '../usage-error';

export interface Specification {
  readonly kind: string;
  /** What follows the first colon, as it is. */
  readonly rest: string;
}

export function parseSpecification(text: string): Specification {
  const colon = text.indexOf(':');
  return colon < 0 ? { kind: text, rest: '' } : { kind: text.slice(0, colon), rest: text.slice(colon + 1) };
}

/** Reads `name=value,name=value`; a name that the adapter does not know is refused with the nearest that it does. */
export function parseOptions<Name extends string>(
  kind: string,
  rest: string,
  names: readonly Name[],
): Readonly<Partial<Record<Name, string>>> {
  const options: Partial<Record<Name, string>> = {};
  for (const part of rest === '' ? [] : rest.split(',')) {
    const [, text = '', value = ''] = /^([^=]*)=(.+)$/s.exec(part) ?? [];
    const name = names.find((each) => each === text);
    if (name !== undefined) {
      options[name] = value;
      continue;
    }
    const wrong = text === '' ? part : text;
    if (names.length === 0)
      throw new UsageError(`the adapter '${kind}' takes no options, but has '${rest}'`, `--adapter ${kind}`);
    if (names.some((each) => each === part))
      throw new UsageError(`${part} needs a value`, `--adapter ${kind}:${part}=…`);
    throw new UsageError(
      `the adapter '${kind}' has no option '${wrong}'`,
      `--adapter ${kind}:${nearest(wrong, names) ?? names.join('|')}=…`,
    );
  }
  return options;
}
