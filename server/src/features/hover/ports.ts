/** Ports: what declaring one does, and which port a name means. */
import * as l10n from '@vscode/l10n';
import { asMappings, asNumber, asString } from '../../model/plain.ts';
import { code, type Describe } from './hovered.ts';

export const describePort: Describe = ({ field, place, container }) => {
  const ports = asMappings(container?.value.ports);
  switch (field) {
    case 'ContainerPort.containerPort':
    case 'Container.ports':
      return l10n.t(
        'Says what the container listens on; it neither opens nor closes anything. Probes and Services can use its name.',
      );
    case 'ContainerPort.hostPort':
      return l10n.t('Opens this port on the node itself, so only one such Pod fits on a node.');
    case 'HTTPGetAction.port':
    case 'TCPSocketAction.port': {
      const { node } = place;
      if (node.kind !== 'scalar' || typeof node.value !== 'string') return undefined;
      const port = ports.find(({ name }) => asString(name) === node.value);
      const number = asNumber(port?.containerPort);
      return number === undefined
        ? l10n.t('No port of this container is named {0}.', code(node.value))
        : l10n.t('{0} is port {1} of this container.', code(node.value), number);
    }
    default:
      return undefined;
  }
};
