/** The Pod as it lives in a virtual world: its containers' runs, and what probes would see of them. */
import type { ProbeStep } from '../../assumptions/assumptions.ts';
import type { Launch, Request } from '../launch.ts';
import type { ContainerWorld } from './container.ts';
import type { FileTree } from './files.ts';
import type { Listener, Process, World } from './world.ts';

/** One world with the Pod's volumes, and the containers that were started in it. */
export interface Universe {
  readonly world: World;
  readonly requests: readonly Request[];
  /** The volumes' trees here, by the ones that the manifest was read into. */
  readonly volumes: Map<FileTree, FileTree>;
  readonly lives: Life[];
  /** Paths, ports and the clock that changed since the watches were last looked at. */
  readonly dirty: Set<string>;
}

/** One run of a container. */
export interface Life {
  readonly launch: Launch;
  readonly container: ContainerWorld;
  readonly process: Process;
  /** Answers of exec probes and hooks by their command joined by spaces. */
  readonly exec: Map<string, Watch>;
  readonly listening: ListeningWatch[];
  /** What was taken for granted, in the order that it came up. */
  readonly assumed: Set<string>;
}

/** What a probe sees from time to time. */
export interface Watch {
  readonly steps: ProbeStep[];
  readonly seen: Set<string>;
  isDone: boolean;
  evaluate(): Omit<ProbeStep, 'from'>;
}

export interface ListeningWatch extends Watch {
  readonly listener: Listener;
  /** Only answers to this path; undefined for all. */
  readonly path: string | undefined;
}
