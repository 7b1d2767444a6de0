import { holdsOn } from './backend.ts';
import { inMemory } from './in-memory-backend.ts';
import { contracts } from './suites.ts';

holdsOn(inMemory.name, async () => inMemory, contracts);
