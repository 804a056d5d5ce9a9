// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The name of a profile, as it is typed where no implementation is at hand.
import { DEFAULT_PROFILE, PROFILE_NAMES, type ProfileName } from '../../spec';
import { nearestTo } from '../engine/profile-cure';
import { UsageError } from '../usage-error';

/** The profile of a name; the error tells the nearest one. */
export function profileName(text: string): ProfileName {
  const found = PROFILE_NAMES.find((name) => name === text);
  if (found !== undefined) return found;
  const meant = nearestTo(text, PROFILE_NAMES);
  throw new UsageError(
    `--profile has no '${text}', but ${PROFILE_NAMES.join(', ')}`,
    `--profile ${meant ?? DEFAULT_PROFILE}`,
  );
}
