/**
 * What a person is told when the disk refuses: expected, and nobody's defect. Undefined for every other error. Node's
 * own text names the reason and the path, also where an error has come from another thread and lost its code.
 */
export const fileFailure = (error: unknown): string | undefined => {
  if (!(error instanceof Error)) return undefined;
  const [line = ''] = error.message.split('\n', 1);
  return FILE_FAILURE.test(line) ? line : undefined;
};

const FILE_FAILURE = /^(?:ENOENT|EEXIST|EACCES|EISDIR|ENOTDIR|ENOSPC|EROFS|EPERM|EMFILE): /;
