/** Why a step happened, in one sentence, with what it rests on. */
export interface Why {
  /** One sentence, present tense, real numbers, Kubernetes' own words. */
  readonly text: string;
  /** Field paths that decided it, in the API server's notation. */
  readonly fields?: readonly string[];
  /** Index in `Timeline.steps` of the earlier step that led to this one. */
  readonly after?: number;
}
