import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileTemplates } from '../../templates/compile.ts';

describe('the compiled templates', () => {
  it('are what templates/ says now; if this fails run: npm run templates', async () => {
    for (const { path, text } of await compileTemplates())
      expect(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'), path).toBe(text);
  });
});
