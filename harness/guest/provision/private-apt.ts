// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// An apt of our own in the cache: the machine's mirror and keys, its own lists. Needs no root and changes nothing else.
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explain, succeeded } from '../../platform/finished';
import { run } from '../../platform/run';
import { Unavailable } from '../../errors';
import { cacheDirectory } from '../cache/directory';
import { withLock } from '../cache/lock';
import { formatSource } from './apt-sources';
import type { DebianRelease } from './debian-release';
import type { OfferedPackage } from './kernel-packages';
import { machineMirror, ownRelease, securityMirror } from './mirror';
import { parseStanzas } from '../../platform/deb822';

/** Lists are fetched again when they are older. */
const freshMs = 24 * 3600 * 1000;

/** apt, looking at nothing but one release, its backports and its updates of security. */
export class PrivateApt {
  private constructor(private readonly config: string) {}

  /** Throws `Unavailable` when there is no apt or no mirror. */
  static async open(release: DebianRelease = ownRelease, cache = cacheDirectory()): Promise<PrivateApt> {
    const directory = join(cache, 'apt', release.name);
    const config = join(directory, 'apt.conf');
    const source = sourcesOf(release);
    const apt = new PrivateApt(config);
    await withLock(join(directory, 'lock'), async () => {
      for (const part of ['lists/partial', 'archives/partial', 'none', 'sources.d']) {
        mkdirSync(join(directory, part), { recursive: true });
      }
      writeFileSync(join(directory, 'status'), '');
      writeFileSync(join(directory, 'sources.d', 'debian.sources'), source);
      writeFileSync(config, configuration(directory));
      const stamp = join(directory, 'updated');
      if (isFresh(stamp, source)) return;
      const updated = await run('apt-get', ['-c', config, '-q', 'update'], { timeLimitMs: 300_000 });
      // apt-get exits with 0 and old lists when the mirror cannot be reached.
      if (!succeeded(updated) || /^(W|E): Failed to fetch/m.test(updated.stderr)) {
        throw new Unavailable(`cannot read the package lists: ${explain(updated)}`, `apt-get -c ${config} update`);
      }
      writeFileSync(stamp, source);
    });
    return apt;
  }

  /** Names of the packages that can be downloaded now. */
  async packageNames(pattern: string): Promise<string[]> {
    const found = await run('apt-cache', ['-c', this.config, 'search', '--names-only', pattern]);
    if (!succeeded(found)) throw new Unavailable(explain(found), `apt-cache -c ${this.config} stats`);
    return found.stdout.split('\n').flatMap((line) => line.split(' ')[0] || []);
  }

  /** The packages whose names fit, each in the version that would be downloaded. */
  async packages(pattern: string): Promise<OfferedPackage[]> {
    const names = await this.packageNames(pattern);
    if (names.length === 0) return [];
    const shown = await run('apt-cache', ['-c', this.config, 'show', '--no-all-versions', ...names]);
    if (!succeeded(shown)) throw new Unavailable(explain(shown), `apt-cache -c ${this.config} stats`);
    return parseStanzas(shown.stdout).flatMap((fields) => {
      const [name, version] = [fields.get('package'), fields.get('version')];
      return name === undefined || version === undefined ? [] : [{ name, version }];
    });
  }

  /** Downloads packages, each `name`, `name=version` or `name/suite`, and unpacks them all into one root. */
  async unpack(packages: readonly string[], root: string): Promise<void> {
    const archives = join(root, '.archives');
    mkdirSync(archives, { recursive: true });
    const fetch = ['-c', this.config, '-q', 'download', ...packages];
    const fetched = await run('apt-get', fetch, { cwd: archives, timeLimitMs: 900_000 });
    if (!succeeded(fetched)) {
      throw new Unavailable(`cannot download: ${explain(fetched)}`, `apt-get ${fetch.join(' ')}`);
    }
    await unpackAll(archives, root);
  }
}

async function unpackAll(archives: string, root: string): Promise<void> {
  for (const file of readdirSync(archives)) {
    const unpacked = await run('dpkg-deb', ['-x', join(archives, file), root], { timeLimitMs: 120_000 });
    if (!succeeded(unpacked)) throw new Unavailable(explain(unpacked), 'df -h, and run again');
  }
  rmSync(archives, { recursive: true, force: true });
}

/** A machine whose apt does not know the updates of security does without them. */
export function sourcesOf({ suites, security }: DebianRelease, etc?: string): string {
  const updates = security === undefined ? undefined : securityMirror(etc);
  const own = formatSource(machineMirror(etc), suites);
  return security === undefined || updates === undefined ? own : `${own}\n${formatSource(updates, [security])}`;
}

/** The stamp says what the lists were fetched from: a machine may change its mirror. */
function isFresh(stamp: string, source: string): boolean {
  const stat = statSync(stamp, { throwIfNoEntry: false });
  return stat !== undefined && Date.now() - stat.mtimeMs < freshMs && readFileSync(stamp, 'utf8') === source;
}

/** The machine's own apt.conf still counts, for its proxies; what it hooks into an update does not. */
function configuration(directory: string): string {
  return `#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
Dir::State "${directory}";
Dir::State::status "${directory}/status";
Dir::State::lists "${directory}/lists";
Dir::Cache "${directory}";
Dir::Etc::sourcelist "/dev/null";
Dir::Etc::sourceparts "${directory}/sources.d";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "${directory}/none";
APT::Sandbox::User "root";
Acquire::Languages "none";
`;
}
