/** On the wire: what a client that has kubectl needs to show what a cluster says. */
import type { PodLanguageService } from '../service.ts';
import type { Host } from './editing.ts';
import type { Connection, Params, Result } from './json-rpc.ts';
import { MANIFESTS_REQUEST, VERDICTS_REQUEST } from './messages.ts';

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
}
