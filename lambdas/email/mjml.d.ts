// MJML ships no types, and @types/mjml describes version 4, whose result was not a promise.
declare module 'mjml' {
  type Options = {
    readonly validationLevel: 'strict' | 'soft' | 'skip';
    readonly ignoreIncludes: boolean;
    readonly keepComments: boolean;
    /** Web fonts to link when a font stack names them. */
    readonly fonts: Readonly<Record<string, string>>;
  };
  export default function mjml2html(mjml: string, options: Options): Promise<{ readonly html: string }>;
}
