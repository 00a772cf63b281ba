/** Assumptions as they come from storage or over the wire: what is legal is kept, the rest is dropped. */
export { readAssumptions } from '../../server/src/lifecycle/read-assumptions.ts';
