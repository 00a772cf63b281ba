import type { Assumptions } from '../../server/src/lifecycle/assumptions/assumptions.ts';
import type { Timeline } from '../../server/src/lifecycle/timeline.ts';
import type { Format } from './formats.ts';
import type { Shown } from './messages.ts';
import type { Drawing } from './picture/drawing.ts';
import type { DrawOptions } from './picture/picture.ts';
import type { ToldStory } from './stories.ts';
import type { Verdict } from './verdict/verdict.ts';

export const SECTIONS = ['figures', 'resources', 'identity', 'volumes'] as const;
export type SectionId = (typeof SECTIONS)[number];

/** What the page knows. */
export interface State {
  /** The first word from the host is still to come. */
  readonly waiting: boolean;
  readonly shown: Shown | undefined;
  /** The life that the parts beside picture and verdict tell: they follow once those are on the screen. */
  readonly settled: Shown | undefined;
  /** The life that the hidden table tells: it follows once typing pauses. */
  readonly spoken: Shown | undefined;
  /** The YAML is broken; what is shown is from before. */
  readonly stale: { readonly message: string; readonly line: number } | undefined;
  readonly pinned: boolean;
  /** Field path under the YAML's cursor. */
  readonly yamlPath: string | undefined;
  /** Seconds. */
  readonly cursor: number;
  /** The cursor was put where it is, and does not follow the pointer. */
  readonly kept: boolean;
  /** Index of the step that Why explains. */
  readonly step: number | undefined;
  /** Id of the selected mark. */
  readonly mark: string | undefined;
  /** Indexes of the steps under the pointer in the events table. */
  readonly hovered: readonly number[];
  /** The time window; the whole life if absent. */
  readonly window: { readonly from: number; readonly to: number } | undefined;
  readonly unfolded: ReadonlySet<string>;
  readonly playing: boolean;
  /** Seconds of the Pod's life in a second of play. */
  readonly speed: number;
  readonly legend: boolean;
  readonly describe: boolean;
  /** Sections that are closed. */
  readonly closed: ReadonlySet<SectionId>;
  readonly versus: Versus | undefined;
  /** What has just been done, for a moment. */
  readonly notice: string | undefined;
  /** The chip that is being edited, and what was assumed before. */
  readonly editing:
    | { readonly chip: string; readonly before: { readonly assumptions: Assumptions; readonly rolling: boolean } }
    | undefined;
  /** A rolling restart is told: the Pod is deleted as soon as the next one is ready, whatever else is assumed. */
  readonly rolling: boolean;
}

/** What the Timeline is compared with. */
export interface Versus {
  /** `snapshot`, `commit`, `cluster`, or `story:` and its id. */
  readonly choice: string;
  readonly title: string;
  /** Absent until it has arrived, and where there is none. */
  readonly timeline?: Timeline;
  readonly problem?: string;
  /** What is not known of a life that really happened, as sentences. */
  readonly gaps?: readonly string[];
}

/** Whether a choice stays as it was taken, while the others follow the text. */
export const isTaken = (choice: string): boolean => choice === 'snapshot' || choice === 'cluster';

/** What is worked out from the state, once per change of what it depends on. */
export interface Derived {
  readonly verdict: Verdict;
  readonly drawing: Drawing;
  readonly options: DrawOptions;
}

/** The state, and how it changes: the page shows it anew with the next frame. */
export interface Store {
  readonly state: () => State;
  readonly change: (changes: Partial<State>) => void;
}

/** Speeds of play: seconds of the Pod's life in a second. */
export const SPEEDS: readonly number[] = [1, 2, 5, 10, 20, 50, 100];

/** What parts of the page can ask for. */
export interface Actions {
  readonly change: (changes: Partial<State>) => void;
  /** Puts the cursor somewhere; `keep` makes it stay. */
  readonly moveTo: (t: number, keep?: boolean) => void;
  readonly selectMark: (id: string) => void;
  readonly selectStep: (index: number) => void;
  readonly clearSelection: () => void;
  readonly reveal: (path: string) => void;
  readonly revealProblem: () => void;
  /** Opens the editor of a chip, by its id. */
  readonly edit: (chip: string) => void;
  readonly assume: (assumptions: Assumptions) => void;
  readonly tell: (story: ToldStory) => void;
  readonly step: (direction: 1 | -1) => void;
  readonly play: () => void;
  readonly zoom: (factor: number) => void;
  readonly fit: () => void;
  /** Compares with a choice of {@link Versus}; with nothing any more if undefined. */
  readonly compare: (choice: string | undefined) => void;
  readonly export: (format: Format) => void;
  /** Puts the picture on the clipboard. */
  readonly copy: () => void;
  readonly pin: () => void;
  readonly example: () => void;
}
