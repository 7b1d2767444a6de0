import type { Language } from '../episodes/show.ts';
import { remembered } from '../remembered.ts';

/** `4 August 2021`: the day in the show's own time zone. `instant` is an ISO 8601 instant. */
export const day = (instant: string, language: Language, timeZone: string): string =>
  unbroken(
    new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'long', timeZone }).format(new Date(instant)),
  );

/** `3 hr 9 min`, to the nearest minute and never less than one. */
export const length = (seconds: number, language: Language): string => {
  const minutes = Math.max(1, Math.round(seconds / 60));
  const hours = Math.floor(minutes / 60);
  const parts = [
    ...(hours > 0 ? [amount(hours, 'hour', language)] : []),
    ...(minutes % 60 > 0 ? [amount(minutes % 60, 'minute', language)] : []),
  ];
  return unbroken(together(parts, language));
};

/** Intl would put a comma or an "and" between hours and minutes, as a sentence does and the facts of a show do not. */
const together = (parts: readonly string[], language: Language): string => {
  if (language === 'ar') return new Intl.ListFormat(language, { type: 'unit' }).format(parts);
  return written(parts.join(' '), language);
};

/** Japanese has no spaces, and Intl puts one after a number. */
const written = (amounts: string, language: Language): string =>
  language === 'ja' ? amounts.replaceAll(' ', '') : amounts;

/** `12:34` or `1:02:03`, as players show a position. */
export const position = (seconds: number): string => {
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
};

/** `48 hours`, in full. */
export const hours = (milliseconds: number, language: Language): string =>
  written(hoursIn(language).format(Math.round(milliseconds / 3_600_000)), language);

/** To make one takes longer than all the rest of a confirmation mail. */
const hoursIn = remembered(
  (language: Language) =>
    new Intl.NumberFormat(language, { style: 'unit', unit: 'hour', unitDisplay: 'long' }),
);

/** `A, B and C` in the language's own way. */
export const names = (list: readonly string[], language: Language): string =>
  new Intl.ListFormat(localeOf(language), { type: 'conjunction' }).format(list);

export const plainNumber = (value: number, language: Language): string =>
  new Intl.NumberFormat(localeOf(language), { useGrouping: false }).format(value);

const amount = (value: number, unit: 'hour' | 'minute', language: Language): string =>
  new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    // Arabic's short forms are single letters, and its long ones know the dual.
    unitDisplay: language === 'ar' ? 'long' : 'short',
  }).format(value);

/** British order of day and month for English: it cannot be misread, which month first can. */
const localeOf = (language: Language): string => (language === 'en' ? 'en-GB' : language);

/** `3 hr 9 min` is one thing: a line must not end inside it. */
const unbroken = (text: string): string => text.replaceAll(' ', '\u00a0');
