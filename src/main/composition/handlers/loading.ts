import path from 'node:path';
import type { ManifestId } from '../../../shared/domain/loading/manifest.ts';
import { unreachable } from '../../../shared/domain/units/unreachable.ts';
import { buildManifests } from '../../application/loading/list-manifests.ts';
import { Refused, type Handlers } from '../../ipc/serve-contract.ts';
import type { HandlerDeps } from './deps.ts';

type LoadingCalls = 'loadManifests' | 'printManifest';

export function createLoadingHandlers({ context, manifests, publish }: HandlerDeps): Pick<Handlers, LoadingCalls> {
  return {
    loadManifests: () => buildManifests(context),
    printManifest: async ({ manifestId }, by) => {
      if (context.journal.manifests.load(manifestId as ManifestId) === null) return new Refused('not-found', `No manifest ${manifestId}.`);
      const printed = await manifests.print(manifestId as ManifestId, by.name);
      switch (printed.kind) {
        case 'kept':
          publish();
          return { fileName: path.basename(printed.filePath), filePath: printed.filePath, rows: printed.rows };
        case 'not-closed':
          return new Refused('refused', 'This lane is still open: scan "Close the lane" first.');
        case 'not-kept':
          return new Refused('refused', printed.reason);
        default:
          return unreachable(printed);
      }
    },
  };
}
