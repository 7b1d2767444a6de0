import { startCompute } from '../runtime/compute.ts';
import { serveThread } from './body.ts';
import type { ComputeProtocol } from './start.ts';

await serveThread<ComputeProtocol>(async (options, tell) => {
  const compute = await startCompute({ ...options, log: (event, fields) => tell({ event, fields }) });
  return {
    up: { environment: compute.environment, pagesUrl: compute.pagesUrl },
    async obey(order) {
      switch (order.kind) {
        case 'records':
          return compute.onCatalogRecords(order.records);
        case 'sweep':
          return compute.sweep();
        case 'stop sending':
          return compute.stopSending();
        case 'stop':
          return compute.stop();
        default:
          return order satisfies never;
      }
    },
  };
});
