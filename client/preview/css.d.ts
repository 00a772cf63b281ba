/** esbuild gathers stylesheets that are imported into one beside the bundle. */
declare module '*.css';
