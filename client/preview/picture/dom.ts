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
