/** A picture with the place that each of its parts has. */
import type { Axis } from './axis.ts';
import type { Lane, Picture } from './content.ts';
import type { Shape } from './scene.ts';

export interface LaneBox {
  readonly lane: Lane;
  readonly y: number;
  readonly height: number;
  /** Where the lane's bar stands. */
  readonly barY: number;
  readonly barHeight: number;
}

/** A drawing and what is needed to talk about it in pixels. */
export interface Drawing {
  readonly scene: Shape;
  readonly picture: Picture;
  readonly axis: Axis;
  /** Left end of the axis in the drawing. */
  readonly left: number;
  readonly width: number;
  readonly height: number;
  readonly lanes: readonly LaneBox[];
}
