/** Pages of the Kubernetes documentation that explain more than one field: by the field that one would ask about. */

const CONCEPTS = 'https://kubernetes.io/docs/concepts';
const TASKS = 'https://kubernetes.io/docs/tasks';

/** By `Definition.field`. */
export const FIELD_PAGES: Readonly<Record<string, string>> = {
  'PodSpec.initContainers': `${CONCEPTS}/workloads/pods/init-containers/`,
  'PodSpec.ephemeralContainers': `${CONCEPTS}/workloads/pods/ephemeral-containers/`,
  'PodSpec.volumes': `${CONCEPTS}/storage/volumes/`,
  'PodSpec.restartPolicy': `${CONCEPTS}/workloads/pods/pod-lifecycle/#restart-policy`,
  'PodSpec.nodeSelector': `${CONCEPTS}/scheduling-eviction/assign-pod-node/#nodeselector`,
  'PodSpec.affinity': `${CONCEPTS}/scheduling-eviction/assign-pod-node/#affinity-and-anti-affinity`,
  'PodSpec.tolerations': `${CONCEPTS}/scheduling-eviction/taint-and-toleration/`,
  'PodSpec.topologySpreadConstraints': `${CONCEPTS}/scheduling-eviction/topology-spread-constraints/`,
  'PodSpec.imagePullSecrets': `${TASKS}/configure-pod-container/pull-image-private-registry/`,
  'PodSpec.serviceAccountName': `${TASKS}/configure-pod-container/configure-service-account/`,
  'PodSpec.priorityClassName': `${CONCEPTS}/scheduling-eviction/pod-priority-preemption/`,
  'PodSpec.runtimeClassName': `${CONCEPTS}/containers/runtime-class/`,
  'PodSpec.securityContext': `${TASKS}/configure-pod-container/security-context/`,
  'PodSpec.dnsConfig': `${CONCEPTS}/services-networking/dns-pod-service/#pod-dns-config`,
  'PodSpec.resourceClaims': `${CONCEPTS}/scheduling-eviction/dynamic-resource-allocation/`,
  'PodSpec.schedulingGates': `${CONCEPTS}/scheduling-eviction/pod-scheduling-readiness/`,
  'Container.securityContext': `${TASKS}/configure-pod-container/security-context/`,
  'Container.resources': `${CONCEPTS}/configuration/manage-resources-containers/`,
  'Container.livenessProbe': `${TASKS}/configure-pod-container/configure-liveness-readiness-startup-probes/`,
  'Container.readinessProbe': `${TASKS}/configure-pod-container/configure-liveness-readiness-startup-probes/`,
  'Container.startupProbe': `${TASKS}/configure-pod-container/configure-liveness-readiness-startup-probes/`,
  'Container.lifecycle': `${CONCEPTS}/containers/container-lifecycle-hooks/`,
  'Container.imagePullPolicy': `${CONCEPTS}/containers/images/#image-pull-policy`,
  'EnvVarSource.fieldRef': `${CONCEPTS}/workloads/pods/downward-api/`,
  'EnvVarSource.resourceFieldRef': `${CONCEPTS}/workloads/pods/downward-api/`,
  'Volume.emptyDir': `${CONCEPTS}/storage/volumes/#emptydir`,
  'Volume.hostPath': `${CONCEPTS}/storage/volumes/#hostpath`,
  'Volume.configMap': `${CONCEPTS}/storage/volumes/#configmap`,
  'Volume.secret': `${CONCEPTS}/storage/volumes/#secret`,
  'Volume.projected': `${CONCEPTS}/storage/projected-volumes/`,
  'Volume.persistentVolumeClaim': `${CONCEPTS}/storage/persistent-volumes/`,
  'Volume.ephemeral': `${CONCEPTS}/storage/ephemeral-volumes/`,
  'Volume.downwardAPI': `${CONCEPTS}/workloads/pods/downward-api/`,
};
