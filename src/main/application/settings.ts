import { stationSettings, type StationSettings } from '../../shared/contract/settings.ts';
import type { SettingsRepository } from './ports/journal.ts';

/** Under this name the whole of the settings lies in the journal. */
const settingsName = 'station';

export interface SettingsHolder {
  current(): StationSettings;
  save(next: StationSettings): void;
}

/** Loads the settings once and keeps them; what is stored and no longer fits the schema is a bug and says so. */
export function createSettingsHolder(repository: SettingsRepository, fallback: StationSettings): SettingsHolder {
  const stored = repository.load(settingsName);
  let current = stored === null ? fallback : stationSettings.parse({ ...fallback, ...(JSON.parse(stored) as object) });
  return {
    current: () => current,
    save(next) {
      repository.save(settingsName, JSON.stringify(next));
      current = next;
    },
  };
}
