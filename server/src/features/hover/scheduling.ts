/** Tolerations in words. */
import { asMapping, asNumber, asString, type PlainMapping } from '../../model/plain.ts';
import type { Place } from '../../model/walk.ts';
import { toValue } from '../../yaml/tree.ts';
import { code, type Describe } from './hovered.ts';

export const describeToleration: Describe = ({ owner, place }) => {
  if (owner.definition !== 'Toleration') return undefined;
  let at: Place | undefined = place;
  while (at && !(at.type?.kind === 'object' && at.type.definition === 'Toleration')) at = at.parent;
  return at && tolerationInWords(asMapping(toValue(at.node)));
};

function tolerationInWords({ key, operator, value, effect, tolerationSeconds }: PlainMapping): string {
  const exists = operator === 'Exists';
  const name = asString(key);
  const taint = name
    ? `taints ${code(exists || value === undefined ? name : `${name}=${asString(value) ?? ''}`)}`
    : 'every taint';
  const effects = asString(effect);
  const limit = asNumber(tolerationSeconds);
  const may = `Lets the Pod onto nodes with ${taint}${effects ? ` of effect ${code(effects)}` : ', whatever their effect'}`;
  const stays = effects === 'NoExecute' || !effects;
  return `${may}${stays ? (limit === undefined ? ', and stay there' : `, and stay there for ${limit} s`) : ''}. It does not draw the Pod there.`;
}
