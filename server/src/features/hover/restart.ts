/** What restartPolicy comes to for the containers of this Pod. */
import * as l10n from '@vscode/l10n';
import { readPod } from '../../lifecycle/pod/read-pod.ts';
import { listed } from '../../texts.ts';
import { code, type Describe, paragraph } from './hovered.ts';

export const describeRestarts: Describe = ({ field, pod }) => {
  if (field !== 'PodSpec.restartPolicy' || !pod) return undefined;
  const { restartPolicy, containers, initContainers } = readPod(pod);
  const inits = initContainers.filter(({ role }) => role === 'init').map(({ name }) => code(name));
  const sidecars = initContainers.filter(({ role }) => role === 'sidecar').map(({ name }) => code(name));
  const names = containers.map(({ name }) => code(name));
  const text = [ENDS[restartPolicy](listed(names) || l10n.t('Containers'))];
  if (inits.length > 0)
    text.push(
      restartPolicy === 'Never'
        ? l10n.t('{0}: run once each; a failure fails the Pod.', listed(inits))
        : l10n.t('{0}: run once each; a failure is tried again.', listed(inits)),
    );
  if (sidecars.length > 0) text.push(l10n.t('{0}: always restarted, being sidecars.', listed(sidecars)));
  if (restartPolicy !== 'Never') text.push(l10n.t('The wait between restarts grows: 10 s, 20 s, … up to 5 minutes.'));
  return paragraph(text);
};

const ENDS = {
  Always: (names: string) =>
    l10n.t('{0}: restarted whatever the exit code, so the Pod never completes by itself.', names),
  OnFailure: (names: string) =>
    l10n.t('{0}: restarted after an exit code other than 0; the Pod succeeds once all have ended with 0.', names),
  Never: (names: string) =>
    l10n.t('{0}: never restarted; the Pod succeeds if all end with 0, and fails otherwise.', names),
} as const;
