import { contrast, lightened } from '../email/palette.ts';

/** Colours are `#rrggbb`. */
const channels = (colour: string): readonly number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

/** `share` of the second colour, 0 to 1. */
export const mixed = (one: string, other: string, share: number): string => {
  const second = channels(other);
  return `#${channels(one)
    .map((channel, index) => Math.round(channel + ((second[index] ?? channel) - channel) * share))
    .map((channel) => channel.toString(16).padStart(2, '0'))
    .join('')}`;
};

/** The colour itself if it can be read on all of these, else the nearest one towards black or white that can. */
export const readableOn = (backgrounds: readonly string[], colour: string, ratio: number): string => {
  const least = (candidate: string) =>
    Math.min(...backgrounds.map((background) => contrast(candidate, background)));
  const up = least('#ffffff') > least('#000000');
  for (let step = 0; step < 20; step += 1) {
    const candidate = up ? lightened(colour, step / 20) : mixed(colour, '#000000', step / 20);
    if (least(candidate) >= ratio) return candidate;
  }
  return up ? '#ffffff' : '#000000';
};

/** Text for a surface of this colour: one of the two always has 4.58 : 1 or more. */
export const textOn = (surface: string): string =>
  contrast('#ffffff', surface) >= 4.5 ? '#ffffff' : '#000000';
