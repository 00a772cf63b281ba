/** One function a look: a mark at its place. Shape tells first, colour second. */
import type { Look, Mark } from '../content.ts';
import type { Shape } from '../scene.ts';
import { CONTAINER } from './container.ts';
import { POD } from './pod.ts';
import { PROBE } from './probe.ts';
import type { Draw, Place } from './shapes.ts';
import { USAGE } from './usage.ts';

const DRAW: Readonly<Record<Look, Draw>> = { ...CONTAINER, ...USAGE, ...PROBE, ...POD };

/** The shapes of a mark. */
export const drawMark = (mark: Mark, place: Place): readonly Shape[] => DRAW[mark.look](mark, place);
