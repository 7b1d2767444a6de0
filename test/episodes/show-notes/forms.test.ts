import { describe, expect, it } from 'vitest';
import { draftFromNotes } from '../../../lambdas/episodes/show-notes/draft-from-notes.ts';

const draft = (...lines: readonly string[]) => draftFromNotes(lines.join('\n'));
const topicsOf = (...lines: readonly string[]) => draft(...lines).episode.topics;
const textsOf = (...lines: readonly string[]) => topicsOf(...lines).map((topic) => topic.text);

describe('bullets become topics', () => {
  it.each(['•', '-', '*', '+', '–', '◦', '▪', '‣', '·', '●', '👉', '✅', '→', '►'])(
    'with the sign %s',
    (sign) => {
      expect(textsOf('We cover:', `${sign} Blowing glass`, `${sign} Cutting glass`)).toEqual([
        'Blowing glass',
        'Cutting glass',
      ]);
    },
  );

  it('numbered in any way', () => {
    expect(textsOf('1. One glass', '2. Two glasses')).toEqual(['One glass', 'Two glasses']);
    expect(textsOf('1) One glass', '2) Two glasses')).toEqual(['One glass', 'Two glasses']);
    expect(textsOf('1️⃣ One glass', '2️⃣ Two glasses')).toEqual(['One glass', 'Two glasses']);
  });

  it('but a year at the start of a line is no number of a list', () => {
    expect(draft('1984. A novel about glass.').episode.summary).toEqual(['1984. A novel about glass.']);
  });

  it('nested, each on its own while the record has room', () => {
    expect(textsOf('- Kilns', '  - Gas', '    - Old ones', '- Colours')).toEqual([
      'Kilns',
      'Gas',
      'Old ones',
      'Colours',
    ]);
    expect(
      draftFromNotes('<ul><li>Kilns<ul><li>Gas</li></ul></li><li>Colours</li></ul>').episode.topics,
    ).toEqual([{ text: 'Kilns' }, { text: 'Gas' }, { text: 'Colours' }]);
  });

  it('nested ones folded into the bullet above where there are more than fifty', () => {
    const lines = Array.from({ length: 30 }, (_, n) => [`- Kiln ${n}`, `  - Fuel ${n}`]).flat();
    const { episode, sources } = draft(...lines);
    expect(episode.topics).toHaveLength(30);
    expect(episode.topics[7]).toEqual({ text: 'Kiln 7 • Fuel 7' });
    expect(sources.filter((source) => source.note?.includes('50 topics'))).toHaveLength(30);
  });

  it('in the summary where there are more than fifty and nothing is nested', () => {
    const { episode } = draft(...Array.from({ length: 60 }, (_, n) => `- Kiln ${n}`));
    expect(episode.topics).toHaveLength(50);
    expect(episode.summary).toEqual(Array.from({ length: 10 }, (_, n) => `Kiln ${n + 50}`));
  });

  it('with the lines that go on below them', () => {
    expect(textsOf('* A kiln that is', '  never cold', '* Colours')).toEqual([
      'A kiln that is never cold',
      'Colours',
    ]);
  });

  it('typed into HTML', () => {
    expect(draftFromNotes('<p>We talk about:<br>• Sand<br/>• Soda</p>').episode).toMatchObject({
      topicsLeadIn: 'We talk about:',
      topics: [{ text: 'Sand' }, { text: 'Soda' }],
    });
  });

  it('but a signature behind a dash is no topic', () => {
    const { episode } = draft('We had a lovely time.', '', '- the glass team');
    expect(episode.topics).toEqual([]);
    expect(episode.summary).toEqual(['We had a lovely time.', '- the glass team']);
  });
});

