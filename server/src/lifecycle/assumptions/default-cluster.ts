/** What surrounds a Pod where nobody says it. */

import { DEFAULT_NODES } from '../schedule/cluster.ts';
import type { Assumptions } from './assumptions.ts';

/** The surroundings where no assumption file says otherwise: {@link DEFAULT_NODES}, and every object that the Pod names. */
export const DEFAULT_CLUSTER: Assumptions = { nodes: DEFAULT_NODES, objects: 'all' };
