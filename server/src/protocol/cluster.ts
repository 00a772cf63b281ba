/** On the wire: what a client that has kubectl needs to show what a cluster says. */
import type { Connection } from 'vscode-languageserver';
import type { PodLanguageService } from '../service.ts';
import type { Host } from './host.ts';
import {
  LIVE_PODS_REQUEST,
  type LivePodsParams,
  type LivePodsResult,
  MANIFESTS_REQUEST,
  type ManifestsParams,
  type ManifestsResult,
  OBSERVED_REQUEST,
  type ObservedParams,
  type ObservedResult,
  VERDICTS_REQUEST,
  type VerdictsParams,
  type VerdictsResult,
} from './messages.ts';

export function serveCluster(connection: Connection, service: PodLanguageService, { answer, settingsFor }: Host): void {
  connection.onRequest(
    MANIFESTS_REQUEST,
    answer<ManifestsParams, ManifestsResult>([], ({ file }) => service.getManifests(file)),
  );
  connection.onRequest<VerdictsResult, void>(
    VERDICTS_REQUEST,
    answer<VerdictsParams, VerdictsResult>([], ({ file, languageId, uri }, { text, answers }) => {
      const asked = text === file.text ? file : service.parse(text, file, languageId);
      return service.getVerdicts(asked, answers, settingsFor(uri));
    }),
  );
  connection.onRequest(
    LIVE_PODS_REQUEST,
    answer<LivePodsParams, LivePodsResult>(
      null,
      ({ file }, { position }) => service.getLivePods(file, position) ?? null,
    ),
  );
  connection.onRequest(
    OBSERVED_REQUEST,
    ({ pod, events, ...options }: ObservedParams): ObservedResult =>
      service.observe(readJson(pod), readJson(events), options) ?? null,
  );
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
