/** Why a sender left its batch. */
export type Ending =
  | { readonly kind: 'done' }
  | { readonly kind: 'to be continued'; readonly delaySeconds: number }
  | { readonly kind: 'park'; readonly reason: string; readonly forMs: number }
  | { readonly kind: 'pause'; readonly by: 'fault'; readonly code: string; readonly reason: string }
  /** The announcement is paused, parked or cancelled. */
  | { readonly kind: 'stopped' }
  /** Another attempt has the batch; nothing this one knows can be written any more. */
  | { readonly kind: 'fenced' };

export type Worked = {
  readonly ending: Ending;
  /** Slots of the lane before this instant (ms) are used. */
  readonly slotsFrom: number;
};
