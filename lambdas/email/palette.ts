import { remembered } from '../remembered.ts';

/**
 * The show's colour, made readable. A brand colour is chosen for a logo, not for text on white: so every use of
 * it here is computed to keep WCAG 2.2's contrast, whatever the colour. Hex in, hex out.
 */
export type Palette = {
  /** The line at the top: the show's colour as it is. It carries no meaning that one must see. */
  readonly bar: string;
  /** Always dark enough for white: where a client inverts colours, dark labels on light fills are what breaks. */
  readonly button: string;
  /** The button's edge: the show's colour, where the fill could not be it. */
  readonly buttonBorder: string;
  readonly buttonText: string;
  /** Links on the card and on the page behind it. */
  readonly link: string;
  readonly darkButton: string;
  readonly darkButtonText: string;
  readonly darkLink: string;
};

/** The neutral colours, which no show changes. */
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
  darkLine: '#42403b',
} as const;

/** WCAG 2.2, 1.4.3: text. */
export const TEXT_CONTRAST = 4.5;
/** WCAG 2.2, 1.4.11: what one must see to find a control. */
export const CONTROL_CONTRAST = 3;
/** Coloured text on dark needs more than the rule to look as clear as it does on white. */
const DARK_TEXT_CONTRAST = 6;
/** Yellow or mint darkened further than this is mud: the button is then the colour of ink. */
const MUDDY = 0.4;

export const paletteOf = remembered((brand: string): Palette => {
  const darkButton = moved(brand, lightened, (fill) => contrast(fill, NEUTRALS.darkCard) >= CONTROL_CONTRAST);
  const button = buttonOf(brand);
  return {
    bar: brand,
    button,
    buttonBorder: button === NEUTRALS.ink ? brand : button,
    buttonText: '#ffffff',
    // The page is darker than the card, so what reads on the page reads on both.
    link: moved(brand, darkened, (text) => contrast(text, NEUTRALS.page) >= TEXT_CONTRAST),
    darkButton,
    darkButtonText: contrast('#ffffff', darkButton) >= TEXT_CONTRAST ? '#ffffff' : '#000000',
    darkLink: moved(brand, lightened, (text) => contrast(text, NEUTRALS.darkCard) >= DARK_TEXT_CONTRAST),
  };
});

const buttonOf = (brand: string): string => {
  const fill = moved(brand, darkened, (colour) => contrast(colour, '#ffffff') >= TEXT_CONTRAST);
  return contrast(darkened(brand, MUDDY), '#ffffff') >= TEXT_CONTRAST ? fill : NEUTRALS.ink;
};

/** Contrast ratio of two colours, 1 to 21 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). */
export const contrast = (one: string, other: string): number => {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
};

/** The first colour, in steps of 2 % from `colour` to black or white, that is good enough. The last always is. */
const moved = (
  colour: string,
  towards: (colour: string, share: number) => string,
  enough: (colour: string) => boolean,
): string => {
  for (let step = 0; step < 50; step += 1) {
    const candidate = towards(colour, step / 50);
    if (enough(candidate)) return candidate;
  }
  return towards(colour, 1);
};

type Channels = readonly [red: number, green: number, blue: number];

const channels = (colour: string): Channels => {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
};

const hex = (colour: Channels): string =>
  `#${colour.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;

const darkened = (colour: string, share: number): string => {
  const [red, green, blue] = channels(colour);
  return hex([red * (1 - share), green * (1 - share), blue * (1 - share)]);
};

/** Up in lightness with the saturation kept (HSL): a mix with white would turn every dark colour grey. */
export const lightened = (colour: string, share: number): string => {
  const parts = channels(colour);
  const [low, high] = [Math.min(...parts) / 255, Math.max(...parts) / 255];
  const lightness = (low + high) / 2;
  const room = (level: number): number => Math.min(level, 1 - level);
  const goal = lightness + (1 - lightness) * share;
  const stretch = room(lightness) === 0 ? 0 : room(goal) / room(lightness);
  const move = (channel: number): number =>
    Math.min(1, Math.max(0, goal + (channel / 255 - lightness) * stretch)) * 255;
  return hex([move(parts[0]), move(parts[1]), move(parts[2])]);
};

const luminance = (colour: string): number => {
  const [red, green, blue] = channels(colour);
  const linear = (channel: number): number =>
    channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
};
