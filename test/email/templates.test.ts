import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileTemplates, confirmationParts } from '../../templates/compile.ts';
import { templateFiles } from '../../templates/files.ts';

describe('the compiled templates', () => {
  it('are what templates/ says now; if this fails run: npm run templates', async () => {
    for (const { path, text } of await compileTemplates())
      expect(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'), path).toBe(text);
  });

  it('are refused where nobody could confirm with the confirmation', async () => {
    const files = templateFiles('confirmation');
    const without = { ...files, main: files.main.replaceAll('{{ confirmUrl }}', 'https://a.example') };
    await expect(confirmationParts('ltr', without)).rejects.toThrow('use {{ confirmUrl }}');
    expect(await confirmationParts('ltr', files)).toContainEqual({ field: 'confirmUrl' });
  });
});
