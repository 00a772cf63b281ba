/** What is typed into: a file of Pods. */

const pod = (index: number) => `apiVersion: v1
kind: Pod
metadata:
  name: shop-${index}
  labels:
    app: shop
spec:
  initContainers:
  - name: schema
    image: busybox:1.36
    command: ["sh", "-c", "until nc -z db 5432; do sleep 1; done"]
  containers:
  - name: shop
    image: nginx:1.27
    ports:
    - name: http
      containerPort: 8080
    resources:
      requests:
        cpu: 250m
        memory: "128974848"
      limits:
        cpu: "1"
        memory: 256Mi
    livenessProbe:
      httpGet:
        path: /live
        port: http
      periodSeconds: 5
    securityContext:
      runAsUser: 1000
    volumeMounts:
    - name: cache
      mountPath: /cache
  volumes:
  - name: cache
    emptyDir: {}
`;

export const podsText = (count: number): string => Array.from({ length: count }, (_, i) => pod(i)).join('---\n');

/** The line, from 0, on which the Pod in the middle of a file has a text. */
export function lineInMiddle(count: number, text: string): number {
  const lines = pod(0).split('\n');
  return (count >> 1) * lines.length + lines.findIndex((line) => line.includes(text));
}
