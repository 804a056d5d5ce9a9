// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Reads the machine's apt sources, to download from the mirror that it already trusts.
import { parseStanzas } from '../../platform/deb822';

/** One place that serves one or more suites. */
export interface AptSource {
  readonly uris: readonly string[];
  readonly suites: readonly string[];
  readonly components: readonly string[];
  /** As it is written: a path, a fingerprint, or (deb822) an armoured key. */
  readonly signedBy: string | undefined;
}

/** Reads the one-line format of sources.list(5). */
export function parseListFile(text: string): AptSource[] {
  return text.split('\n').flatMap((line) => {
    const match = /^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)((?:\s+[^\s#]+)*)\s*(?:#.*)?$/.exec(line);
    if (match === null) return [];
    const [, options = '', uri = '', suite = '', components = ''] = match;
    const signedBy = /(?:^|\s)signed-by=(\S+)/.exec(options)?.[1];
    return [{ uris: [uri], suites: [suite], components: words(components), signedBy }];
  });
}

/** Reads the deb822 format of sources.list(5). */
export function parseSourcesFile(text: string): AptSource[] {
  return parseStanzas(text).flatMap((fields) => {
    if (!words(fields.get('types') ?? '').includes('deb')) return [];
    if (/^(no|false|off|0|without|disable)$/i.test(fields.get('enabled') ?? 'yes')) return [];
    return [
      {
        uris: words(fields.get('uris') ?? ''),
        suites: words(fields.get('suites') ?? ''),
        components: words(fields.get('components') ?? ''),
        signedBy: fields.get('signed-by'),
      },
    ];
  });
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** Where a Debian release is served. */
export interface Mirror {
  readonly uri: string;
  readonly release: string;
  readonly signedBy: string | undefined;
}

/** The source that serves `release` itself, not its security updates: backports are beside it. */
export function findMirror(sources: readonly AptSource[], release: string): Mirror | undefined {
  for (const source of sources) {
    const uri = source.uris[0];
    if (uri !== undefined && source.suites.includes(release) && source.components.includes('main')) {
      return { uri, release, signedBy: source.signedBy };
    }
  }
  return undefined;
}

/** A source in deb822 form, which can carry every kind of `Signed-By`. */
export function formatSource(mirror: Mirror, suites: readonly string[]): string {
  const lines = ['Types: deb', `URIs: ${mirror.uri}`, `Suites: ${suites.join(' ')}`, 'Components: main'];
  if (mirror.signedBy !== undefined) lines.push(`Signed-By: ${mirror.signedBy}`);
  return `${lines.join('\n')}\n`;
}

/** The same for one suite in the one-line form, which mmdebstrap takes. A key that is in no file is left to apt. */
export function formatOneLine({ uri, signedBy }: Mirror, suite: string): string {
  const options = signedBy?.startsWith('/') === true ? `[signed-by=${signedBy}] ` : '';
  return `deb ${options}${uri} ${suite} main`;
}
