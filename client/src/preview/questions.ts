/** What a preview asks the server. */
import { Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Assumptions } from '../../../server/src/lifecycle/assumptions/assumptions.ts';
import { TIMELINE_REQUEST, type TimelineParams, type TimelineResult } from '../../../server/src/protocol/messages.ts';
import type { Source } from '../../preview/messages.ts';

/** Another text than the document's own, and which of its objects is meant. */
export type OtherText = Pick<TimelineParams, 'text' | 'object'>;

/** The life of the Pod at a place; undefined when there is no answer: the last picture stays. */
export async function askTimeline(
  client: BaseLanguageClient | undefined,
  { uri, line, character }: Source,
  assumptions: Assumptions,
  other: OtherText = {},
): Promise<TimelineResult | undefined> {
  const params: TimelineParams = {
    textDocument: { uri },
    position: { line, character },
    ...(Object.keys(assumptions).length > 0 && { assumptions }),
    ...other,
  };
  try {
    // A panel may come back before its document does.
    await workspace.openTextDocument(Uri.parse(uri));
    return await client?.sendRequest<TimelineResult>(TIMELINE_REQUEST, params);
  } catch (error) {
    client?.outputChannel.appendLine(`The preview got no timeline: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}
