/** A Pod as the simulator works on it: the fields that decide its life, defaulted as the API server does. */
export interface Pod {
  readonly name: string;
  readonly namespace: string;
  /** Empty when the object carries none. */
  readonly uid: string;
  readonly nodeName: string;
  readonly hostNetwork: boolean;
  readonly priority: number;
  readonly restartPolicy: RestartPolicy;
  /** Seconds. */
  readonly terminationGracePeriodSeconds: number;
  /** Seconds. */
  readonly activeDeadlineSeconds?: number;
  /** Plain init containers and sidecars, in `spec` order. */
  readonly initContainers: readonly Container[];
  readonly containers: readonly Container[];
  readonly volumes: readonly Volume[];
  readonly imagePullSecrets: readonly ObjectReference[];
  /** Condition types. */
  readonly readinessGates: readonly string[];
  readonly runAsNonRoot?: boolean;
  readonly runAsUser?: number;
  /** The object that it was read from, for the scheduler. */
  readonly object: unknown;
}

export type RestartPolicy = 'Always' | 'OnFailure' | 'Never';

export interface Container {
  readonly name: string;
  readonly role: 'init' | 'sidecar' | 'container';
  /** Field path, such as `spec.containers[0]`. */
  readonly path: string;
  readonly image: string;
  readonly imagePullPolicy: 'Always' | 'IfNotPresent' | 'Never';
  /** The container's own policy. */
  readonly restartPolicy?: RestartPolicy;
  readonly restartPolicyRules: readonly RestartRule[];
  readonly probes: { readonly [type in ProbeName]?: Probe };
  readonly postStart?: Handler;
  readonly preStop?: Handler;
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  /** What its environment is taken from, in the order in which the kubelet reads it. */
  readonly environment: readonly ObjectReference[];
  /** Names of the volumes that it mounts. */
  readonly mounts: readonly string[];
  /** Bytes. */
  readonly memoryLimit?: number;
  /** CPUs. */
  readonly cpuLimit?: number;
  /** Of ephemeral storage. */
  readonly storageLimit?: Limit;
  readonly runAsNonRoot?: boolean;
  readonly runAsUser?: number;
}

export type ProbeName = 'startup' | 'liveness' | 'readiness';

export interface Probe {
  readonly handler: Handler;
  /** Field path. */
  readonly path: string;
  readonly initialDelaySeconds: number;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly successThreshold: number;
  readonly failureThreshold: number;
  readonly terminationGracePeriodSeconds?: number;
}

export type Handler =
  | { readonly kind: 'exec'; readonly command: readonly string[] }
  | {
      readonly kind: 'httpGet';
      readonly path: string;
      readonly port: number | string;
      readonly host: string;
      readonly scheme: string;
    }
  | { readonly kind: 'tcpSocket'; readonly port: number | string; readonly host: string }
  | { readonly kind: 'grpc'; readonly port: number; readonly service: string }
  | { readonly kind: 'sleep'; readonly seconds: number };

export interface RestartRule {
  readonly action: string;
  readonly operator: string;
  readonly values: readonly number[];
}

export interface ObjectReference {
  readonly kind: 'configmap' | 'secret' | 'persistentvolumeclaim';
  readonly name: string;
  readonly optional: boolean;
  /** Field path. */
  readonly path: string;
}

export interface Volume {
  readonly name: string;
  /** Field path. */
  readonly path: string;
  /** The objects without which it cannot be mounted. */
  readonly objects: readonly ObjectReference[];
  readonly emptyDir?: { readonly inMemory: boolean; readonly sizeLimit?: Limit };
}

/** A quantity of bytes, and as Kubernetes writes it. */
export interface Limit {
  readonly bytes: number;
  readonly text: string;
}
