/** When every test of the contracts happens: rows that expire are judged by it, not by the machine's clock. */
export const NOW = Date.parse('2026-12-01T09:00:00.000Z');
export const MINUTE = 60_000;
export const DAY = 86_400_000;
export const iso = (time: number): string => new Date(time).toISOString();
