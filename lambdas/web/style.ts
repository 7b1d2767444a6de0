import { createHash } from 'node:crypto';
import { remembered } from '../remembered.ts';
import { mixed, readableOn, textOn } from './colour.ts';

const PAPER = '#ffffff';
const NIGHT = '#14161a';

/** Without a show: the colour a show has unless it chooses one. */
export const PLAIN_COLOUR = '#1f4e79';

/** The one stylesheet, in the show's colour. It holds no image and asks nobody else for anything. */
export const stylesheet = remembered(
  (colour: string): string => `:root{${theme(colour, PAPER)}}
@media (prefers-color-scheme:dark){:root{${theme(colour, NIGHT)}}}
${RULES}`,
);

/** Changes with the content, so that a browser may keep the sheet for a year. */
export const fingerprint = remembered((sheet: string): string =>
  createHash('sha256').update(sheet).digest('base64url').slice(0, 10),
);

const theme = (colour: string, paper: string): string => {
  const dark = paper === NIGHT;
  const ink = dark ? '#f2f3f5' : '#17191d';
  const ground = mixed(paper, colour, dark ? 0.06 : 0.05);
  // A wide surface in a light colour would glare at night.
  const hero = dark ? mixed(colour, NIGHT, 0.6) : colour;
  // 3:1 for the outline of a control (WCAG 1.4.11), 4.5:1 and more for text (1.4.3). By day a pale fill keeps the
  // show's very colour and gets its outline from the darker one.
  const sheet = dark ? mixed(ground, '#ffffff', 0.07) : paper;
  const readable = (wish: string, ratio: number) => readableOn([ground, sheet], wish, ratio);
  const outline = readable(colour, 3);
  const surface = dark ? readableOn([ground], colour, 3) : colour;
  return Object.entries({
    'color-scheme': dark ? 'dark' : 'light',
    '--ground': ground,
    '--paper': sheet,
    '--ink': ink,
    '--soft': readable(mixed(ink, paper, 0.35), 5.5),
    '--line': mixed(paper, ink, dark ? 0.22 : 0.14),
    '--edge': readable(mixed(paper, ink, 0.4), 3.2),
    '--brand': surface,
    '--brand-edge': outline,
    '--on-brand': textOn(surface),
    '--hero': hero,
    '--on-hero': textOn(hero),
    '--link': readable(colour, dark ? 7 : 5.5),
    '--wrong': readable(dark ? '#ff9d94' : '#a8140a', 5),
    '--tint': mixed(paper, colour, dark ? 0.22 : 0.1),
  })
    .map(([name, value]) => `${name}:${value}`)
    .join(';');
};

