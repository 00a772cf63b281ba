/** Colours and the stylesheet of the picture: by VS Code's variables on the page, by value in a file of its own. */

/** What the stylesheet needs to know; every entry is a CSS colour. */
export interface Colours {
  readonly background: string;
  readonly foreground: string;
  readonly strong: string;
  readonly muted: string;
  readonly wait: string;
  readonly hair: string;
  readonly fold: string;
  readonly tear: string;
  readonly focus: string;
  readonly ready: string;
  readonly readyFill: string;
  readonly start: string;
  readonly startFill: string;
  readonly stop: string;
  readonly stopFill: string;
  readonly fail: string;
  readonly failFill: string;
  readonly failPale: string;
  readonly hook: string;
  readonly hookFill: string;
}

export type Theme = 'light' | 'dark' | 'high-contrast';

/** What a theme gives; the rest is mixed from it. */
interface Base {
  readonly background: string;
  readonly foreground: string;
  readonly strong: string;
  readonly muted: string;
  readonly focus: string;
  readonly green: string;
  readonly blue: string;
  readonly orange: string;
  readonly red: string;
  readonly purple: string;
  /** Share of a state's colour in its fill. */
  readonly fill: number;
}

const BASES: Readonly<Record<Theme, Base>> = {
  light: {
    background: '#ffffff',
    foreground: '#3b3b3b',
    strong: '#1f1f1f',
    muted: '#5f5f5f',
    focus: '#005fb8',
    green: '#388a34',
    blue: '#1a85ff',
    orange: '#d18616',
    red: '#e51400',
    purple: '#652d90',
    fill: 0.24,
  },
  dark: {
    background: '#1f1f1f',
    foreground: '#cccccc',
    strong: '#e4e4e4',
    muted: '#9d9d9d',
    focus: '#0078d4',
    green: '#89d185',
    blue: '#3794ff',
    orange: '#d18616',
    red: '#f14c4c',
    purple: '#b180d7',
    fill: 0.3,
  },
  'high-contrast': {
    background: '#000000',
    foreground: '#ffffff',
    strong: '#ffffff',
    muted: '#d7d7d7',
    focus: '#f38518',
    green: '#89d185',
    blue: '#59a4f9',
    orange: '#f0a33a',
    red: '#ff6f61',
    purple: '#c9a0ee',
    fill: 0.22,
  },
};

