/** What can be exported. */
export const FORMATS = ['svg', 'png', 'markdown', 'json', 'assumptions'] as const;
export type Format = (typeof FORMATS)[number];
