import type { Shape } from './scene.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** A scene as elements of the page. Text becomes text nodes, so nothing in a manifest can become markup. */
export function toElement(shape: Shape): SVGElement {
  const element = document.createElementNS(SVG, shape.tag);
  for (const [name, value] of Object.entries(shape.attributes)) {
    if (name !== 'xmlns') element.setAttribute(name, String(value));
  }
  for (const child of shape.children) element.append(typeof child === 'string' ? child : toElement(child));
  return element;
}

/**
 * Makes the element of one scene show another, and touches only what differs: the browser lays out no more than that.
 * A lane keeps its element, and with it the focus. Attributes that are in neither scene stay.
 */
export function updateElement(element: Element, before: Shape, after: Shape): void {
  for (const [name, value] of Object.entries(after.attributes))
    if (value !== before.attributes[name] && name !== 'xmlns') element.setAttribute(name, String(value));
  for (const name of Object.keys(before.attributes)) if (!(name in after.attributes)) element.removeAttribute(name);
  updateChildren(element, before.children, after.children);
}

function updateChildren(element: Element, before: Shape['children'], after: Shape['children']): void {
  const old = new Map<string, { readonly node: ChildNode; readonly child: Shape | string }>();
  const nodes = [...element.childNodes];
  for (const [i, key] of keysOf(before).entries()) {
    const [node, child] = [nodes[i], before[i]];
    if (node !== undefined && child !== undefined) old.set(key, { node, child });
  }
  let at: ChildNode | null = element.firstChild;
  for (const [i, key] of keysOf(after).entries()) {
    const child = after[i] ?? '';
    const same = old.get(key);
    old.delete(key);
    const node = same === undefined ? newNode(child) : same.node;
    if (same !== undefined) updateNode(same.node, same.child, child);
    if (node === at) at = at.nextSibling;
    else element.insertBefore(node, at);
  }
  for (const { node } of old.values()) node.remove();
}

function updateNode(node: ChildNode, before: Shape | string, after: Shape | string): void {
  if (typeof after === 'string') {
    if (after !== before) node.nodeValue = after;
  } else if (node instanceof Element && typeof before !== 'string') updateElement(node, before, after);
}

const newNode = (child: Shape | string): ChildNode =>
  typeof child === 'string' ? document.createTextNode(child) : toElement(child);

/** What tells children apart: the lane that they show, else how many of their tag came before. */
function keysOf(children: Shape['children']): readonly string[] {
  const counts = new Map<string, number>();
  return children.map((child) => {
    const kind = typeof child === 'string' ? '' : `${child.tag} ${child.attributes['data-lane'] ?? ''}`;
    const count = counts.get(kind) ?? 0;
    counts.set(kind, count + 1);
    return `${kind} ${count}`;
  });
}
