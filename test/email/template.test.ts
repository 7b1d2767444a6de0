import { describe, expect, it } from 'vitest';
import { createRenderer } from '../../lambdas/email/rendering.ts';
import { loadTemplate } from '../../lambdas/email/template.ts';
import { EPISODE_TEMPLATE } from '../../lambdas/email/templates.generated.ts';
import { checkEpisodeTemplate } from '../../templates/check.ts';
import { aShow, anEpisode, PUBLIC_URL } from './builders.ts';

const TOKENS = { unsubscribe: 'u', preferences: 'p' };

const mjml = (body: string, head = ''): string => `<mjml lang="en" dir="ltr">
  <mj-head>
    <mj-title>Title</mj-title>${head}
  </mj-head>
  <mj-body>
    <mj-section>
      <mj-column>
${body}
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>`;

const render = (main: string, fields: Record<string, unknown> = {}, partials: Record<string, string> = {}) =>
  loadTemplate('episode.mjml', { main, partials }).render(fields);

describe('a team’s own template', () => {
  it('gets every field escaped, in text and in attributes', async () => {
    const html = await render(
      mjml('        <mj-text><a href="{{ url }}" title=\'{{ title }}\'>{{ title }}</a></mj-text>'),
      { url: 'https://example.com/?a=1&b="2"', title: `"><script>alert('x')</script>` },
    );
    expect(html).not.toContain('<script');
    expect(html).toContain('&#34;&#62;&#60;script&#62;alert(&#39;x&#39;)&#60;/script&#62;');
    expect(html).toContain('https://example.com/?a=1&#38;b=&#34;2&#34;');
  });

  it('may not put a field into an attribute without quotes, which escaping cannot close', () => {
    const load = (main: string) => () => loadTemplate('episode.mjml', { main: mjml(main), partials: {} });
    expect(load('<mj-text><a title={{ title }}>x</a></mj-text>')).toThrow(
      'episode.mjml, line 8, column 19: an attribute needs quotes around {{ … }}',
    );
    expect(load('<mj-text><a href="https://example.com/?q={{ title }}">x</a></mj-text>')).not.toThrow();
    expect(() =>
      loadTemplate('episode.mjml', { main: mjml(''), partials: { a: '<b class = {{ x }}>' } }),
    ).toThrow('partials/a.mjml, line 1, column 12');
  });

  it('has no filter that lets markup through', async () => {
    for (const filter of ['raw', 'json', 'newline_to_br', 'strip_html', 'url_encode'])
      await expect(async () =>
        render(mjml(`<mj-text>{{ title | ${filter} }}</mj-text>`), { title: '<b>' }),
      ).rejects.toThrow(`undefined filter: ${filter}`);
    const captured = await render(
      mjml('<mj-text>{% capture x %}{{ title }}{% endcapture %}{{ x }}</mj-text>'),
      {
        title: '<b>',
      },
    );
    expect(captured).not.toContain('<b>');
  });

  it('reads no file but its own partials', async () => {
    await expect(async () => render(mjml("{% render 'package.json' %}"))).rejects.toThrow(
      /episode\.mjml, line 8, column 1/,
    );
    await expect(async () => render(mjml("{% include 'missing' %}"))).rejects.toThrow(
      'tag "include" not found',
    );
  });

  it('hears of a field that does not exist, with line and column', async () => {
    await expect(
      render(mjml('        <mj-text>{{ episode.titel }}</mj-text>'), { episode: { title: 'x' } }),
    ).rejects.toMatchObject({
      code: 'TemplateInvalid',
      message: expect.stringContaining('episode.mjml, line 8, column 21: undefined variable: episode.titel'),
    });
  });

  it('hears of a Liquid tag that is not closed, with line and column', () => {
    expect(() => loadTemplate('episode.mjml', { main: mjml('{% if title %}'), partials: {} })).toThrow(
      /episode\.mjml, line 8, column 1: .*not closed/,
    );
  });

  it('hears of an MJML attribute that is wrong on the line where it stands, whatever loops came before', async () => {
    const body = `{% for name in names %}
        <mj-text>{{ name }}</mj-text>
{% endfor %}
        <mj-text colour="red">x</mj-text>`;
    await expect(render(mjml(body), { names: ['a', 'b', 'c'] })).rejects.toMatchObject({
      code: 'TemplateInvalid',
      message: 'episode.mjml, line 11, column 9: <mj-text>: Attribute colour is illegal',
    });
  });

  it('hears of a fault in a partial by the partial’s name', async () => {
    await expect(
      render(
        mjml("{% render 'button', url: url %}"),
        { url: 'https://example.com/' },
        {
          button: '\n<mj-button href="{{ url }}" size="big">x</mj-button>',
        },
      ),
    ).rejects.toThrow('partials/button.mjml, line 2, column 1: <mj-button>: Attribute size is illegal');
    await expect(
      render(mjml("{% render 'button', url: url %}"), { url: 'x' }, { button: '{{ nope }}' }),
    ).rejects.toThrow('partials/button.mjml, line 1, column 4: undefined variable: nope');
  });

  it('hears of an MJML tag that is not closed', async () => {
    await expect(render(mjml('        <mj-text>one\n        <mj-text>two</mj-text>'))).rejects.toThrow(
      'episode.mjml, line 8, column 9: <mj-text> is not closed',
    );
  });

  it('hears of an HTML tag that is not closed, and of one that cannot stand in another', async () => {
    await expect(render(mjml('        <mj-text>\n          <h1>Title\n        </mj-text>'))).rejects.toThrow(
      'episode.mjml, line 9, column 11: <h1> is not closed',
    );
    await expect(render(mjml('        <mj-text><p>a<ul><li>b</li></ul></p></mj-text>'))).rejects.toThrow(
      'episode.mjml, line 8, column 18: <p> is not closed',
    );
    const whole = '<mj-text><p>a<br>b</p><img src="x" alt="y"><ul><li>b</li></ul></mj-text>';
    const raw = '<mj-raw><div></mj-raw><mj-text>in a box</mj-text><mj-raw></div></mj-raw>';
    expect(await render(mjml(`${whole}${raw}`))).toContain('in a box');
  });

  it('hears of an include, which is never read, and of a partial that is not there', async () => {
    await expect(render(mjml('        <mj-include path="./header.mjml" />'))).rejects.toThrow(
      "episode.mjml, line 8, column 9: <mj-include> is not read: use {% render 'partial' %}",
    );
    await expect(async () => render(mjml("        {% render 'heed' %}"))).rejects.toThrow(
      'episode.mjml, line 8, column 9: there is no templates/partials/heed.mjml',
    );
  });

  it('hears of a text that is no MJML at all', async () => {
    await expect(render('hello')).rejects.toThrow(/^episode\.mjml, line 1, column 1: /);
  });

  it('may be anything that shows an episode: the project’s own is one example', async () => {
    const renderer = createRenderer({
      main: mjml(
        '<mj-text><h1>{{ episode.title }}</h1><a href="{{ urls.unsubscribe }}">{{ words.unsubscribe }}</a></mj-text>',
      ),
      partials: {},
    });
    const { html } = await renderer.email({
      publicUrl: PUBLIC_URL,
      show: aShow(),
      episode: anEpisode(),
      recent: [],
      tokens: TOKENS,
    });
    expect(html).toContain('<h1>Mara Lindqvist');
  });

  it('is refused when nobody could unsubscribe by it', async () => {
    const { createComposer } = await import('../../lambdas/email/composer.ts');
    const compose = createComposer({
      publicUrl: PUBLIC_URL,
      now: () => 0,
      template: { main: mjml('<mj-text>{{ episode.title }}</mj-text>'), partials: {} },
    });
    await expect(compose(aShow(), anEpisode(), [])).rejects.toThrow('no unsubscribe link');
    // And before that, where it is made.
    const main = EPISODE_TEMPLATE.main.replaceAll('urls.unsubscribe', 'urls.browser');
    await expect(checkEpisodeTemplate({ ...EPISODE_TEMPLATE, main })).rejects.toThrow('no unsubscribe link');
    await expect(checkEpisodeTemplate(EPISODE_TEMPLATE)).resolves.toBeUndefined();
  });

  it('shows a mistake in this project’s template too', async () => {
    const main = EPISODE_TEMPLATE.main.replace('{{ words.credits }}', '{{ words.credit }}');
    const line = main.slice(0, main.indexOf('{{ words.credit }}')).split('\n').length;
    const renderer = createRenderer({ ...EPISODE_TEMPLATE, main });
    await expect(
      renderer.email({
        publicUrl: PUBLIC_URL,
        show: aShow(),
        episode: anEpisode(),
        recent: [],
        tokens: TOKENS,
      }),
    ).rejects.toThrow(`episode.mjml, line ${line}, column`);
  });
});
