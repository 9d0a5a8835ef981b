import type { TFunction } from 'i18next';
import type { EvidenceView } from '../../../../../shared/contract/lead-views.ts';
import { blockText } from '../../../i18n/block-text.ts';
import { timeText } from '../../../i18n/clock-text.ts';
import { leftText, moneyText, reasonText } from '../lead-text.ts';

/** Everything that somebody who does not stand here needs to clear it: what it costs, by when, and which figure of the seller it hits. */
export function escalationText(t: TFunction, evidence: EvidenceView, nowMs: number): string {
  const { channelOrderId, storeName, blocks, value, shipByMs, escalation, owners, flag } = evidence;
  const lines: string[] = [t('lead.escalation.order', { order: channelOrderId, store: storeName })];
  for (const block of blocks) {
    const words = blockText(t, block, nowMs);
    lines.push(`${words.title}: ${reasonText(words)}`, words.checked, t('lead.escalation.owner', { owner: t(`lead.owner.${block.owner}`) }), t('lead.clears', { clears: words.clears }));
  }
  if (flag !== null) lines.push(t('lead.evidence.flagged', { by: flag.by, time: timeText(t, flag.atMs, nowMs), reason: flag.reason }));
  if (value !== null) lines.push(t('lead.escalation.value', { value: moneyText(t, value) }));
  if (shipByMs !== null) lines.push(t('lead.escalation.shipBy', { time: timeText(t, shipByMs, nowMs), left: leftText(t, shipByMs, nowMs).words }));
  if (escalation !== null && escalation.metric !== 'none') lines.push(t('lead.escalation.metric', { metric: metricWords(t, escalation) }));
  lines.push(t('lead.escalation.system', { system: owners.cancellation }));
  return lines.join('\n');
}

/** "Late shipments (limit < 4 %)"; a channel that names no limit gets none. */
export function metricWords(t: TFunction, { metric, limit }: NonNullable<EvidenceView['escalation']>): string {
  const name = t(`metric.${metric}.name`);
  return limit === '' ? name : t('metric.withLimit', { metric: name, limit });
}
