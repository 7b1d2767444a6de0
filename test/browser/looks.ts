import type { Page } from 'playwright-core';
import { z } from 'zod';

const Look = z.object({
  text: z.string(),
  colour: z.string(),
  background: z.string(),
  fontSize: z.number(),
  lineHeight: z.number(),
  align: z.string(),
  direction: z.string(),
});
/** How a piece of text is shown; colours as six hex digits. */
export type Look = z.infer<typeof Look>;

/** Runs in the page: every piece of text that is displayed, with the colour behind it. */
const IN_PAGE = `(() => {
  const hex = (colour) => {
    const [red, green, blue, alpha = 1] = colour.match(/[\\d.]+/g).map(Number);
    return alpha === 0 ? undefined : '#' + [red, green, blue].map((value) => value.toString(16).padStart(2, '0')).join('');
  };
  const behind = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const colour = hex(getComputedStyle(at).backgroundColor);
      if (colour !== undefined) return colour;
    }
    return '#ffffff';
  };
  const looks = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const text = walker.currentNode.textContent.trim();
    if (text === '' || element.getClientRects().length === 0) continue;
    const style = getComputedStyle(element);
    looks.push({ text, colour: hex(style.color), background: behind(element), fontSize: parseFloat(style.fontSize),
      lineHeight: parseFloat(style.lineHeight), align: style.textAlign, direction: style.direction });
  }
  return looks;
})()`;

export const looksIn = async (page: Page): Promise<readonly Look[]> => {
  const found: unknown = await page.evaluate(IN_PAGE);
  return z.array(Look).parse(found);
};

/**
 * What a client does that turns light emails dark by itself: the lightness of each colour is turned over, hue and
 * chroma stay (CIELAB, as in Chromium's automatic dark mode). Gmail does not say what its own way is.
 */
export const inverted = (colour: string): string => {
  const { lightness, a, b } = toLab(colour);
  return fromLab({ lightness: 100 - lightness, a, b });
};

type Lab = { readonly lightness: number; readonly a: number; readonly b: number };

// sRGB with its D65 white (IEC 61966-2-1) to CIE 1976 L*a*b*, and back.
const WHITE = { x: 0.9505, y: 1, z: 1.089 };

const toLab = (colour: string): Lab => {
  const linear = (at: number): number => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  const [red, green, blue] = [linear(1), linear(3), linear(5)];
  const f = (value: number): number =>
    value > 216 / 24389 ? Math.cbrt(value) : (24389 / 27 / 116) * value + 16 / 116;
  const x = f((0.4124 * red + 0.3576 * green + 0.1805 * blue) / WHITE.x);
  const y = f(0.2126 * red + 0.7152 * green + 0.0722 * blue);
  const z = f((0.0193 * red + 0.1192 * green + 0.9505 * blue) / WHITE.z);
  return { lightness: 116 * y - 16, a: 500 * (x - y), b: 200 * (y - z) };
};

const fromLab = ({ lightness, a, b }: Lab): string => {
  const back = (value: number): number =>
    value ** 3 > 216 / 24389 ? value ** 3 : (value - 16 / 116) / (24389 / 27 / 116);
  const middle = (lightness + 16) / 116;
  const x = back(middle + a / 500) * WHITE.x;
  const y = back(middle);
  const z = back(middle - b / 200) * WHITE.z;
  const channel = (value: number): string => {
    const shown = value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
    return Math.round(Math.min(1, Math.max(0, shown)) * 255)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(3.2406 * x - 1.5372 * y - 0.4986 * z)}${channel(-0.9689 * x + 1.8758 * y + 0.0415 * z)}${channel(0.0557 * x - 0.204 * y + 1.057 * z)}`;
};

const Pixels = z.array(z.object({ colour: z.string(), count: z.number() }));

/** The colours of a picture, the most frequent first: what was really painted, whoever changed it. */
export const coloursOf = async (page: Page, png: Uint8Array): Promise<z.infer<typeof Pixels>> => {
  const found: unknown = await page.evaluate(`(async () => {
    const image = new Image();
    image.src = 'data:image/png;base64,${Buffer.from(png).toString('base64')}';
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const counts = new Map();
    for (let at = 0; at < data.length; at += 4) {
      const colour = '#' + [...data.slice(at, at + 3)].map((value) => value.toString(16).padStart(2, '0')).join('');
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
    return [...counts].map(([colour, count]) => ({ colour, count })).sort((a, b) => b.count - a.count);
  })()`);
  return Pixels.parse(found);
};
