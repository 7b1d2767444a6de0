import type { Language } from '../../episodes/show.ts';
import { en, type Words } from './en.ts';

const translations: Partial<Record<Language, Words>> = { en };

export const wordsOf = (language: Language): Words => translations[language] ?? en;
