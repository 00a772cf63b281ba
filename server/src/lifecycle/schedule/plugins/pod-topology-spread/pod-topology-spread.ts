/** PodTopologySpread: Pods evenly over the domains that topologySpreadConstraints name. */
import type { Plugin } from '../../plugin.ts';
import { spreadFilter } from './filtering.ts';
import { spreadScores } from './scoring.ts';

export const podTopologySpread: Plugin = { name: 'PodTopologySpread', filter: spreadFilter, score: spreadScores };
