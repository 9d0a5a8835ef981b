import { useEffect, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelTraits } from '../../../../shared/domain/channel/traits.ts';
import { useStation } from '../../stores/store.ts';
import { ChoiceField } from './fields.tsx';
import type { PieceProps } from './part-props.ts';

const choices = ['off', 'same-buyer'] as const;

/** May several orders of one buyer share a box? What the channel can take stands beside it; where it cannot, it cannot be switched on. */
export function CombineField({ store, at, set }: PieceProps): JSX.Element {
  const { t } = useTranslation();
  const connections = useStation((state) => state.connections);
  const loadConnections = useStation((state) => state.loadConnections);
  useEffect(() => void loadConnections(), [loadConnections]);
  const chosen = store.combine ?? 'off';
  const ability = abilityOf(store.connection.kind, store.channel, connections?.channels.find(({ id }) => id === store.channel)?.traits);
  const isOpen = ability !== 'no' || chosen !== 'off';
  return (
    <ChoiceField
      label={t('setup.combine.label')}
      hint={t(`setup.combine.ability.${ability}`, { channel: t(`setup.stores.channelName.${store.channel}`) })}
      path={`${at}.combine`}
      value={chosen}
      choices={choices.filter((value) => value === 'off' || isOpen).map((value) => ({ value, label: t(`setup.combine.choice.${value}`) }))}
      onChange={(combine) => set({ combine })}
    />
  );
}

type Ability = ChannelTraits['sharedNumber'] | 'file' | 'described' | 'unknown';

function abilityOf(kind: string, channel: string, traits: ChannelTraits | undefined): Ability {
  if (kind === 'file') return 'file';
  // Each web service describes itself.
  if (channel === 'rest') return 'described';
  return traits?.sharedNumber ?? 'unknown';
}
