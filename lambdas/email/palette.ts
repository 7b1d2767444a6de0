/**
 * The show's colour, made readable. A brand colour is chosen for a logo, not for text on white: so every use of
 * it here is computed to keep WCAG 2.2's contrast, whatever the colour. Hex in, hex out.
 */
export type Palette = {
  /** Fill of the button and of the line at the top: the show's colour itself. */
  readonly button: string;
  /** What sets the button off from the card where the fill alone would not. */
  readonly buttonBorder: string;
  readonly buttonText: string;
  /** Links and small accents on the card and on the page behind it. */
  readonly link: string;
  readonly darkButton: string;
  readonly darkButtonText: string;
  readonly darkLink: string;
};

/** The neutral colours, which no show changes. `test/email/palette.test.ts` holds their contrasts. */
export const NEUTRALS = {
  page: '#f4f3f0',
  card: '#ffffff',
  ink: '#1d1c1a',
  quiet: '#5c5953',
  line: '#e4e1db',
  darkPage: '#131312',
  darkCard: '#1e1e1c',
  darkInk: '#f0eee9',
  darkQuiet: '#b3afa7',
  darkLine: '#3a3935',
} as const;

/** WCAG 2.2, 1.4.3: text. */
export const TEXT_CONTRAST = 4.5;
/** Coloured text on dark needs more than the rule to look as clear as it does on white. */
const DARK_TEXT_CONTRAST = 6;
/** WCAG 2.2, 1.4.11: what one must see to find a control. */
export const CONTROL_CONTRAST = 3;

export const paletteOf = (brand: string): Palette => {
  const findable = (card: string, goal: string): string =>
    moved(brand, goal, (colour) => contrast(colour, card) >= CONTROL_CONTRAST);
  const darkButton = findable(NEUTRALS.darkCard, NEUTRALS.card);
  return {
    button: brand,
    buttonBorder: findable(NEUTRALS.card, NEUTRALS.ink),
    buttonText: readableOn(brand),
    // The page is darker than the card, so what reads on the page reads on both.
    link: moved(brand, '#000000', (colour) => contrast(colour, NEUTRALS.page) >= TEXT_CONTRAST),
    darkButton,
    darkButtonText: readableOn(darkButton),
    darkLink: moved(brand, '#ffffff', (colour) => contrast(colour, NEUTRALS.darkCard) >= DARK_TEXT_CONTRAST),
  };
};

/** Contrast ratio of two colours, 1 to 21 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). */
export const contrast = (one: string, other: string): number => {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
};

/** The first mix of `colour` towards `goal`, in steps of 2 %, that is good enough. `goal` itself always is. */
const moved = (colour: string, goal: string, enough: (colour: string) => boolean): string => {
  for (let step = 0; step < 50; step += 1) {
    const mixed = mix(colour, goal, step / 50);
    if (enough(mixed)) return mixed;
  }
  return goal;
};

/** White where it reads, black elsewhere: one of the two always has 4.58 or more. */
const readableOn = (fill: string): string =>
  contrast('#ffffff', fill) >= TEXT_CONTRAST ? '#ffffff' : '#000000';

const channels = (colour: string): readonly [number, number, number] => {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
};

const mix = (from: string, to: string, share: number): string => {
  const [a, b] = [channels(from), channels(to)];
  const hex = (index: 0 | 1 | 2): string =>
    Math.round(a[index] + (b[index] - a[index]) * share)
      .toString(16)
      .padStart(2, '0');
  return `#${hex(0)}${hex(1)}${hex(2)}`;
};

const luminance = (colour: string): number => {
  const [red, green, blue] = channels(colour);
  const linear = (channel: number): number =>
    channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
};
