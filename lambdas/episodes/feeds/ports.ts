import type { Stored } from '../ports.ts';
import type { EpisodeId, ShowId } from '../../ids.ts';
import type { EmailAddress } from '../../subscribers/address.ts';
import type { FeedState, Validators } from './feed-state.ts';

/** What the poller knows of each show's feed. */
export type FeedStates = {
  /** Strongly consistent. */
  read(showId: ShowId): Promise<Stored<FeedState>>;
  /** Commits if the stored revision is the one that was read (`none`: no readable row). */
  write(state: FeedState, revisionWas: number | 'none'): Promise<'written' | 'changed meanwhile'>;
};

export type Fetched =
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'fetched';
      readonly bytes: Uint8Array;
      readonly charset?: string;
      readonly validators: Validators;
      /** Where a permanent redirect says the feed lives now. */
      readonly movedTo?: string;
    }
  | { readonly kind: 'failed'; readonly why: string; readonly retryAfterSeconds?: number };

/** Gets a document from an address that somebody outside controls. Never throws for what the network does. */
export type FeedSource = {
  fetch(
    url: string,
    options: { readonly validators?: Validators; readonly maxBytes: number },
  ): Promise<Fetched>;
};

/** Shows a stored episode to people of the team. Throws unless every one of them was sent it. */
export type SendPreview = (request: {
  readonly showId: ShowId;
  readonly episodeId: EpisodeId;
  readonly to: readonly EmailAddress[];
}) => Promise<void>;
