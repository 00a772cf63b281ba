/** How wide texts are in the page's own typeface. */

/** Texts whose width is remembered: those of a picture come again with every keystroke. */
const MOST_TEXTS = 5000;
/** Pixels: what texts are measured at; widths grow with the size. */
const SIZE = 100;

export interface Font {
  /** Pixels, of a text in one line. */
  readonly width: (content: string, size: number, bold: boolean) => number;
  /** Looks which typeface the page has now; true when it is another one. */
  readonly refresh: () => boolean;
}

/** The typeface of an element of the page. */
export function fontOf(element: Element): Font {
  const context = document.createElement('canvas').getContext('2d');
  const widths = new Map<string, number>();
  let family = '';
  return {
    width: (content, size, bold) => {
      const key = `${bold}${content}`;
      let width = widths.get(key);
      if (width === undefined && context !== null) {
        context.font = `${bold ? 600 : 400} ${SIZE}px ${family}`;
        width = context.measureText(content).width / SIZE;
        if (widths.size >= MOST_TEXTS) widths.clear();
        widths.set(key, width);
      }
      return (width ?? 0) * size;
    },
    refresh: () => {
      const now = getComputedStyle(element).fontFamily;
      if (now === family) return false;
      family = now;
      widths.clear();
      return true;
    },
  };
}
