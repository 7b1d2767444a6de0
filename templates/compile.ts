import {
  CONFIRMATION_FIELDS,
  type ConfirmationField,
  type ConfirmationParts,
} from '../lambdas/email/confirmation-fields.ts';
import { NEUTRALS } from '../lambdas/email/palette.ts';
import { loadTemplate } from '../lambdas/email/template.ts';
import { templateFiles } from './files.ts';

/**
 * The templates as modules, so that a Lambda's bundle, Node and the tests read the same thing without looking for a
 * file. The episode's stays a template, filled and rendered once for each announcement; the confirmation's is
 * rendered here, so that the web function carries neither MJML nor Liquid.
 */
export const compileTemplates = async (): Promise<
  readonly { readonly path: string; readonly text: string }[]
> => [
  {
    path: 'lambdas/email/templates.generated.ts',
    text: moduleText('', 'EPISODE_TEMPLATE', '', templateFiles('episode')),
  },
  {
    path: 'lambdas/email/confirmation.generated.ts',
    text: moduleText(
      "import type { ConfirmationParts } from './confirmation-fields.ts';\n",
      'CONFIRMATION_TEMPLATE',
      ": Readonly<Record<'ltr' | 'rtl', ConfirmationParts>>",
      { ltr: await confirmationParts('ltr'), rtl: await confirmationParts('rtl') },
    ),
  },
];

const moduleText = (imports: string, name: string, type: string, value: unknown): string =>
  `// Written by \`npm run templates\` from templates/. Do not edit.\n${imports}export const ${name}${type} = ${JSON.stringify(value, null, 2)};\n`;

const confirmationParts = async (dir: 'ltr' | 'rtl'): Promise<ConfirmationParts> => {
  const template = loadTemplate('confirmation.mjml', templateFiles('confirmation'));
  return partsOf(await template.render(confirmationFields(dir)));
};

const confirmationFields = (dir: 'ltr' | 'rtl'): Readonly<Record<string, unknown>> => {
  const { showName, website, bodyFont, headingFont, action, ...rest } = CONFIRMATION_FIELDS;
  const { bar, button, buttonBorder, buttonText, link, darkButton, darkButtonText, darkLink } = rest;
  return {
    lang: rest.lang,
    dir,
    start: dir === 'rtl' ? 'right' : 'left',
    subject: rest.subject,
    fonts: { body: bodyFont, heading: headingFont },
    colours: {
      ...NEUTRALS,
      bar,
      button,
      buttonBorder,
      buttonText,
      link,
      darkButton,
      darkButtonText,
      darkLink,
    },
    show: { name: showName, website },
    words: {
      heading: rest.heading,
      request: rest.request,
      button: action,
      ifNot: rest.ifNot,
      address: rest.address,
    },
    confirmUrl: rest.confirmUrl,
    sender: rest.sender,
  };
};

const FIELD_OF = new Map<string, ConfirmationField>(
  (Object.keys(CONFIRMATION_FIELDS) as ConfirmationField[]).map((field) => [
    CONFIRMATION_FIELDS[field],
    field,
  ]),
);

const partsOf = (html: string): ConfirmationParts =>
  html
    .split(new RegExp(`(${[...FIELD_OF.keys()].join('|')})`))
    .filter((piece) => piece !== '')
    .map((piece) => {
      const field = FIELD_OF.get(piece);
      return field === undefined ? piece : { field };
    });
