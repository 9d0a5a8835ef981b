import { benchScenarios } from './bench-scenarios.ts';
import { connectionScenarios } from './connection-scenarios.ts';
import { leadScenarios } from './lead-scenarios.ts';
import type { Scenario } from './scenario.ts';
import { setupScenarios } from './setup-scenarios.ts';
import { stockScenarios } from './stock-scenarios.ts';

export const scenarios: Readonly<Record<string, Scenario>> = { ...benchScenarios, ...leadScenarios, ...setupScenarios, ...connectionScenarios, ...stockScenarios };
