/** A port's number becomes a name wherever the container is asked for it. */
import * as l10n from '@vscode/l10n';
import { usualPortName } from '../../catalog/ports.ts';
import { putFirst } from '../../rules/edits/add.ts';
import { replaceValue } from '../../rules/edits/replace.ts';
import { at, int, isSet, number, text, type Value } from '../../rules/view.ts';
import { containerAt, type Refactoring, type Selection } from './refactoring.ts';
import { pathTo, rewrite, type Step, valueAt } from './rewrite.ts';

export const namedPort: Refactoring = {
  kind: 'refactor.rewrite.port',
  *offers(selection) {
    const container = containerAt(selection)?.value;
    const port = container && portAt(selection, container);
    if (!container || !port) return;
    const given = text(at(port, 'name'));
    const name = given || newName(selection, port);
    const users = handlersOf(container).filter((value) => number(value) === int(at(port, 'containerPort')));
    if (given && users.length === 0) return;
    const portPath = pathTo(port);
    const steps: Step[] = users.map((user) => {
      const path = pathTo(user);
      return ({ document, root }) => replaceValue(document, valueAt(root, path), name);
    });
    if (!given) steps.push(({ document, root }) => putFirst(document, valueAt(root, portPath), 'name', name));
    const title = given
      ? l10n.t("Use the port's name {0}", name)
      : l10n.t('Name port {0} {1}', int(at(port, 'containerPort')), name);
    yield { title, edits: rewrite(selection.subject, ...steps) };
  },
};

/** The container's port around the cursor, or the one that a probe or a hook at the cursor asks for by number. */
function portAt({ values }: Selection, container: Value): Value | undefined {
  const ports = at(container, 'ports').items;
  const own = ports.find((port) => values.includes(port));
  if (own) return isSet(at(own, 'containerPort')) ? own : undefined;
  const asked = handlersOf(container).find((value) =>
    values.some((around) => around === value || around === value.parent),
  );
  const wanted = asked && number(asked);
  return wanted === undefined ? undefined : ports.find((port) => int(at(port, 'containerPort')) === wanted);
}

/** The `port` of each probe and hook that takes a name too: gRPC wants a number. */
export function handlersOf(container: Value): Value[] {
  const probes = ['startupProbe', 'livenessProbe', 'readinessProbe'].map((name) => at(container, name));
  const hooks = ['postStart', 'preStop'].map((name) => at(container, 'lifecycle', name));
  return [...probes, ...hooks]
    .flatMap((handler) => [at(handler, 'httpGet', 'port'), at(handler, 'tcpSocket', 'port')])
    .filter(isSet);
}

function newName({ subject }: Selection, port: Value): string {
  const containers = subject.pod?.containers ?? [];
  const taken = new Set(
    containers.flatMap(({ value }) => at(value, 'ports').items.map((item) => text(at(item, 'name')))),
  );
  const wanted = int(at(port, 'containerPort'));
  const usual = usualPortName(wanted);
  return usual && !taken.has(usual) ? usual : `port-${wanted}`;
}
