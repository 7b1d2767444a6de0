import { describe, expect, it } from 'vitest';
import { draftFromNotes } from '../../../lambdas/episodes/show-notes/draft-from-notes.ts';

const draft = (...lines: readonly string[]) => draftFromNotes(lines.join('\n'));
const creditsOf = (...lines: readonly string[]) =>
  draft('About glass.', '', ...lines).episode.credits.map(({ role, name }) => `${role}: ${name}`);

describe('credits written as sentences', () => {
  it.each([
    [
      'This episode was produced by Ada Loved and edited by Bo Katan. It was engineered by Cy Twombly.',
      ['produced: Ada Loved', 'edited: Bo Katan', 'engineered: Cy Twombly'],
    ],
    [
      'Glass Hour is hosted by Ada Loved, with sound design by Bo Katan. Our editor is Cy Twombly.',
      ['hosted: Ada Loved', 'sound design: Bo Katan', 'editor: Cy Twombly'],
    ],
    [
      'Executive producers are Ada Loved, Bo Katan and Cy Twombly',
      ['Executive producers: Ada Loved, Bo Katan and Cy Twombly'],
    ],
    [
      'Ada Loved is our executive producer. Music by the Kilns.',
      ['executive producer: Ada Loved', 'Music: the Kilns'],
    ],
    ['Edited by Ada Loved. Mixed by Bo Katan.', ['Edited: Ada Loved', 'Mixed: Bo Katan']],
    [
      'Presentado por Ada Loved y Bo Katan. Edición: Cy Twombly.',
      ['Presentado: Ada Loved y Bo Katan', 'Edición: Cy Twombly'],
    ],
    ['Cover art by Ada Loved', ['Cover art: Ada Loved']],
    ['Hosted by: Ada Loved', ['Hosted: Ada Loved']],
    ['Special thanks to Ada Loved and Bo Katan.', ['Special thanks: Ada Loved and Bo Katan']],
  ])('%s', (line, credits) => {
    expect(creditsOf(line)).toEqual(credits);
    expect(draft('About glass.', '', line).episode.summary).toEqual(['About glass.']);
  });

  it('beside a sentence that is none, which stays', () => {
    const { episode } = draft(
      'About glass.',
      '',
      'We are a Kiln production. Produced by Ada Loved. Edited by Bo Katan.',
    );
    expect(episode.credits).toHaveLength(2);
    expect(episode.summary).toEqual(['About glass.', 'We are a Kiln production.']);
  });

  it.each([
    'Liquid Sand was directed by Ada Loved. We did not like it at all, and say why.',
    'The furnace was designed by Ada Loved.',
    'The novel was written by Ada Loved. The film was directed by Bo Katan. We compare them.',
  ])('but not of what the episode is about: %s', (line) => {
    expect(draft(line).episode).toMatchObject({ credits: [], summary: [line] });
  });

  it('or as a list of who does what', () => {
    const { episode } = draftFromNotes(
      '<strong>Creators and Guests</strong><ul><li><a href="https://ada.example">Ada Loved</a> - Host</li><li><a href="https://bo.example">Bo Katan</a> - Guest</li></ul>',
    );
    expect(episode.credits).toEqual([{ role: 'Host', name: 'Ada Loved' }]);
    expect(episode.guests).toEqual([{ name: 'Bo Katan', url: 'https://bo.example' }]);
  });

  it('or as terms', () => {
    const html =
      '<p>About glass.</p><dl><dt>Host</dt><dd>Ada Loved</dd><dt>Editor</dt><dd>Bo Katan</dd></dl>';
    expect(draftFromNotes(html).episode.credits).toEqual([
      { role: 'Host', name: 'Ada Loved' },
      { role: 'Editor', name: 'Bo Katan' },
    ]);
  });

  it.each([
    ['主播：王芳', '主播', '王芳'],
    ['Prowadzenie: Ada Loved', 'Prowadzenie', 'Ada Loved'],
    ['Programledare: Ada Loved', 'Programledare', 'Ada Loved'],
    ['🎵 Music: Ada Loved', 'Music', 'Ada Loved'],
  ])('in other languages and behind emoji: %s', (line, role, name) => {
    expect(draft('About glass.', '', line).episode.credits).toEqual([{ role, name }]);
  });
});