describe('the line above the topics leads in', () => {
  it.each([
    'We cover:',
    'In this episode:',
    'In this episode, we discuss:',
    'Topics:',
    'Topics covered',
    '## Highlights',
    'Among other things, Ada and Bo cover:',
    'Darum geht es:',
    'En este episodio:',
    'Au programme :',
    'Темы выпуска:',
    'בפרק הזה:',
    'در این قسمت:',
  ])('%s', (lead) => {
    const { episode } = draft('A short talk about sand and fire.', '', lead, '• Sand', '• Fire');
    expect(episode.topicsLeadIn).toBe(lead.replace(/^## /, ''));
    expect(episode.summary).toEqual(['A short talk about sand and fire.']);
  });

  it('and a second plain one has done its work', () => {
    const { episode, sources } = draft(
      'A tease of two stories:',
      '- One',
      '- Two',
      '',
      'We also cover:',
      '- Three',
    );
    expect(episode.topicsLeadIn).toBe('A tease of two stories:');
    expect(episode.topics.map((topic) => topic.text)).toEqual(['One', 'Two', 'Three']);
    expect(sources).toContainEqual(expect.objectContaining({ part: 'structure', text: 'We also cover:' }));
  });

  it('while a heading with content of its own is a topic above its bullets', () => {
    expect(textsOf('## Kilns', '- Gas', '## Colours', '- Cobalt')).toEqual([
      'Kilns',
      'Gas',
      'Colours',
      'Cobalt',
    ]);
  });
});

describe('times start topics', () => {
  it.each([
    ['00:12:34 Kilns', 754],
    ['12:34 Kilns', 754],
    ['[12:34] Kilns', 754],
    ['(12:34) Kilns', 754],
    ['12:34 - Kilns', 754],
    ['12:34 – Kilns', 754],
    ['12:34: Kilns', 754],
    ['12:34 | Kilns', 754],
    ['• 12:34 Kilns', 754],
    ['- Kilns - *00:12:34*.', 754],
    ['Kilns (12:34)', 754],
    ['Kilns [00:12:34]', 754],
    ['Kilns – 12:34', 754],
    ['**12:34** - Kilns', 754],
    ['**[12:34] Kilns**', 754],
    ['\\[12:34] **Kilns**', 754],
    ['⏱ 12:34 Kilns', 754],
    ['۱۲:۳۴ Kilns', 754],
    ['00:00 - 12:34 Kilns', 0],
    ['12m34s Kilns', 754],
  ])('%s', (line, seconds) => {
    expect(topicsOf('Chapters:', line, `${line.includes(' K') ? '59:59 ' : ''}End`)[0]).toEqual({
      text: 'Kilns',
      startSeconds: seconds,
    });
  });

  it('without a heading too, when several rise', () => {
    expect(topicsOf('A talk about glass.', '0:00 Hello', '4:05 Sand', '1:01:01 Fire')).toEqual([
      { text: 'Hello', startSeconds: 0 },
      { text: 'Sand', startSeconds: 245 },
      { text: 'Fire', startSeconds: 3661 },
    ]);
  });

  it('run together on one line', () => {
    expect(topicsOf('(0:00) Hello (4:05) Sand (61:01) Fire')).toEqual([
      { text: 'Hello', startSeconds: 0 },
      { text: 'Sand', startSeconds: 245 },
      { text: 'Fire', startSeconds: 3661 },
    ]);
  });

  it('with the guests that were glued to the last one set apart', () => {
    const { episode } = draft(
      'Chapters:',
      '0:00 Hello',
      '4:05 Goodbye Special Guests: Ada Loved and Bo Katan.',
    );
    expect(episode.topics.at(-1)).toEqual({ text: 'Goodbye', startSeconds: 245 });
    expect(episode.guests).toEqual([{ name: 'Ada Loved' }, { name: 'Bo Katan' }]);
  });

  it.each([
    'We go live at 19:30 on Thursday.',
    'Doors open at 19:30',
    '19:30 Uhr: Einlass',
    '10:30 am is when the kiln is lit.',
    'Length: 45:10',
    'Running time 1:02:03',
    '"Glass is a liquid that forgot" (12:34)',
    'He says at 12:34 that glass flows.',
    'A reading of Job 28:17',
    '3:10 to Yuma is a film with a lot of glass in it.',
  ])('but not here: %s', (line) => {
    const { episode } = draft('A talk about glass.', '', line);
    expect(episode.topics).toEqual([]);
    expect(episode.summary).toEqual(['A talk about glass.', line]);
  });

  it('and not in a bullet that tells a time of day', () => {
    expect(topicsOf('- Doors open at 19:30', '- Length: 45:10')).toEqual([
      { text: 'Doors open at 19:30' },
      { text: 'Length: 45:10' },
    ]);
  });
});

describe('guests', () => {
  it.each([
    ["Today's guest, Ada Loved, makes glass.", ['Ada Loved']],
    ['This week our guest is Ada Loved. She makes glass.', ['Ada Loved']],
    ['I talk with Ada Loved about glass.', ['Ada Loved']],
    ['A conversation with Ada Loved and Bo Katan.', ['Ada Loved', 'Bo Katan']],
    [
      'We are joined by Ada Loved, Bo Katan and Ludwig van Beet, who make glass.',
      ['Ada Loved', 'Bo Katan', 'Ludwig van Beet'],
    ],
    ['Glass, sand and fire, with Dr. Ada Loved.', ['Dr. Ada Loved']],
    ['Glass (feat. Ada Loved) and more.', ['Ada Loved']],
    ['Ada Loved is a celebrated artist who works in glass.', ['Ada Loved']],
    ['Ein Gespräch mit Ada Loved über Glas.', ['Ada Loved']],
  ])('are named in "%s", which stays', (line, names) => {
    const { episode, sources } = draft(line);
    expect(episode.guests.map((guest) => guest.name)).toEqual(names);
    expect(episode.summary).toEqual([line]);
    expect(sources).toContainEqual(expect.objectContaining({ part: 'guests[0]', mention: true }));
  });

  it.each([
    'Special Guests: Ada Loved, Bo Katan, and Cy Twombly.',
    'Guests: Ada Loved, Bo Katan & Cy Twombly',
    'Invités : Ada Loved, Bo Katan et Cy Twombly.',
    'Gäste: Ada Loved, Bo Katan und Cy Twombly',
  ])('are all of "%s", which is no prose', (line) => {
    const { episode } = draft('About glass.', line);
    expect(episode.guests.map((guest) => guest.name)).toEqual(['Ada Loved', 'Bo Katan', 'Cy Twombly']);
    expect(episode.summary).toEqual(['About glass.']);
  });

  it('with more than a name after the colon are named, and the line stays', () => {
    const line = 'Guest: Ada Loved, inventor of the float glass line';
    expect(draft('About glass.', '', line).episode).toMatchObject({
      guests: [{ name: 'Ada Loved' }],
      summary: ['About glass.', line],
    });
    expect(draft(line, '', 'About glass, and how it is made.').episode.title).toBeUndefined();
  });

  it('are one person with and without a title', () => {
    const { episode } = draft('# Glass (with Dr. Ada Loved)', '', 'Our guest Ada Loved makes glass.');
    expect(episode.guests).toEqual([{ name: 'Dr. Ada Loved' }]);
  });

  it('leave their label and what joined them with the sources', () => {
    const { sources } = draft('About glass.', 'Special Guests: Ada Loved and Bo Katan.');
    expect(sources).toContainEqual(
      expect.objectContaining({ part: 'structure', text: 'Special Guests: and' }),
    );
  });

  it('are stated by a title', () => {
    const { episode } = draft('# Liquid sand (feat. Ada Loved)', '', 'About glass.');
    expect(episode).toMatchObject({
      title: 'Liquid sand (feat. Ada Loved)',
      guests: [{ name: 'Ada Loved' }],
    });
  });

  it('are linked to where their name is', () => {
    expect(draft('Our guest [Ada Loved](https://ada.example) makes glass.').episode).toMatchObject({
      guests: [{ name: 'Ada Loved', url: 'https://ada.example' }],
      links: [],
    });
  });

  it('are not companies', () => {
    expect(draft('We spoke with Google Research about glass.').episode.guests).toEqual([]);
  });
});

describe('links', () => {
  it.each([
    ['Slides: https://glass.example/slides', 'Slides'],
    ['Slides - https://glass.example/slides', 'Slides'],
    ['- Slides https://glass.example/slides', 'Slides'],
    ['[Slides](https://glass.example/slides)', 'Slides'],
    ['Slides\nhttps://glass.example/slides', 'Slides'],
    ['https://glass.example/slides', 'glass.example/slides'],
    ['<a href="https://glass.example/slides">Slides</a>', 'Slides'],
  ])('are lines like %j', (line, label) => {
    const { episode } = draft('About glass.', '', line);
    expect(episode.links).toEqual([{ label, url: 'https://glass.example/slides' }]);
    expect(episode.summary).toEqual(['About glass.']);
  });

  it('stand side by side', () => {
    expect(draft('[Slides](https://a.example/1) • [Chat](https://a.example/2)').episode.links).toEqual([
      { label: 'Slides', url: 'https://a.example/1' },
      { label: 'Chat', url: 'https://a.example/2' },
    ]);
  });

  it('stand side by side behind a few words', () => {
    expect(draft('Follow us: https://a.example/1 | https://b.example/2').episode.links).toEqual([
      { label: 'Follow us', url: 'https://a.example/1' },
      { label: 'b.example/2', url: 'https://b.example/2' },
    ]);
    const html =
      '<p>Subscribe: <a href="https://a.example/1">Here</a> | <a href="https://b.example/2">There</a></p>';
    expect(draftFromNotes(html).episode.links).toEqual([
      { label: 'Subscribe: Here', url: 'https://a.example/1' },
      { label: 'There', url: 'https://b.example/2' },
    ]);
  });

  it('in a sentence are links too, and the sentence stays whole', () => {
    const { episode, sources } = draft('Come to our [big kiln](https://glass.example/kiln) on Sunday.');
    expect(episode.summary).toEqual(['Come to our big kiln on Sunday.']);
    expect(episode.links).toEqual([{ label: 'big kiln', url: 'https://glass.example/kiln' }]);
    expect(sources).toContainEqual(expect.objectContaining({ part: 'links[0]', mention: true }));
  });

  it('without an address stay links, not prose', () => {
    const { episode } = draft(
      'About glass.',
      'Links to learn more, summary and full transcript.',
      'More on glass.',
    );
    expect(episode.links).toEqual([{ label: 'Links to learn more, summary and full transcript' }]);
    expect(episode.summary).toEqual(['About glass.', 'More on glass.']);
  });

  it('of plain http become https, and the sources say so', () => {
    const { episode, sources } = draft('Slides: http://glass.example/slides');
    expect(episode.links).toEqual([{ label: 'Slides', url: 'https://glass.example/slides' }]);
    expect(sources).toContainEqual(
      expect.objectContaining({ part: 'links[0]', note: expect.stringContaining('http') }),
    );
  });

  it('of a list below a heading with content carry that content', () => {
    expect(
      draftFromNotes('<h3>Ada on the web</h3><ul><li><a href="https://a.example">Site</a></li></ul>').episode
        .links,
    ).toEqual([{ label: 'Ada on the web: Site', url: 'https://a.example' }]);
  });

  it('to a recording are the audio', () => {
    expect(draft('[audio](https://glass.example/1.mp3)').episode).toMatchObject({
      audioUrl: 'https://glass.example/1.mp3',
      links: [],
    });
  });

  it.each([
    '=== Glass ===\n<audio src="https://glass.example/1.mp3"></audio>',
    '<audio src="https://glass.example/1.mp3"></audio>\n=== Glass ===',
    '<audio src="https://glass.example/1.mp3"></audio>\n- Glass',
  ])('to a recording beside a mark that was typed into HTML are the audio too: %j', (typed) => {
    expect(draftFromNotes(`<p>Words.</p>\n${typed}`).episode.audioUrl).toBe('https://glass.example/1.mp3');
  });

  it('to a mailbox keep the address readable', () => {
    expect(
      draftFromNotes('<p>Write to <a href="mailto:ada@glass.example">Ada</a>.</p>').episode.summary,
    ).toEqual(['Write to Ada (ada@glass.example).']);
  });
});

describe('sponsors are set apart', () => {
  it('as a block below their heading', () => {
    const result = draft(
      'About glass.',
      '',
      'SPONSORS:',
      'Sand Ltd sells sand.',
      '',
      'Soda Inc sells soda.',
      '',
      'Topics:',
      '- Fire',
    );
    expect(result.sponsors).toEqual([
      { heading: 'SPONSORS:', text: 'Sand Ltd sells sand.' },
      { text: 'Soda Inc sells soda.' },
    ]);
    expect(result.episode).toMatchObject({ summary: ['About glass.'], topics: [{ text: 'Fire' }] });
  });

  it.each([
    'Sponsor: Sand Ltd. Buy sand.',
    "Today's Sponsor: Sand Ltd. Buy sand.",
    'This episode is brought to you by Sand Ltd.',
    'Sponsored by Sand Ltd.',
    'Diese Folge wird präsentiert von Sand GmbH.',
  ])('as a line: %s', (line) => {
    const result = draft('About glass.', '', line);
    expect(result.sponsors).toEqual([{ text: line }]);
    expect(result.episode.summary).toEqual(['About glass.']);
  });

  it('with the time of their slot', () => {
    const result = draft('Chapters:', '0:00 Hello', '4:05 SPONSOR: Sand Ltd', '6:00 Fire');
    expect(result.sponsors).toEqual([{ text: 'SPONSOR: Sand Ltd', startSeconds: 245 }]);
    expect(result.episode.topics.map((topic) => topic.text)).toEqual(['Hello', 'Fire']);
  });
});

describe('the call to subscribe is set apart', () => {
  it.each([
    'Get this episode by subscribing to our podcast: type Glass Hour into your podcasting app.',
    'Subscribe to Glass Hour wherever you listen.',
    "Don't forget to subscribe and leave us a review!",
    'Abonniere den Podcast und verpasse keine Folge.',
    'Suscríbete a nuestro podcast.',
    'Подписывайтесь на подкаст!',
  ])('%s', (line) => {
    const result = draft('About glass.', '', line);
    expect(result.callToAction).toBe(line);
    expect(result.episode.summary).toEqual(['About glass.']);
  });

  it('but an event of that name is prose', () => {
    expect(draft('SUBSCRIBE 10 took place in Cologne.').callToAction).toBeNull();
  });
});

describe('credits', () => {
  it.each([
    ['Producer: Ada Loved', 'Producer', 'Ada Loved'],
    ['Audio mastering: Ada Loved', 'Audio mastering', 'Ada Loved'],
    ['Hosted and produced: Ada Loved', 'Hosted and produced', 'Ada Loved'],
    ['Hosted and produced by Ada Loved and Bo Katan', 'Hosted and produced', 'Ada Loved and Bo Katan'],
    ['Music: Ada Loved and the Kilns', 'Music', 'Ada Loved and the Kilns'],
    ['Edited by Ada Loved.', 'Edited', 'Ada Loved'],
    ['Schnitt: Ada Loved', 'Schnitt', 'Ada Loved'],
    ['Montage : Ada Loved', 'Montage', 'Ada Loved'],
    ['Thanks to Ada Loved for the transcript!', 'the transcript', 'Ada Loved'],
  ])('%s', (line, role, name) => {
    const { episode } = draft('About glass.', '', line);
    expect(episode.credits).toEqual([{ role, name }]);
    expect(episode.summary).toEqual(['About glass.']);
  });

  it('several on a line', () => {
    expect(draft('Producer: Ada Loved | Editor: Bo Katan').episode.credits).toEqual([
      { role: 'Producer', name: 'Ada Loved' },
      { role: 'Editor', name: 'Bo Katan' },
    ]);
  });

  it.each([
    'Music: we listened to a lot of it.',
    'The idea: melt sand.',
    'Produced by heat alone, glass is old.',
  ])('but not: %s', (line) => {
    expect(draft(line).episode.credits).toEqual([]);
  });
});

describe('other episodes', () => {
  it.each([
    ['📆 2021-07-28 19:02 / ⌛ 01:53:27', '2021-07-28T19:02:00.000Z', undefined],
    ['2021-07-28 – Liquid sand – 01:53:27', '2021-07-28T00:00:00.000Z', 'Liquid sand'],
    ['Liquid sand (July 28, 2021, 1:53:27)', '2021-07-28T00:00:00.000Z', 'Liquid sand'],
    ['28.7.2021 1:53:27 Liquid sand', '2021-07-28T00:00:00.000Z', 'Liquid sand'],
  ])('%s', (line, publishedAt, title) => {
    const result = draft('About glass.', '', line);
    expect(result.otherEpisodes).toEqual([
      { publishedAt, durationSeconds: 6807, ...(title === undefined ? {} : { title }) },
    ]);
    expect(result.episode.summary).toEqual(['About glass.']);
  });

  it('but a sentence with a date and a time is prose', () => {
    const line = 'On 2021-07-28 the kiln burned for 10:00:00 hours.';
    expect(draft(line).otherEpisodes).toEqual([]);
  });
});

describe('the title', () => {
  it.each(['# Liquid sand', 'Title: Liquid sand', 'Liquid sand', '<h1>Liquid sand</h1>', '**Liquid sand**'])(
    'is stated by %j',
    (line) => {
      const { episode } = draft(line, '', 'A talk about glass and how it is made.');
      expect(episode).toMatchObject({
        title: 'Liquid sand',
        summary: ['A talk about glass and how it is made.'],
      });
    },
  );

  it('is no first sentence', () => {
    expect(
      draft('Glass is old.', '', 'A talk about glass and how it is made.').episode.title,
    ).toBeUndefined();
  });

  it('known from elsewhere is not said again', () => {
    const result = draftFromNotes('Liquid sand\n\nA talk about glass.', { title: 'Liquid Sand' });
    expect(result.episode.title).toBeUndefined();
    expect(result.episode.summary).toEqual(['A talk about glass.']);
  });
});

describe('paragraphs', () => {
  it('are lines where each line is one, and run on where an editor broke them', () => {
    expect(draft('First thought.', 'Second thought.').episode.summary).toEqual([
      'First thought.',
      'Second thought.',
    ]);
    expect(
      draft(
        'The history of glass begins with sand that was melted by lightning long',
        'before anybody thought of blowing it, and it has not come to its end',
        'yet.',
      ).episode.summary,
    ).toHaveLength(1);
  });

  it('beyond thirty are put together, and none is lost', () => {
    const { episode, sources } = draft(...Array.from({ length: 60 }, (_, n) => `Thought number ${n}.`));
    expect(episode.summary.length).toBeLessThanOrEqual(30);
    expect(episode.summary.join(' ')).toBe(
      Array.from({ length: 60 }, (_, n) => `Thought number ${n}.`).join(' '),
    );
    expect(sources.some((source) => source.note?.includes('30 paragraphs'))).toBe(true);
  });

  it('that no record has room for are in the sources', () => {
    const { episode, sources } = draft(...Array.from({ length: 9000 }, (_, n) => `Thought number ${n}.`));
    expect(Buffer.byteLength(episode.summary.join(''))).toBeLessThan(65_536);
    expect(
      sources
        .filter((source) => source.part === 'overflow')
        .map((source) => source.text)
        .join(' '),
    ).toContain('Thought number 8999.');
  });

  it('of HTML keep what is no tag', () => {
    expect(draftFromNotes('<p>I <3 glass & <someone@glass.example> does, too').episode.summary).toEqual([
      'I <3 glass & <someone@glass.example> does, too',
    ]);
  });

  it.each([
    '<p>Sand.</p> and <a href="https://a.example',
    '<p>Sand.</p> and <b',
    '<p>Sand.</p> and <!-- fire',
    '<p>Sand.</p> and <a href=""/',
  ])('of HTML that ends in the middle keep the end: %s', (notes) => {
    const { episode } = draftFromNotes(notes, { title: 'Glass' });
    expect(episode.summary.join(' ')).toContain('Sand.');
    expect(episode.summary.join(' ')).toContain(notes.includes('<!--') ? 'and' : notes.slice(16));
  });

  it('of broken and bare HTML are found', () => {
    expect(
      draftFromNotes('<p></p><em>Sand.</em></p>\n\nBare words.\n\nMore &amp; more.').episode.summary,
    ).toEqual(['Sand.', 'Bare words.', 'More & more.']);
  });

  it('leave out what a missing plugin left behind, and say so', () => {
    const { episode, sources } = draft('About glass.', '', '[shownotes id="lg"]');
    expect(episode.summary).toEqual(['About glass.']);
    expect(sources).toContainEqual(
      expect.objectContaining({ part: 'structure', text: '[shownotes id="lg"]' }),
    );
  });
});
