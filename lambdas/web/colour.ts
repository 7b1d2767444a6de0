/** Colours as `#rrggbb`. Contrast is WCAG 2.2's (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). */

const channels = (colour: string): readonly number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

export const contrast = (one: string, other: string): number => {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};

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
  const towards = least('#ffffff') > least('#000000') ? '#ffffff' : '#000000';
  for (let share = 0; share < 1; share += 0.05) {
    const candidate = mixed(colour, towards, share);
    if (least(candidate) >= ratio) return candidate;
  }
  return towards;
};

/** Text for a surface of this colour: one of the two always has 4.58 : 1 or more. */
export const textOn = (surface: string): string =>
  contrast('#ffffff', surface) >= 4.5 ? '#ffffff' : '#000000';
