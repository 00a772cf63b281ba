/** What our own client asks beyond LSP: the preview, the fields of an object, what a pasted command comes to. */
import type { Connection } from 'vscode-languageserver';
import { fileVersion } from '../features/diagnostics.ts';
import type { PodLanguageService } from '../service.ts';
import type { Host } from './host.ts';
import {
  EXPLAIN_REQUEST,
  type ExplainParams,
  type ExplainResult,
  FIELDS_REQUEST,
  type FieldsParams,
  type FieldsResult,
  PASTE_REQUEST,
  type PasteParams,
  type PasteResult,
  TIMELINE_REQUEST,
  type TimelineParams,
  type TimelineResult,
} from './messages.ts';

export function serveOwnRequests(
  connection: Connection,
  service: PodLanguageService,
  { answer, settingsFor, now }: Host,
): void {
  connection.onRequest<TimelineResult, void>(
    TIMELINE_REQUEST,
    answer<TimelineParams, TimelineResult>(
      { kind: 'none' },
      ({ file, uri, languageId }, { position, assumptions, until, text, object }) => {
        const read = text === undefined ? file : service.parse(text, undefined, languageId);
        return service.getTimeline(read, position, {
          ...settingsFor(uri),
          now: now(),
          ...(assumptions && { assumptions }),
          ...(until !== undefined && { until }),
          ...(object && { object }),
        });
      },
    ),
  );
  connection.onRequest(
    EXPLAIN_REQUEST,
    answer<ExplainParams, ExplainResult>(
      null,
      async ({ file, uri }, { position }) => (await service.explainAt(file, position, settingsFor(uri))) ?? null,
    ),
  );
  connection.onRequest(
    FIELDS_REQUEST,
    answer<FieldsParams, FieldsResult>([], ({ file, uri }, { definition }) =>
      service.explainDefinition(definition, { version: fileVersion(file, settingsFor(uri).version) }),
    ),
  );
  connection.onRequest(PASTE_REQUEST, ({ text }: PasteParams): PasteResult => {
    const yaml = service.pasteAsYaml(text);
    return yaml === undefined ? {} : { yaml };
  });
}
