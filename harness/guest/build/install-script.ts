// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The script that makes a bare Debian 12 ready; it comes with the package and serves people as well.
import { join } from 'node:path';
import { kernelSources } from './sources';

/** Its path, from the sources as well as from dist/. */
export function installScript(): string {
  return join(kernelSources('testmod'), '../../scripts/install-debian.sh');
}
