import type { Language } from '../../episodes/show.ts';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en, type Words } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { he } from './he.ts';
import { it } from './it.ts';
import { ja } from './ja.ts';
import { nl } from './nl.ts';
import { pl } from './pl.ts';
import { pt } from './pt.ts';
import { uk } from './uk.ts';

/** Every language a show can be in. One without its words is a type error here. */
const WORDS: Readonly<Record<Language, Words>> = { en, de, fr, es, pt, it, nl, pl, uk, ja, he, ar };

export const wordsOf = (language: Language): Words => WORDS[language];
