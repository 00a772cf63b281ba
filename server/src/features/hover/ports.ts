/** Ports: what declaring one does, and which port a name means. */
import { asMappings, asNumber, asString } from '../../model/plain.ts';
import { code, type Describe } from './hovered.ts';

export const describePort: Describe = ({ field, place, container }) => {
  const ports = asMappings(container?.value.ports);
  switch (field) {
    case 'ContainerPort.containerPort':
    case 'Container.ports':
      return 'Says what the container listens on; it neither opens nor closes anything. Probes and Services can use its name.';
    case 'ContainerPort.hostPort':
      return 'Opens this port on the node itself, so only one such Pod fits on a node.';
    case 'HTTPGetAction.port':
    case 'TCPSocketAction.port': {
      const { node } = place;
      if (node.kind !== 'scalar' || typeof node.value !== 'string') return undefined;
      const port = ports.find(({ name }) => asString(name) === node.value);
      const number = asNumber(port?.containerPort);
      return number === undefined
        ? `No port of this container is named ${code(node.value)}.`
        : `${code(node.value)} is port ${number} of this container.`;
    }
    default:
      return undefined;
  }
};
