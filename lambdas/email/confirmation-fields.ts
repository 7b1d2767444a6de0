/**
 * Everything in the confirmation mail that is known only when one is sent, with what stands in its place while
 * templates/confirmation.mjml is compiled: something MJML's strict validation takes for the real thing.
 */
export const CONFIRMATION_FIELDS = {
  lang: 'x-field-lang',
  subject: 'field:subject',
  heading: 'field:heading',
  request: 'field:request',
  action: 'field:action',
  address: 'field:address',
  ifNot: 'field:if-not',
  sender: 'field:sender',
  showName: 'field:show-name',
  website: 'https://field.invalid/website',
  confirmUrl: 'https://field.invalid/confirm',
  bodyFont: 'FieldBodyFont',
  headingFont: 'FieldHeadingFont',
  bar: '#f1d007',
  buttonBorder: '#f1d008',
  button: '#f1d001',
  buttonText: '#f1d002',
  link: '#f1d003',
  darkButton: '#f1d004',
  darkButtonText: '#f1d005',
  darkLink: '#f1d006',
} as const;
export type ConfirmationField = keyof typeof CONFIRMATION_FIELDS;

/** The compiled template in pieces: what stands in it as it is, and the fields between. */
export type ConfirmationParts = readonly (string | { readonly field: ConfirmationField })[];
