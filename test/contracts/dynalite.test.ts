import { holdsOn } from './backend.ts';
import { dynaliteBackend } from './stand-ins.ts';
import { tableContracts } from './suites.ts';

holdsOn('dynalite', dynaliteBackend, tableContracts);
