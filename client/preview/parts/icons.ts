import { svg, type TemplateResult } from 'lit/html.js';

const icon = (content: TemplateResult): TemplateResult =>
  svg`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">${content}</svg>`;

export const previousIcon = icon(svg`<path d="M4 3v10M13 3.5 6.5 8l6.5 4.5z"/>`);
export const nextIcon = icon(svg`<path d="M12 3v10M3 3.5 9.5 8 3 12.5z"/>`);
export const playIcon = icon(svg`<path class="full" d="M4.5 3l8.5 5-8.5 5z"/>`);
export const pauseIcon = icon(svg`<path d="M5.5 3v10M10.5 3v10" stroke-width="2.4"/>`);
export const minusIcon = icon(svg`<path d="M3 8h10"/>`);
export const plusIcon = icon(svg`<path d="M3 8h10M8 3v10"/>`);
export const exportIcon = icon(svg`<path d="M8 10V2M5 5l3-3 3 3M3 9v4h10V9"/>`);
export const compareIcon = icon(svg`<path d="M2 4.5h9M2 11.5h6M5 8h9"/>`);
export const pinIcon = icon(svg`<path d="M6 2h4l-.5 5 2.5 2H4l2.5-2zM8 9v5"/>`);

/** The verdict's sign: a shape of its own for each tone. */
export const toneIcons = {
  good: svg`<svg class="tone good" viewBox="0 0 22 22" aria-hidden="true"><circle cx="11" cy="11" r="9.5"/><path d="M6.5 11.5l3 3 6-7"/></svg>`,
  warn: svg`<svg class="tone warn" viewBox="0 0 22 22" aria-hidden="true"><path d="M11 2.5 20.5 19h-19z"/><path d="M11 8.5v5M11 16v.5"/></svg>`,
  bad: svg`<svg class="tone bad" viewBox="0 0 22 22" aria-hidden="true"><circle cx="11" cy="11" r="9.5"/><path d="M7.5 7.5l7 7M14.5 7.5l-7 7"/></svg>`,
} as const;
