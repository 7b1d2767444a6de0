import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CONTROL_CONTRAST,
  contrast,
  NEUTRALS,
  paletteOf,
  TEXT_CONTRAST,
} from '../../lambdas/email/palette.ts';

const colour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('the show’s colour', () => {
  it('bar 19: is readable whatever it is: text at 4.5 to 1, the button’s edge at 3 to 1, light and dark', () => {
    fc.assert(
      fc.property(colour, (brand) => {
        const palette = paletteOf(brand);
        expect(contrast(palette.buttonText, palette.button)).toBeGreaterThanOrEqual(TEXT_CONTRAST);
        expect(contrast(palette.darkButtonText, palette.darkButton)).toBeGreaterThanOrEqual(TEXT_CONTRAST);
        expect(contrast(palette.link, NEUTRALS.card)).toBeGreaterThanOrEqual(TEXT_CONTRAST);
        expect(contrast(palette.link, NEUTRALS.page)).toBeGreaterThanOrEqual(TEXT_CONTRAST);
        expect(contrast(palette.darkLink, NEUTRALS.darkCard)).toBeGreaterThanOrEqual(TEXT_CONTRAST);
        expect(contrast(palette.darkLink, NEUTRALS.darkPage)).toBeGreaterThanOrEqual(TEXT_CONTRAST);
        expect(contrast(palette.button, NEUTRALS.card)).toBeGreaterThanOrEqual(CONTROL_CONTRAST);
        expect(contrast(palette.darkButton, NEUTRALS.darkCard)).toBeGreaterThanOrEqual(CONTROL_CONTRAST);
      }),
      { numRuns: 2000, examples: [['#ffffff'], ['#000000'], ['#ffff00'], ['#777777']] },
    );
  });

  it('stays itself where it can', () => {
    expect(paletteOf('#1a6b5c')).toMatchObject({ bar: '#1a6b5c', button: '#1a6b5c', link: '#1a6b5c' });
    expect(paletteOf('#ffd400')).toMatchObject({
      bar: '#ffd400',
      darkButton: '#ffd400',
      darkLink: '#ffd400',
    });
  });

  it('labels the button white, on ink where the colour would turn to mud', () => {
    expect(paletteOf('#ffd400')).toMatchObject({ button: NEUTRALS.ink, buttonText: '#ffffff' });
    expect(paletteOf('#ff7a00').button).toMatch(/^#[b-c]/);
    fc.assert(fc.property(colour, (brand) => paletteOf(brand).buttonText === '#ffffff'));
  });

  it('has neutrals that read on each other', () => {
    for (const [text, ground] of [
      [NEUTRALS.ink, NEUTRALS.card],
      [NEUTRALS.quiet, NEUTRALS.card],
      [NEUTRALS.quiet, NEUTRALS.page],
      [NEUTRALS.quiet, NEUTRALS.line],
      [NEUTRALS.darkInk, NEUTRALS.darkCard],
      [NEUTRALS.darkQuiet, NEUTRALS.darkCard],
      [NEUTRALS.darkQuiet, NEUTRALS.darkPage],
      [NEUTRALS.darkQuiet, NEUTRALS.darkLine],
    ] as const)
      expect(contrast(text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(TEXT_CONTRAST);
  });

  it('measures contrast as WCAG does', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.478, 3);
  });
});
