/**
 * A name or an address within a sentence that runs from right to left: kept together by Unicode's isolates
 * (https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates), so that its full stop and its @ stay put.
 */
export const isolated = (text: string): string => `\u2068${text}\u2069`;
