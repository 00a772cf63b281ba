import * as l10n from '@vscode/l10n';
import { DEFAULT_PULL } from './kubelet/images.ts';
import type { Kubelet } from './kubelet/kubelet.ts';
import { DEFAULT_TERM } from './runtime/runtime.ts';
import type { Assumed } from './timeline.ts';

/** What nobody gave and the steps rest on: how long pulls take, and what SIGTERM does. */
export function assumedDefaults({ pod, assumptions, recorder }: Kubelet): Assumed[] {
  const { steps } = recorder;
  const all = [...pod.initContainers, ...pod.containers];
  const pulled = new Set(steps.flatMap((step) => (step.kind === 'pull' ? [step.image] : [])));
  const stopped = new Set(
    steps.flatMap((step) => (step.kind === 'exit' && step.how === 'SIGTERM' ? [step.container] : [])),
  );
  const pulls = [...pulled]
    .filter((image) => assumptions.images?.[image]?.pull === undefined)
    .map((image) => ({
      key: `images["${image}"].pull`,
      text: l10n.t('A pull of {0} takes {1} s.', image, DEFAULT_PULL),
      container: all.find((container) => container.image === image),
    }));
  const stops = [...stopped]
    .filter((name) => assumptions.containers?.[name]?.term === undefined)
    .map((name) => ({
      key: `containers.${name}.term`,
      text: l10n.t(
        '{0} ends with exit code {1}, {2} s after SIGTERM.',
        name,
        DEFAULT_TERM.exitCode,
        DEFAULT_TERM.exitAfter,
      ),
      container: undefined,
    }));
  return [...pulls, ...stops].map(({ key, text, container }) => ({
    key,
    text,
    source: 'default' as const,
    ...(container !== undefined && { field: `${container.path}.image` }),
  }));
}
