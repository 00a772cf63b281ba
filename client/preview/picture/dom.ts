import type { Shape } from './scene.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** A scene as elements of the page. Text becomes text nodes, so nothing in a manifest can become markup. */
export function toElement(shape: Shape): SVGElement {
  const element = document.createElementNS(SVG, shape.tag);
  for (const name of Object.keys(shape.attributes))
    if (name !== 'xmlns') element.setAttribute(name, String(shape.attributes[name]));
  for (const child of shape.children) element.append(typeof child === 'string' ? child : toElement(child));
  return element;
}

/**
 * Makes the element of one scene show another, and touches only what differs: the browser lays out no more than that.
 * A lane keeps its element, and with it the focus. Attributes that are in neither scene stay.
 */
export function updateElement(element: Element, before: Shape, after: Shape): void {
  for (const name of Object.keys(after.attributes)) {
    const value = after.attributes[name];
    if (value !== before.attributes[name] && name !== 'xmlns') element.setAttribute(name, String(value));
  }
  for (const name of Object.keys(before.attributes)) if (!(name in after.attributes)) element.removeAttribute(name);
  updateChildren(element, before.children, after.children);
}

function updateChildren(element: Element, before: Shape['children'], after: Shape['children']): void {
  let node = element.firstChild;
  let i = 0;
  // Mostly, what comes first is of the same kind as before.
  for (; node !== null && i < before.length && i < after.length; i += 1) {
    const [old, child] = [before[i], after[i]];
    if (old === undefined || child === undefined || kindOf(old) !== kindOf(child)) break;
    const { nextSibling }: ChildNode = node;
    updateNode(node, old, child);
    node = nextSibling;
  }
  if (i < before.length || i < after.length) rearrange(element, node, before.slice(i), after.slice(i));
}

/** From a child on: what is there is put where it belongs now. */
function rearrange(
  element: Element,
  from: ChildNode | null,
  before: Shape['children'],
  after: Shape['children'],
): void {
  const old = new Map<string, { readonly node: ChildNode; readonly child: Shape | string }>();
  let node = from;
  for (const [child, key] of keysOf(before)) {
    if (node === null) break;
    old.set(key, { node, child });
    node = node.nextSibling;
  }
  let at = from;
  for (const [child, key] of keysOf(after)) {
    const same = old.get(key);
    old.delete(key);
    const kept = same === undefined ? newNode(child) : same.node;
    if (same !== undefined) updateNode(same.node, same.child, child);
    if (kept === at) at = at.nextSibling;
    else element.insertBefore(kept, at);
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

/** What may become of an element: one of its tag, and for a lane the same lane. */
const kindOf = (child: Shape | string): string =>
  typeof child === 'string' ? '' : `${child.tag}${child.attributes['data-lane'] ?? ''}`;

/** Children with what tells them apart: their kind, and how many of it came before. */
function keysOf(children: Shape['children']): readonly (readonly [child: Shape | string, key: string])[] {
  const counts = new Map<string, number>();
  return children.map((child) => {
    const kind = kindOf(child);
    const count = counts.get(kind) ?? 0;
    counts.set(kind, count + 1);
    return [child, `${kind} ${count}`];
  });
}
