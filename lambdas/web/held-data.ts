import type { Membership } from '../subscribers/preferences.ts';

/** Everything held about a person, as a file to take along. The ids are computed from the address. */
export const heldDataOf = (memberships: readonly Membership[]) => ({
  subscriptions: memberships.flatMap(({ show, held }) =>
    held === undefined ? [] : [{ show: show.name, ...held }],
  ),
});
