import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** They start processes, servers or CDK. */
const LONG = [
  'cli/local/scripts',
  'lib/permissions',
  'contracts/dynamo-db-local',
  'lib/security-rules',
  'cli/local/system',
  'episodes/show-notes/linear-time',
  'lib/bundles',
  'cli/program',
  'cli/local/feeds',
  'contracts/dynalite',
  'cli/local/lost-messages',
];

/**
 * The files that take seconds come first, so that at the end no worker is alone with one. Vitest would know how long
 * each took from an earlier run, and there is none in a fresh clone.
 */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const long = LONG.flatMap((name) => sorted.filter((file) => file.moduleId.endsWith(`/${name}.test.ts`)));
    return [...long, ...sorted.filter((file) => !long.includes(file))];
  }
}