describe('guests are introduced', () => {
  it.each([
    ['My guest today is the economist Ada Loved, whose book is out.', 'Ada Loved'],
    ['We are joined by best-selling author Ada Loved.', 'Ada Loved'],
    ['Wir sprechen mit der Archäologin Dr. Ada Loved über Glas.', 'Dr. Ada Loved'],
    ['Zu Gast: Bäckerin Ada Loved erzählt von Öfen.', 'Ada Loved'],
    ['Conversamos con la escritora Ada Loved sobre el vidrio.', 'Ada Loved'],
    ['Nous recevons la chimiste Ada Loved.', 'Ada Loved'],
    ['Parliamo di vetro con il maestro Ada Loved.', 'Ada Loved'],
    ['Ada Loved joins us to talk about glass.', 'Ada Loved'],
  ])('%s', (line, name) => {
    expect(draft(line).episode).toMatchObject({ guests: [{ name }], summary: [line] });
  });

  it.each([
    'Ada Loved joins the Royal Society.',
    'We talk with experts about Ada Loved.',
    'We speak to a friend of Ada Loved.',
  ])('but not: %s', (line) => {
    expect(draft(line).episode.guests).toEqual([]);
  });

  it('with what each is, one after the other', () => {
    const line = 'Guests: Ada Loved, inventor; Bo Katan (Kiln Works), Cy Twombly (BBC)';
    expect(draft('On glass.', '', line).episode).toMatchObject({
      guests: [{ name: 'Ada Loved' }, { name: 'Bo Katan' }, { name: 'Cy Twombly' }],
      summary: ['On glass.', line],
    });
  });

  it('below a heading, where what is said of them keeps their names', () => {
    const { episode } = draft(
      'On glass.',
      '',
      'With',
      '',
      'Ada Loved',
      'Professor of Glass',
      '',
      'And',
      '',
      'Bo Katan',
      'Reader in Sand',
    );
    expect(episode.guests.map(({ name }) => name)).toEqual(['Ada Loved', 'Bo Katan']);
    expect(episode.summary).toEqual([
      'On glass.',
      'Ada Loved',
      'Professor of Glass',
      'Bo Katan',
      'Reader in Sand',
    ]);
  });
});

describe('links', () => {
  it('stand in HTML without being linked', () => {
    expect(draftFromNotes('<p>Slides: https://glass.example/s?a=1&amp;b=2</p>').episode.links).toEqual([
      { label: 'Slides', url: 'https://glass.example/s?a=1&b=2' },
    ]);
  });

  it('may have a remark behind them in a list', () => {
    expect(
      draft('Links:', '* Book: [Glass](https://glass.example/b) (affiliate link)').episode.links,
    ).toEqual([{ label: 'Book: Glass (affiliate link)', url: 'https://glass.example/b' }]);
  });

  it('are written without https:// behind a label', () => {
    expect(
      draft('About glass.', '', 'Instagram: instagram.com/glass', 'Write to ada@glass.com').episode,
    ).toMatchObject({
      links: [{ label: 'Instagram', url: 'https://instagram.com/glass' }],
      summary: ['About glass.', 'Write to ada@glass.com'],
    });
  });

  it('follow arrows and brackets', () => {
    expect(
      draft('About glass.', '', 'Plans ▶ https://glass.example/p', 'Book [https://glass.example/b]').episode
        .links,
    ).toEqual([
      { label: 'Plans', url: 'https://glass.example/p' },
      { label: 'Book', url: 'https://glass.example/b' },
    ]);
  });

  it('stand before what they are called, or below it behind a blank line', () => {
    expect(
      draft(
        'About glass.',
        '',
        'https://glass.example/r - The report',
        '',
        'And the book:',
        '',
        'https://glass.example/b',
      ).episode.links,
    ).toEqual([
      { label: 'The report', url: 'https://glass.example/r' },
      { label: 'And the book', url: 'https://glass.example/b' },
    ]);
  });

  it('keep the title that Markdown gives them', () => {
    const { episode, sources } = draft('About glass.', '', '[Slides](https://glass.example/s "Of the talk")');
    expect(episode.links).toEqual([{ label: 'Slides', url: 'https://glass.example/s' }]);
    expect(sources).toContainEqual(expect.objectContaining({ part: 'structure', text: 'Of the talk' }));
  });
});

