import { escaped } from '../lambdas/email/escaping.ts';

/** A page for one person on one computer: it is never sent, and may run its few lines of script. */
export const overviewPage = (shown: {
  readonly subject: string;
  readonly preheader: string;
  readonly sender: string;
  readonly text: string;
  readonly findings: readonly string[];
  /** Given, the page loads itself again when version.js says another. */
  readonly version: string | undefined;
}): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Preview: ${escaped(shown.subject)}</title>
<style>
:root { color-scheme: light; }
body { margin: 0; padding: 24px; background: #e8e8e6; color: #1d1c1a; font: 15px/22px system-ui, sans-serif; }
header { max-width: 900px; }
.inbox { margin: 0 0 16px; padding: 12px 16px; background: #fff; border-radius: 6px; }
.inbox span { color: #5c5953; }
.findings { margin: 0 0 16px; padding: 12px 16px 12px 34px; background: #fff4d6; border-radius: 6px; }
.ways { display: flex; gap: 24px; align-items: flex-start; overflow-x: auto; padding-bottom: 24px; }
figure { margin: 0; flex: none; }
figcaption { margin: 0 0 8px; font-weight: 600; }
iframe { display: block; height: 1500px; border: 0; border-radius: 6px; background: #fff; }
pre { box-sizing: border-box; width: 620px; height: 1500px; margin: 0; padding: 24px; overflow: auto; background: #fff; border-radius: 6px; font: 13px/19px ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
</style>
</head>
<body>
<header>
<p class="inbox"><strong>${escaped(shown.sender)}</strong><br>${escaped(shown.subject)} <span>${escaped(shown.preheader)}</span></p>
${
  shown.findings.length === 0
    ? '<p class="inbox">The preflight found nothing.</p>'
    : `<ul class="findings">${shown.findings.map((finding) => `<li>${escaped(finding)}</li>`).join('')}</ul>`
}
</header>
<main class="ways">
${frame('Desktop', 'email.html', 720)}
${frame('Phone', 'email.html', 375)}
${frame('Dark (Apple Mail, Outlook)', 'dark.html', 375)}
${frame('Inverted (roughly Gmail on a phone)', 'inverted.html', 375)}
${frame('Images off', 'images-off.html', 375)}
<figure><figcaption>Text</figcaption><pre>${escaped(shown.text)}</pre></figure>
${frame('In the browser', 'page.html', 720)}
</main>
${shown.version === undefined ? '' : reloading(shown.version)}
</body>
</html>
`;

/** Without scripts in the frames, as a mail client would show it. */
const frame = (caption: string, file: string, width: number): string =>
  `<figure><figcaption>${escaped(caption)}</figcaption><iframe title="${escaped(caption)}" src="${file}" width="${width}" sandbox="allow-popups"></iframe></figure>`;

/** A page of the file system may load a script beside it, and nothing else: so that is how it looks for news. */
const reloading = (version: string): string => `<script>
setInterval(() => {
  const script = document.createElement('script');
  script.src = 'version.js?' + Date.now();
  script.onload = () => { script.remove(); if (window.previewVersion !== ${JSON.stringify(version)}) location.reload(); };
  document.head.append(script);
}, 300);
</script>`;
