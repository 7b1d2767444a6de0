import { readExamples } from '../../cli/local/examples.ts';
import type { EpisodeSummary, PublishedEpisode, Show } from '../../lambdas/episodes/ports.ts';
import { published } from '../../lambdas/episodes/publish.ts';
import { aShow, anEpisode, NOW, recentEpisodes } from '../email/builders.ts';

export type Case = {
  readonly show?: Show;
  readonly episode?: PublishedEpisode;
  readonly recent?: readonly EpisodeSummary[];
};

const SENTENCE =
  'The ice keeps what the air forgets, and the drill brings it up a metre at a time, in the order in which it fell. ';

const examples = await readExamples();

/** The example that the demo announces, with the other examples as its recent episodes. */
const example = (): Case => ({
  show: examples.show,
  episode: published({ ...examples.episode, status: 'draft' }, NOW).episode,
  recent: examples.earlier
    .map(({ showId, episodeId, title, announce, publishedAt = '', durationSeconds = 0 }) => ({
      showId,
      episodeId,
      title,
      status: 'published' as const,
      announce,
      publishedAt,
      durationSeconds,
    }))
    .toReversed(),
});

/** What an email must look intended with. */
export const CASES = {
  example,
  ordinary: (): Case => ({}),
  smallest: (): Case => {
    const {
      artwork: _a,
      guests: _g,
      durationSeconds: _d,
      number: _n,
      pageUrl: _p,
      transcriptUrl: _t,
      ...rest
    } = anEpisode();
    return {
      show: aShow({ whereToListen: [] }),
      episode: {
        ...rest,
        guests: [],
        summary: ['One paragraph, and that is all there is to say about it.'],
        topics: [],
        links: [],
        credits: [],
      },
      recent: [],
    };
  },
  long: (): Case => ({
    episode: anEpisode({
      summary: Array.from({ length: 30 }, (_, index) => `${index + 1}. ${SENTENCE.repeat(3)}`),
      topics: Array.from({ length: 50 }, (_, index) => ({
        text: `Topic ${index + 1}: ${SENTENCE}`,
        startSeconds: index * 131,
      })),
    }),
  }),
  'long words': (): Case => ({
    episode: anEpisode({
      title:
        'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft and ' +
        'W'.repeat(90),
      summary: [
        `See https://example.com/${'a-very-long-path-without-any-break'.replaceAll('-', '')}${'x'.repeat(120)} for more.`,
        'Pneumonoultramicroscopicsilicovolcanoconiosis'.repeat(3),
      ],
      topics: [{ text: 'x'.repeat(180), startSeconds: 12_345 }],
      links: [{ label: 'https://example.com/' + 'y'.repeat(150), url: 'https://example.com/' }],
      credits: [{ role: 'Z'.repeat(80), name: 'N'.repeat(80) }],
    }),
    recent: recentEpisodes(2).map((other) => ({ ...other, title: 'V'.repeat(120) })),
  }),
  emoji: (): Case => ({
    episode: anEpisode({
      title: '🧊 Ice, ice, 👩🏽‍🔬 and 🇦🇶: what the 🐧 saw',
      topics: [{ text: '❄️ Snow' }, { text: '🌋 Ash' }, { text: '🫧 Bubbles' }],
    }),
  }),
  'no artwork': (): Case => {
    const { artwork: _artwork, ...rest } = anEpisode();
    return {
      show: aShow({
        brand: { colour: '#ffd400', logo: { url: 'https://deeptime.example/logo.png', alt: 'Deep Time' } },
      }),
      episode: rest,
    };
  },
  'every field': (): Case => ({
    show: aShow({
      language: 'he',
      brand: { colour: '#39ff14', logo: { url: 'https://deeptime.example/logo.png', alt: 'Deep Time' } },
    }),
    episode: anEpisode({
      season: 3,
      title: 'Ice (part 2)!',
      preheader: 'A lead that the team wrote by hand (and that runs from the left)!',
      topicsLeadIn: 'We cover:',
      topics: [{ text: 'Ice (and fire)!', startSeconds: 312 }, { text: 'קרח (ואש)!' }],
      callToAction: 'If you liked this, tell one friend about it.',
    }),
  }),
  japanese: (): Case => ({
    show: aShow({ name: '深い時間', language: 'ja', timeZone: 'Asia/Tokyo', brand: { colour: '#b3202a' } }),
    episode: anEpisode({
      title: '氷の柱に刻まれた八十万年を読む：南極の掘削現場から',
      guests: [{ name: '高橋 美咲' }],
      summary: [
        '人類が現れるよりも前に南極に降った雪は、いまも三キロメートルの深さに残っています。押し固められた氷の中には、当時の空気が小さな泡として閉じ込められています。',
        '高橋美咲さんは二十回の冬を掘削に費やしてきました。夏の層と冬の層をどう見分けるのか、遠い火山の噴火が南極点からどう見えるのかを語ります。',
      ],
      topics: [
        { text: '泡が周りの氷より若い理由', startSeconds: 312 },
        { text: '夏を手で数え、レーザーで数える', startSeconds: 1105 },
      ],
      links: [{ label: 'ドームふじの掘削について', url: 'https://ice.example/dome-fuji' }],
      credits: [{ role: '聞き手', name: '佐藤 健' }],
    }),
  }),
  hebrew: (): Case => ({
    show: aShow({
      name: 'זמן עמוק',
      language: 'he',
      timeZone: 'Asia/Jerusalem',
      brand: { colour: '#7a3e9d' },
      postalAddress: 'זמן עמוק, רחוב הנביאים 12, ירושלים',
    }),
    episode: anEpisode({
      title: 'מרה לינדקוויסט קוראת שמונה מאות אלף שנה בתוך עמוד של קרח',
      guests: [{ name: 'Mara Lindqvist' }],
      summary: [
        'שלג שירד באנטארקטיקה לפני שהיו בני אדם עדיין שם, בעומק שלושה קילומטרים, דחוס לקרח עם האוויר של אותו יום כלוא בבועות.',
        'מרה לינדקוויסט (Mara Lindqvist) בילתה עשרים חורפים בקידוח. היא מסבירה איך מבדילים בין שכבת קיץ לשכבת חורף.',
      ],
      topics: [
        { text: 'למה הבועות צעירות מהקרח שסביבן', startSeconds: 312 },
        { text: 'לספור קיצים ביד, ובלייזר', startSeconds: 1105 },
      ],
      links: [{ label: 'הקידוח בדום סי (Dome C)', url: 'https://ice.example/dome-c' }],
      credits: [{ role: 'מגיש', name: 'תומר אוקפור' }],
    }),
  }),
  arabic: (): Case => ({
    show: aShow({ name: 'زمن عميق', language: 'ar', timeZone: 'Africa/Cairo', brand: { colour: '#0a7d4f' } }),
    episode: anEpisode({
      title: 'مارا لينكفيست تقرأ ثمانمئة ألف سنة في عمود من الجليد',
      guests: [{ name: 'مارا لينكفيست' }],
      summary: [
        'الثلج الذي سقط على القارة القطبية الجنوبية قبل وجود البشر ما زال هناك، على عمق ثلاثة كيلومترات، وفيه هواء ذلك اليوم محبوسًا في فقاعات.',
      ],
      topics: [
        { text: 'لماذا الفقاعات أصغر سنًا من الجليد حولها', startSeconds: 312 },
        { text: 'عدّ فصول الصيف باليد وبالليزر', startSeconds: 1105 },
      ],
      links: [{ label: 'شرح حفر القبة سي', url: 'https://ice.example/dome-c' }],
      credits: [{ role: 'تقديم', name: 'سليم عواد' }],
    }),
  }),
} as const satisfies Record<string, () => Case>;
