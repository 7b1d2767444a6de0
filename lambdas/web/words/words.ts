import type { Language } from '../../episodes/show.ts';
import { en, type Words } from './en.ts';

const translations: Partial<Record<Language, Words>> = { en };

export const wordsOf = (language: Language): Words => translations[language] ?? en;

const RIGHT_TO_LEFT: ReadonlySet<Language> = new Set<Language>(['he', 'ar']);

export const directionOf = (language: Language): 'rtl' | 'ltr' =>
  RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr';
