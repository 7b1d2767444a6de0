// A DynamoDB in memory, in a process of its own. Its first line of output is `{"url":"http://127.0.0.1:..."}`.
import { startDatabase } from '../cli/local/dynamo/database.ts';

const database = await startDatabase({ port: 0 });
console.log(JSON.stringify({ url: database.url }));
process.once('SIGTERM', () => {
  void database.stop().finally(() => process.exit(0));
});