describe('lists', () => {
  it('have emoji for bullets, and keep them', () => {
    expect(draft('New!', '', '🔥 Kilns', '🌊 Sand', '❄️ Ice').episode.topics.map(({ text }) => text)).toEqual([
      '🔥 Kilns',
      '🌊 Sand',
      '❄️ Ice',
    ]);
  });

  it('follow the last sentence of a paragraph, which alone leads in', () => {
    expect(draft('A talk about glass. In this episode we cover:', '- Sand', '- Fire').episode).toMatchObject({
      summary: ['A talk about glass.'],
      topicsLeadIn: 'In this episode we cover:',
    });
  });

  it('of sponsors may follow one too', () => {
    const { sponsors, episode } = draft(
      'A talk about glass. Please check out our sponsors:',
      '- Sand Ltd: https://sand.example',
    );
    expect(sponsors).toEqual([
      { heading: 'Please check out our sponsors:', text: 'Sand Ltd: https://sand.example' },
    ]);
    expect(episode.topics).toEqual([]);
  });

  it.each([
    'Timestamps: 0:00 Hello | 4:05 Sand | 61:01 Fire',
    'Timestamps:\n0:00-4:05 Hello\n4:05-61:01 Sand\n61:01-end Fire',
    "What's inside\n0:00 Hello\n4:05 Sand\n61:01 Fire",
    '<table><tr><td>0:00</td><td>Hello</td></tr><tr><td>4:05</td><td>Sand</td></tr><tr><td>61:01</td><td>Fire</td></tr></table>',
  ])('of chapters are written %j', (notes) => {
    expect(draftFromNotes(notes).episode.topics).toEqual([
      { text: 'Hello', startSeconds: 0 },
      { text: 'Sand', startSeconds: 245 },
      { text: 'Fire', startSeconds: 3661 },
    ]);
  });

  it('have times behind a row of dots', () => {
    expect(draft('Topics:', 'Sand ..... 1:30', 'Fire ...... 9:45').episode.topics).toEqual([
      { text: 'Sand', startSeconds: 90 },
      { text: 'Fire', startSeconds: 585 },
    ]);
  });

  it('have chapters whose first letter is no unit of a clock', () => {
    expect(draft('Kapitel:', '0:00 Hallo', '3:15 Hörerfragen', '9:45 Ümit').episode.topics).toHaveLength(3);
  });

  it('have chapters that are about guests, or whose time is about right', () => {
    expect(draft('Chapters:', '~0:00 Hello', '~4:05 First guest: Ada Loved').episode).toMatchObject({
      guests: [],
      topics: [
        { text: 'Hello', startSeconds: 0 },
        { text: 'First guest: Ada Loved', startSeconds: 245 },
      ],
    });
  });

  it('of a schedule are no chapters', () => {
    const lines = ['Schedule for the live show:', '09:00 Registration', '10:00 Keynote', '12:30 Lunch'];
    expect(draft('About glass.', '', ...lines).episode).toMatchObject({
      topics: [],
      summary: ['About glass.', ...lines],
    });
  });

  it('have letters for numbers', () => {
    expect(
      draft('1. News', '   a. Sand', '   b. Fire', '2. Talk').episode.topics.map(({ text }) => text),
    ).toEqual(['News', 'Sand', 'Fire', 'Talk']);
  });

  it('have bullets that an editor broke without indenting what follows', () => {
    const lines = [
      '* A long bullet about the history of the glass that',
      'goes on in the next line',
      '* Fire',
    ];
    expect(draft('Topics:', ...lines).episode.topics.map(({ text }) => text)).toEqual([
      'A long bullet about the history of the glass that goes on in the next line',
      'Fire',
    ]);
  });

  it.each(['*', '---', '<p>---</p>'])('are no rules: %s', (rule) => {
    expect(draft('<p>Sand.</p>', rule, '<p>Fire.</p>').episode.summary).toEqual(['Sand.', 'Fire.']);
    expect(draft('Sand.', '', rule.replace(/<\/?p>/g, ''), '', 'Fire.').episode.summary).toEqual([
      'Sand.',
      'Fire.',
    ]);
  });
});

