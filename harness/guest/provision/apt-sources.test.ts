// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { succeeded } from '../../platform/finished';
import { run } from '../../platform/run';
import { Unavailable } from '../../errors';
import { findMirror, formatSource, parseListFile, parseSourcesFile } from './apt-sources';
import { installScript } from '../build/install-script';
import { debianReleases } from './debian-release';
import { aptSources, machineMirror, securityMirror } from './mirror';
import { sourcesOf } from './private-apt';

const list = `# deb http://mirror.example/commented bookworm main
deb http://mirror.example/security bookworm-security main
deb-src http://mirror.example/debian bookworm main
deb [arch=amd64 signed-by=/usr/share/keyrings/example.gpg] http://mirror.example/debian bookworm main contrib # ours
`;

const sources = `Types: deb deb-src
# where it came from
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/example.gpg

Enabled: no
Types: deb
URIs: http://disabled.example/debian
Suites: bookworm
Components: main
`;

const armoured = `Types: deb
URIs: http://mirror.example/debian
Suites: bookworm
Components: main
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 mQINBF
 -----END PGP PUBLIC KEY BLOCK-----
`;

const expected = {
  uri: 'http://mirror.example/debian',
  release: 'bookworm',
  signedBy: '/usr/share/keyrings/example.gpg',
};

test('reads one-line sources, and only those for binaries', () => {
  const parsed = parseListFile(list);
  expect(parsed.map(({ suites }) => suites)).toEqual([['bookworm-security'], ['bookworm']]);
  expect(parsed[1]?.components).toEqual(['main', 'contrib']);
  expect(findMirror(parsed, 'bookworm')).toEqual(expected);
});

test('reads deb822 sources, and not what is disabled', () => {
  expect(parseSourcesFile(sources)).toHaveLength(1);
  expect(findMirror(parseSourcesFile(sources), 'bookworm')).toEqual(expected);
});

test('security updates alone are no mirror', () => {
  expect(
    findMirror(parseListFile('deb http://mirror.example/security bookworm-security main'), 'bookworm'),
  ).toBeUndefined();
});

test('carries an armoured key over to a source of its own', () => {
  const mirror = findMirror(parseSourcesFile(armoured), 'bookworm');
  expect(mirror).toBeDefined();
  if (mirror === undefined) return;
  const again = parseSourcesFile(formatSource(mirror, ['bookworm', 'bookworm-backports']));
  expect(again[0]?.signedBy).toBe(mirror.signedBy);
  expect(again[0]?.suites).toEqual(['bookworm', 'bookworm-backports']);
});

describe('a machine', () => {
  let etc = '';
  beforeEach(() => {
    etc = mkdtempSync(join(tmpdir(), 'apt-'));
    mkdirSync(join(etc, 'sources.list.d'));
  });
  afterEach(() => rmSync(etc, { recursive: true }));

  const printed = async (): Promise<string> => {
    const env = { ...process.env, APT_ETC: etc };
    const ran = await run('sh', [installScript(), '--print-source'], { env });
    expect(succeeded(ran)).toBe(true);
    return ran.stdout.trim();
  };
  const wanted = 'deb [signed-by=/usr/share/keyrings/example.gpg] http://mirror.example/debian bookworm-backports main';

  test('with a one-line file', async () => {
    writeFileSync(join(etc, 'sources.list'), list);
    expect(machineMirror(etc)).toEqual(expected);
    expect(await printed()).toBe(wanted);
  });

  test('with a mirror of security updates, which has those of every release', () => {
    writeFileSync(join(etc, 'sources.list'), list);
    const suites = debianReleases.map((release) =>
      parseSourcesFile(sourcesOf(release, etc)).map((each) => each.suites),
    );
    expect(suites).toEqual([
      [['bookworm', 'bookworm-backports'], ['bookworm-security']],
      [['trixie', 'trixie-backports'], ['trixie-security']],
      [['sid']],
    ]);
    expect(securityMirror(etc)?.uri).toBe('http://mirror.example/security');
  });

  test('without one', () => {
    writeFileSync(join(etc, 'sources.list.d/debian.sources'), sources);
    expect(securityMirror(etc)).toBeUndefined();
    expect(debianReleases.map((release) => parseSourcesFile(sourcesOf(release, etc)).length)).toEqual([1, 1, 1]);
  });

  test('with a deb822 file', async () => {
    writeFileSync(join(etc, 'sources.list.d/debian.sources'), sources);
    expect(machineMirror(etc)).toEqual(expected);
    expect(await printed()).toBe(wanted);
  });

  test('with a file that is switched off by its name, or none at all', async () => {
    writeFileSync(join(etc, 'sources.list.d/debian.sources.disabled'), sources);
    expect(aptSources(etc)).toEqual([]);
    expect(() => machineMirror(etc)).toThrow(Unavailable);
    expect(await printed()).toBe('');
  });
});
