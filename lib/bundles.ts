import { build, type Metafile, type Plugin } from 'esbuild';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FUNCTION_ENTRIES } from './function-entries.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where the bundles of the last synth lie: `<folder>/<entry>/index.mjs` and its source map. */
export const BUNDLES = join(root, 'out', 'functions');

/**
 * Bundles every function into one ESM file with everything in it. The SDK too: the one in Lambda's runtime changes
 * under us, ours is the one that was tested.
 */
export const bundleFunctions = async (outputFolder: string = BUNDLES): Promise<Metafile> => {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: FUNCTION_ENTRIES.map((entry) => ({
      in: join('lambdas', 'functions', `${entry}.ts`),
      out: join(entry, 'index'),
    })),
    outdir: outputFolder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    minify: true,
    // Hebrew or Japanese words as they are, not as six ASCII characters for each of theirs.
    charset: 'utf8',
    legalComments: 'none',
    sourcemap: true,
    sourcesContent: false,
    // An optional parser of MJML's HTML minifier, never loaded here, 9 MB.
    external: ['typescript'],
    plugins: [leaveOut],
    // Some dependencies are CommonJS and ask for `require` of Node's own modules. The minifier invents short
    // names at the top of the file, so this one is long.
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
    metafile: true,
    logLevel: 'error',
  });
  return metafile;
};

const ELSEWHERE =
  /@aws-sdk\/(?:nested-clients|token-providers|credential-provider-(?:ini|login|process|sso|web-identity))\/.*\.js$/;

/** Parts of dependencies that nothing here reaches, and that esbuild cannot see to be unreachable. */
const leaveOut: Plugin = {
  name: 'leave-out',
  setup: ({ onLoad }) => {
    // Zod says its messages in fifty languages (260 KB); ours are written out where the rules are.
    onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js'",
    }));
    // Ways to credentials of a developer's machine (200 KB): Lambda gives them in the environment.
    onLoad({ filter: ELSEWHERE }, () => ({ contents: 'module.exports = {}' }));
    // The types of attachments by their names (76 KB): no message here has one.
    onLoad({ filter: /nodemailer\/.*\/mime-types\.js$/ }, () => ({
      contents:
        "export const detectMimeType = () => 'application/octet-stream'; export const detectExtension = () => 'bin';",
    }));
    // MJML's parser could load a page from the network with it (990 KB); it is only ever given text.
    onLoad({ filter: /node_modules\/undici\/index\.js$/ }, () => ({ contents: 'module.exports = {}' }));
  },
};