const RULES = `*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;min-height:100vh;min-height:100dvh;display:flex;flex-direction:column;background:var(--ground);color:var(--ink);
font:1.0625rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
header,footer,.sheet,.hero{padding-inline:max(1.25rem,(100% - 38rem)/2)}
header{padding-block:1.25rem 0}
body:not(.front)::before{content:"";height:.375rem;background:var(--brand)}
main{flex:1}
.sheet{padding-block:clamp(1.75rem,7vw,4rem) 3rem}
.hero{background:var(--hero);color:var(--on-hero);padding-block:clamp(1.5rem,6vw,3.5rem) clamp(1.5rem,5vw,3rem)}
.front header{background:var(--hero)}
.front header,.front .masthead,.hero .lead,.hero .quiet{color:var(--on-hero)}
.hero form{margin-block-end:0}
.hero button,.front .mark{background:var(--on-hero);border-color:var(--on-hero);color:var(--hero)}
.hero :focus-visible,.front header :focus-visible{outline-color:var(--on-hero)}
.hero .wrong{padding:.625rem 1rem;border-radius:.75rem;background:var(--paper);margin:0 0 1rem}
.hero input[type=email]{border-color:var(--on-hero);background:var(--hero);color:var(--on-hero)}
.hero+.sheet{padding-block-start:2.5rem}
.hero+.sheet>section:first-child{margin-block-start:0}
footer{padding-block:1.25rem 2rem;color:var(--soft);font-size:.9375rem}
footer p{margin:0;padding-block-start:1.25rem;border-block-start:1px solid var(--line)}
.masthead{display:inline-flex;align-items:center;gap:.75rem;min-height:2.75rem;color:var(--ink);max-width:100%;font-weight:600;text-decoration:none}
.masthead span{min-width:0}
.masthead:hover span:last-child{text-decoration:underline}
.mark{display:grid;place-items:center;flex:none;width:2.75rem;height:2.75rem;border-radius:.75rem;background:var(--brand);color:var(--on-brand);font-weight:700;letter-spacing:.02em}
h1{margin:0 0 .75rem;hyphens:auto;font-size:clamp(1.875rem,1.4rem + 2.4vw,2.75rem);line-height:1.12;letter-spacing:-.02em;text-wrap:balance}
h2{margin:0 0 .5rem;font-size:1.25rem;line-height:1.3;letter-spacing:-.01em}
p{margin:0 0 1rem;text-wrap:pretty}
.lead{font-size:1.1875rem;line-height:1.5;color:var(--soft)}
.quiet{color:var(--soft);font-size:.9375rem}
a{color:var(--link);text-underline-offset:.15em}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid var(--link);outline-offset:3px;border-radius:.375rem}
section{margin-block-start:3rem}
form{margin-block:1.75rem}
#hint{margin-block:.875rem 0}
label,legend{font-weight:600}
label[for]{display:block}
input,select,textarea,button{font:inherit;color:inherit}
input[type=email],input[type=date],select,textarea{display:block;width:100%;min-height:3.25rem;margin-block:.375rem 1rem;padding:.75rem 1rem;border:1.5px solid var(--edge);border-radius:.75rem;background:var(--paper);color:var(--ink)}
input[aria-invalid=true]{border-color:var(--wrong)}
textarea{min-height:6rem;resize:vertical}
input[type=email]{direction:ltr;text-align:start}
[dir=rtl] input[type=email]{text-align:end}
input[type=radio],input[type=checkbox]{flex:none;width:1.375rem;height:1.375rem;margin:.0625rem 0 0;accent-color:var(--brand-edge)}
.choice{display:flex;gap:.75rem;align-items:flex-start;min-height:2.75rem;padding-block:.5rem;font-weight:400;cursor:pointer}
.choice:not(:has(:checked))+input[type=date]{display:none}
.choice+input[type=date]{margin-inline-start:2.125rem;width:auto;min-width:min(12rem,100% - 2.125rem);max-width:calc(100% - 2.125rem)}
fieldset{margin:0 0 1.25rem;padding:1.25rem;border:1px solid var(--line);border-radius:1rem;background:var(--paper);min-width:0}
legend{float:inline-start;width:100%;margin-block-end:.5rem;padding:0;font-size:1.125rem}
legend+*{clear:both}
button,.button{display:inline-flex;justify-content:center;align-items:center;min-height:3.25rem;padding:.75rem 1.5rem;border:1.5px solid var(--brand-edge);border-radius:.75rem;background:var(--brand);color:var(--on-brand);font-weight:650;text-decoration:none;cursor:pointer}
button:hover,.button:hover{filter:brightness(1.08)}
button:active{transform:translateY(1px)}
.second{background:transparent;border-color:var(--edge);color:var(--ink)}
.second:hover{background:var(--tint);filter:none}
.danger{background:transparent;border-color:var(--wrong);color:var(--wrong)}
.danger:hover{background:var(--tint);filter:none}
.wrong{margin:.25rem 0 .75rem;color:var(--wrong);font-weight:600}
.notice{padding:1rem 1.25rem;border-radius:.75rem;background:var(--tint);font-weight:600}
.trap{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;inset-inline-start:1rem;inset-block-start:-6rem;padding:.75rem 1rem;background:var(--paper);border-radius:.5rem}
.skip:focus{inset-block-start:1rem}
details{margin-block:1.5rem}
summary{min-height:2.75rem;padding-block:.5rem;cursor:pointer;color:var(--link)}
.episodes{margin:1.25rem 0;padding:0;list-style:none;border-block-start:1px solid var(--line)}
.episodes li{padding-block:1rem;border-block-end:1px solid var(--line)}
.episodes a{display:block;font-weight:600;font-size:1.125rem;line-height:1.35;color:var(--ink);text-decoration:none}
.episodes a:hover{color:var(--link);text-decoration:underline}
.episodes span{color:var(--soft);font-size:.9375rem}
dl{display:grid;gap:.125rem 1.25rem;margin:0}
dt{color:var(--soft);font-size:.9375rem;margin-block-start:.625rem}
dd{margin:0;min-width:0}
.held{margin-block:1.25rem;padding:1.25rem;border:1px solid var(--line);border-radius:1rem;background:var(--paper)}
code{font-size:.875em;overflow-wrap:anywhere}
@media (min-width:34rem){dl{grid-template-columns:11rem 1fr;align-items:baseline}dt{margin:0}.oneline{display:flex;gap:.75rem;align-items:flex-start}.oneline input[type=email]{flex:1}.oneline button{margin-block-start:.375rem}}
@media (max-width:33.99rem){button,.button{width:100%}}
@media (prefers-reduced-motion:no-preference){button{transition:transform .08s}}
@media (forced-colors:active){.mark{border:1px solid}}
@media print{.hero,.hero *,.front header,.front header *,.mark,button,.button{background:none!important;color:#000!important}}
`;
