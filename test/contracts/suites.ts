import { announcementsContract } from './announcements-contract.ts';
import { audienceContract } from './audience-contract.ts';
import { batchesContract } from './batches-contract.ts';
import { catalogContract } from './catalog-contract.ts';
import { evidenceContract } from './evidence-contract.ts';
import { feedStatesContract } from './feed-states-contract.ts';
import { latecomersContract } from './latecomers-contract.ts';
import { limitsContract } from './limits-contract.ts';
import { paceContract } from './pace-contract.ts';
import { expiryContract, subscribersContract } from './subscribers-contract.ts';

export const contracts = [
  catalogContract,
  feedStatesContract,
  subscribersContract,
  audienceContract,
  limitsContract,
  announcementsContract,
  batchesContract,
  evidenceContract,
  latecomersContract,
  paceContract,
] as const;

/** The tables also forget by themselves. In memory, the domain's own rule for expired sign-ups is enough. */
export const tableContracts = [...contracts, expiryContract] as const;
