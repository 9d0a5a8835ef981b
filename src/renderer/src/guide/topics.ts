import type { BoardCause } from '../../../shared/contract/lead-views.ts';
import type { BenchScreen } from '../../../shared/contract/views.ts';
import { blockCodes } from '../../../shared/domain/gate/block.ts';
import { taskKinds } from '../../../shared/domain/task/task.ts';

/** What the bench shows; a stop is explained by its block. Two of them share a page with the task of the same name. */
const benchTopics = ['ready', 'packing', 'take-out', 'scan-label', 'label-problem', 'setup-needed', 'sign-in', 'locked', 'loading', 'reopen'] as const satisfies readonly (BenchScreen['kind'] | 'reopen')[];

const parkedTopics = ['parked-needs-fix', 'parked-rejected', 'parked-shows-other-number', 'parked-accepted-not-visible', 'parked-not-told-elsewhere', 'parked-order-cancelled', 'parked-too-many-attempts', 'parked-unreadable'] as const satisfies readonly BoardCause[];

const lateTopics = ['late-not-packed', 'late-not-posted', 'packed-unlabelled'] as const satisfies readonly BoardCause[];

const workTopics = ['offline', 'board', 'alerts', 'numbers', 'shift', 'checklist', 'report', 'people', 'ownership', 'connections', 'stock', 'pilot', 'audit', 'setup'] as const;

/** The pages of the guide, in the order of its list. */
export const topicGroups = {
  bench: benchTopics,
  blocks: blockCodes,
  tasks: taskKinds,
  messages: [...parkedTopics, ...lateTopics],
  work: workTopics,
} as const;

export type TopicGroup = keyof typeof topicGroups;
export type Topic = (typeof topicGroups)[TopicGroup][number];

export const topics: readonly Topic[] = Object.values(topicGroups).flat();
