/** On the console always; where VITEST_REPORT names a file, as JSON there too. */
export const reporters = (): (string | [string, Record<string, unknown>])[] => {
  const outputFile = process.env['VITEST_REPORT'];
  return outputFile === undefined ? ['default'] : ['default', ['json', { outputFile }]];
};