/** `share` of `a` in `b`, both `#rrggbb`. */
function mix(a: string, b: string, share: number): string {
  const channel = (colour: string, i: number): number => Number.parseInt(colour.slice(1 + 2 * i, 3 + 2 * i), 16);
  const mixed = [0, 1, 2].map((i) => Math.round(channel(a, i) * share + channel(b, i) * (1 - share)));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** A theme's colours by value, for a picture that stands alone. */
export function coloursOf(theme: Theme): Colours {
  const base = BASES[theme];
  const { background, foreground } = base;
  const over = (colour: string, share: number): string => mix(colour, background, share);
  const ready = mix(base.green, base.blue, 0.55);
  const stop = mix(base.orange, foreground, 0.82);
  return {
    background,
    foreground,
    strong: base.strong,
    muted: base.muted,
    focus: base.focus,
    wait: over(foreground, 0.6),
    hair: over(foreground, 0.13),
    fold: over(foreground, 0.045),
    tear: over(foreground, 0.28),
    ready,
    readyFill: over(ready, base.fill),
    start: base.blue,
    startFill: over(base.blue, base.fill),
    stop,
    stopFill: over(stop, base.fill),
    fail: base.red,
    failFill: over(base.red, 0.16),
    failPale: over(base.red, 0.62),
    hook: base.purple,
    hookFill: over(base.purple, base.fill),
  };
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The same as variables, which `page.css` sets from VS Code's. */
export const variables = Object.fromEntries(
  Object.keys(coloursOf('light')).map((name) => [name, `var(--pw-${kebab(name)})`]),
) as unknown as Colours;

/** The picture's stylesheet. */
export function stylesheet(c: Colours): string {
  return `
.pod text{fill:${c.foreground};font-size:11px;font-variant-numeric:tabular-nums}
.pod text.muted{fill:${c.muted}}
.pod text.strong{fill:${c.strong};font-weight:600}
.pod text.name{font-size:12px}
.pod tspan.aside{fill:${c.muted};font-size:11px;font-weight:400}
.pod text.headline{fill:${c.strong};font-size:15px;font-weight:600}
.pod .plate{fill:${c.background}}
.pod .hair{stroke:${c.hair};fill:none}
.pod .base{stroke:${c.tear};fill:none}
.pod .fold{fill:${c.fold}}
.pod .tear{stroke:${c.tear};fill:none}
.pod .pill rect{fill:${c.fold};stroke:${c.hair}}
.pod .waiting{fill:none;stroke:${c.wait};stroke-dasharray:2 2}
.pod .solid{fill:none;stroke:${c.wait}}
.pod .ready-fill{fill:${c.readyFill}}
.pod .ready-edge{stroke:${c.ready};fill:none}
.pod .thick{stroke-width:2}
.pod .dash{stroke-dasharray:5 3}
.pod .start-fill{fill:${c.startFill}}
.pod .start-edge{stroke:${c.start};fill:none}
.pod .stop-fill{fill:${c.stopFill}}
.pod .stop-edge{stroke:${c.stop};fill:none}
.pod .hook-fill{fill:${c.hookFill};stroke:${c.hook}}
.pod .fail-fill{fill:${c.failFill}}
.pod .fail-edge{stroke:${c.fail};fill:none}
.pod .fail-pale{stroke:${c.failPale};fill:none}
.pod .fail-solid{fill:${c.fail}}
.pod .fail-soft{fill:${c.failPale}}
.pod .out{fill:none;stroke:${c.fail};stroke-dasharray:3 2}
.pod .threshold{stroke:${c.fail};stroke-dasharray:2 3;fill:none}
.pod .badge{fill:${c.background};stroke:${c.fail}}
.pod .badge.good{stroke:${c.wait}}
.pod .ring{fill:${c.background};stroke:${c.ready};stroke-width:1.6}
.pod .true-line{stroke:${c.ready};stroke-width:1.5;fill:none}
.pod .true-fill{fill:${c.readyFill};opacity:.4}
.pod .false-line{stroke:${c.wait};stroke-dasharray:1 3;fill:none}
.pod .dot{fill:${c.wait}}
.pod .triangle{fill:${c.stopFill};stroke:${c.stop};stroke-width:1.2;stroke-linejoin:round}
.pod .flag rect{fill:${c.background};stroke:${c.wait};stroke-width:1.2}
.pod .flag line{stroke:${c.wait};stroke-dasharray:4 2}
.pod .flag.delete rect,.pod .flag.delete line{stroke:${c.hook}}
.pod .hatch-line{stroke:${c.wait};stroke-width:1;opacity:.55}
.pod .fail-hatch-line{stroke:${c.fail};stroke-width:1.1;opacity:.5}
.pod .dots-dot{fill:${c.wait}}
.pod .chevron-line{stroke:${c.stop};stroke-width:1.4;fill:none;opacity:.75}
.pod .ready-solid{fill:${c.ready}}
.pod .stop-solid{fill:${c.stop}}
.pod .start-solid{fill:${c.start}}
.pod .soft{opacity:.6}
.pod .shown{fill:${c.focus}}
.pod .shown-edge{stroke:${c.focus};fill:none;stroke-width:1.4}
.pod .outside{fill:${c.background};opacity:.65}
.pod .window{fill:none;stroke:${c.focus};stroke-width:1.5}
.pod .wait-edge{stroke:${c.wait};fill:none}
`;
}
