/** InterPodAffinity: Pods near others or far from them, as they and those others want it. */
import type { Plugin } from '../../plugin.ts';
import { affinityFilter } from './filtering.ts';
import { affinityScores } from './scoring.ts';

export const interPodAffinity: Plugin = { name: 'InterPodAffinity', filter: affinityFilter, score: affinityScores };
