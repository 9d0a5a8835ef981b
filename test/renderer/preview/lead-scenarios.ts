import { aBoard } from '../../support/lead-view-builders.ts';
import { aBench, anImportResult } from '../../support/view-builders.ts';
import type { Scenario } from './scenario.ts';

export const leadScenarios: Readonly<Record<string, Scenario>> = {
  'lead-empty': { bench: aBench(), board: aBoard(), screen: 'lead' },
  setup: { bench: aBench(), screen: 'setup', imported: anImportResult() },
};
