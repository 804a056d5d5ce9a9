// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The name of a profile, as it is typed where no implementation is at hand.
import { DEFAULT_PROFILE, profileNamed, VERSIONS, type ProfileName } from '../../spec';
import { nearestTo } from '../campaign/profile-cure';
import { UsageError } from '../errors';

/** The profile of a name; the error tells the nearest one. */
export function profileName(text: string): ProfileName {
  const found = profileNamed(text);
  if (found !== undefined) return found.name;
  const meant = nearestTo(text, VERSIONS);
  throw new UsageError(
    `--profile has no '${text}', but ${VERSIONS.join(', ')}, and releases of these, such as 6.12.43`,
    `--profile ${meant ?? DEFAULT_PROFILE}`,
  );
}
