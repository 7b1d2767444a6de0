import type { Language } from '../episodes/show.ts';

export type Fonts = { readonly body: string; readonly heading: string };

/** Fonts that are there already: a web font is a request to a third party. Unquoted, so that escaping leaves them. */
export const fontsOf = (language: Language): Fonts => {
  switch (language) {
    case 'ja':
      return same(
        'Hiragino Sans, Hiragino Kaku Gothic ProN, Yu Gothic, Meiryo, Noto Sans CJK JP, sans-serif',
      );
    case 'he':
    case 'ar':
      return same('Segoe UI, SF Arabic, Tahoma, Arial, Noto Sans Arabic, Noto Sans Hebrew, sans-serif');
    case 'en':
    case 'de':
    case 'fr':
    case 'es':
    case 'pt':
    case 'it':
    case 'nl':
    case 'pl':
    case 'uk':
      return {
        body: '-apple-system, BlinkMacSystemFont, Segoe UI, Helvetica, Arial, sans-serif',
        heading: 'Georgia, Times New Roman, serif',
      };
    default:
      return language satisfies never;
  }
};

const same = (stack: string): Fonts => ({ body: stack, heading: stack });
