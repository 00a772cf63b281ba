/** `$(VAR)` in a command, an argument or a variable, with the values put in that the manifest has. */
import { asMappings, asString } from '../../model/plain.ts';
import { isExpanded } from '../completion/variables.ts';
import { code, type Describe, type Hovered } from './hovered.ts';

export const describeVariables: Describe = (hovered) => {
  const { owner, place, container } = hovered;
  const { node } = place;
  if (!isExpanded(owner) || !container || node.kind !== 'scalar' || !node.text.includes('$(')) return undefined;
  const { text, unknown } = expand(node.text, visibleVariables(hovered));
  const kept =
    unknown.length > 0
      ? ` ${unknown.map(code).join(', ')} ${unknown.length > 1 ? 'are' : 'is'} not defined here and stays as it is.`
      : '';
  return `Expands to ${code(text)}.${kept}`;
};

/** By name, the container's variables: for a variable only those before it. One taken from elsewhere has no value yet. */
function visibleVariables({ field, place, container }: Hovered): Map<string, string> {
  const variables = asMappings(container?.value.env);
  const own = field === 'EnvVar.value' ? place.path.findLast((segment) => typeof segment === 'number') : undefined;
  const known = new Map<string, string>();
  for (const { name, value, valueFrom } of own === undefined ? variables : variables.slice(0, Number(own))) {
    if (typeof name !== 'string') continue;
    known.set(name, valueFrom === undefined ? expand(asString(value) ?? '', known).text : `<${name}>`);
  }
  return known;
}

/** The kubelet's expansion: `$$` is a dollar sign, and what is not known is left alone. */
function expand(text: string, variables: ReadonlyMap<string, string>): { text: string; unknown: string[] } {
  const unknown: string[] = [];
  const expanded = text.replace(/\$(\$|\(([^)]*)\))/g, (whole, inner: string, name: string | undefined) => {
    if (inner === '$') return '$';
    const value = variables.get(name ?? '');
    if (value === undefined) unknown.push(whole);
    return value ?? whole;
  });
  return { text: expanded, unknown };
}
