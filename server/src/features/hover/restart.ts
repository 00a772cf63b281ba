/** What restartPolicy comes to for the containers of this Pod. */
import { readPod } from '../../lifecycle/pod.ts';
import { code, type Describe, listed } from './hovered.ts';

export const describeRestarts: Describe = ({ field, pod }) => {
  if (field !== 'PodSpec.restartPolicy' || !pod) return undefined;
  const { restartPolicy, containers, initContainers } = readPod(pod);
  const inits = initContainers.filter(({ role }) => role === 'init').map(({ name }) => code(name));
  const sidecars = initContainers.filter(({ role }) => role === 'sidecar').map(({ name }) => code(name));
  const names = containers.map(({ name }) => code(name));
  const text = [`${listed(names) || 'Containers'}: ${ENDS[restartPolicy]}.`];
  if (inits.length > 0)
    text.push(
      `${listed(inits)}: run once each; ${restartPolicy === 'Never' ? 'a failure fails the Pod' : 'a failure is tried again'}.`,
    );
  if (sidecars.length > 0) text.push(`${listed(sidecars)}: always restarted, being sidecars.`);
  if (restartPolicy !== 'Never') text.push('The wait between restarts grows: 10 s, 20 s, … up to 5 minutes.');
  return text.join(' ');
};

const ENDS = {
  Always: 'restarted whatever the exit code, so the Pod never completes by itself',
  OnFailure: 'restarted after an exit code other than 0; the Pod succeeds once all have ended with 0',
  Never: 'never restarted; the Pod succeeds if all end with 0, and fails otherwise',
} as const;
