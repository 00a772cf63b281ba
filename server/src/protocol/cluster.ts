/** On the wire: what a client that has kubectl needs to show what a cluster says. */
import type { PodLanguageService } from '../service.ts';
import type { Host } from './editing.ts';
import type { Connection, Params, Result } from './json-rpc.ts';
import { LIVE_PODS_REQUEST, MANIFESTS_REQUEST, OBSERVED_REQUEST, VERDICTS_REQUEST } from './messages.ts';

export function serveCluster(connection: Connection, service: PodLanguageService, { answer, settings }: Host): void {
  connection.onRequest(
    MANIFESTS_REQUEST,
    answer([], ({ file }) => service.getManifests(file)),
  );
  connection.onRequest(
    VERDICTS_REQUEST,
    answer<Params<typeof VERDICTS_REQUEST>, Result<typeof VERDICTS_REQUEST>>(
      [],
      ({ file, languageId }, { text, answers }) => {
        const asked = text === file.text ? file : service.parse(text, file, languageId);
        return service.getVerdicts(asked, answers, settings());
      },
    ),
  );
  connection.onRequest(
    LIVE_PODS_REQUEST,
    answer<Params<typeof LIVE_PODS_REQUEST>, Result<typeof LIVE_PODS_REQUEST>>(
      null,
      ({ file }, { position }) => service.getLivePods(file, position) ?? null,
    ),
  );
  connection.onRequest(
    OBSERVED_REQUEST,
    ({ pod, events, ...options }) => service.observe(readJson(pod), readJson(events), options) ?? null,
  );
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
