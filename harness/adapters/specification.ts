// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The text that names an adapter: `KIND`, `KIND:name=value,name=value`, `exec:COMMAND`, or `bpftool:host`.
import { nearest } from '../../generators/text';
import { UsageError } from '../errors';

/** Of the kinds, the one with the longest name that a text begins with; and what follows, as it is. */
export function kindOf<Kind extends { readonly name: string }>(
  text: string,
  kinds: readonly Kind[],
): { readonly kind: Kind; readonly rest: string } | undefined {
  const begun = kinds.filter(
    ({ name }) => text === name || text.startsWith(`${name}${name.includes(':') ? ',' : ':'}`),
  );
  const [kind] = begun.toSorted((one, other) => other.name.length - one.name.length);
  return kind === undefined ? undefined : { kind, rest: text.slice(kind.name.length + 1) };
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
      if (options[name] !== undefined)
        throw new UsageError(`the adapter '${kind}' has ${name} twice`, `--adapter ${kind}:${name}=${value}`);
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