describe('what stands at the end', () => {
  it.each([
    'Go to https://sand.example and use code GLASS for 20% off.',
    'Thanks to Sand Ltd for sponsoring this episode.',
    'Learn more about sponsor message choices: sand.example/adchoices',
    'See omnystudio.com/listener for privacy information.',
  ])('is a sponsor’s or a host’s: %s', (line) => {
    expect(draft('About glass.', '', line)).toMatchObject({
      sponsors: [{ text: line }],
      episode: { summary: ['About glass.'] },
    });
  });

  it.each([
    'We ask what reasoning with code LLMs is good for.',
    'The episode about codes: how spies used code GLASS in the war.',
  ])('is no sponsor: %s', (line) => {
    expect(draft('About glass.', '', line).episode.summary).toEqual(['About glass.', line]);
  });

  it.each([
    'If you enjoyed this episode, please leave a review on Apple Podcasts!',
    'Don’t forget to rate and review the show!',
    '🔔 Subscribe to Glass Hour!',
    '¡Suscríbete y activa la campanita!',
    '欢迎订阅我们的节目！',
  ])('is a call: %s', (line) => {
    expect(draft('About glass.', '', line)).toMatchObject({
      callToAction: line,
      episode: { summary: ['About glass.'] },
    });
  });

  it.each([
    ['June 3, 2021 · 58:10 · Sailcloth', 3490],
    ['Sailcloth | 3 Jun 2021 | 58 min', 3480],
    ['2021-06-03 – Sailcloth – 1h 2m', 3720],
    ['📅 3 June 2021 • ⏱ 48m • 🎙 Sailcloth', 2880],
  ])('is another episode: %s', (line, durationSeconds) => {
    expect(draft('About glass.', '', line).otherEpisodes).toEqual([
      { publishedAt: '2021-06-03T00:00:00.000Z', durationSeconds, title: 'Sailcloth' },
    ]);
  });

  it('is none where a time of day follows the date', () => {
    expect(draft('About glass.', '', 'June 3, 2021, 19:02 Live show').otherEpisodes).toEqual([]);
  });
});

describe('a quotation', () => {
  it('is kept without the mark before it', () => {
    expect(draft('About glass.', '', '> Sand is slow glass.').episode.summary).toEqual([
      'About glass.',
      'Sand is slow glass.',
    ]);
  });
});

describe('the title', () => {
  it.each([
    '---\ntitle: "Liquid sand"\ndate: 2026-11-02\n---\n\nAbout glass.',
    'Podcast: Glass Hour\nEpisode: 14\nTitle: Liquid sand\n\nAbout glass.',
  ])('may be labelled: %j', (notes) => {
    expect(draftFromNotes(notes).episode.title).toBe('Liquid sand');
    expect(draftFromNotes(notes).episode.summary.at(-1)).toBe('About glass.');
  });

  it('keeps what else stands in the front matter with the sources', () => {
    const { sources } = draftFromNotes('---\ntitle: Sand\ntags: [glass]\n---\nAbout glass.');
    expect(sources.filter(({ part }) => part === 'structure').map(({ text }) => text)).toEqual([
      'title:',
      'tags: [glass]',
    ]);
  });

  it('may have a number', () => {
    expect(draft('Episode 211: Sand', '', 'Hosts: Ada Loved').episode.title).toBe('Episode 211: Sand');
  });

  it('of a whole HTML document is kept with the sources, and its styles are not', () => {
    const html =
      '<html><head><title>Mail 12</title><style>p{color:red}</style></head><body><p>Sand.</p></body></html>';
    const { episode, sources } = draftFromNotes(html);
    expect(episode.summary).toEqual(['Sand.']);
    expect(sources.map(({ text }) => text)).toEqual(['Mail 12', undefined]);
  });

  it('is no numbered sentence', () => {
    const line = 'Episode 151: In this episode we talk about sand.';
    expect(draft(line, '', 'More.').episode).toMatchObject({ summary: [line, 'More.'] });
  });

  it.each(['Send us a text message', 'Hello friends', "🎧 This week's episode"])('is not: %s', (line) => {
    expect(draft(line, '', 'A talk about glass and how it is made by hand.').episode.title).toBeUndefined();
  });
});
