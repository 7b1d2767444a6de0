import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync, type Metafile } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * One ESM file with everything in it, and its source map. The SDK too: the one in Lambda's runtime changes under us,
 * ours is the one that was tested. Gives what went into the file.
 */
export const bundle = (entry: string, outputFolder: string): Metafile =>
  buildSync({
    absWorkingDir: root,
    entryPoints: [join('lambdas', 'functions', `${entry}.ts`)],
    outfile: join(outputFolder, 'index.mjs'),
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    minify: true,
    // Names of functions and classes stand in logs and errors.
    keepNames: true,
    sourcemap: true,
    sourcesContent: false,
    // An optional parser of MJML's HTML minifier, never loaded here, 9 MB.
    external: ['typescript'],
    // Some dependencies are CommonJS and ask for `require` of Node's own modules.
    banner: { js: "import{createRequire as _r}from'node:module';const require=_r(import.meta.url);" },
    metafile: true,
    logLevel: 'error',
  }).metafile;

/** The bundle as an asset. It is built when the stack is synthesised with its code, which tests of intent do not. */
export const bundledCode = (entry: string): Code =>
  Code.fromAsset(join(root, 'lambdas', 'functions'), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('not-used'),
      // Never run: it tells the assets apart, which CDK otherwise takes for one.
      command: [entry],
      local: {
        tryBundle: (outputFolder) => {
          bundle(entry, outputFolder);
          return true;
        },
      },
    },
  });
