/** What "Open an example" opens: a Pod whose liveness probe starts to fail after half a minute. */
export const EXAMPLE = `apiVersion: v1
kind: Pod
metadata:
  name: example
spec:
  containers:
    - name: main
      image: busybox:1.36
      command: ["sh", "-c", "touch /tmp/healthy; sleep 30; rm /tmp/healthy; sleep 600"]
      livenessProbe:
        exec:
          command: ["cat", "/tmp/healthy"]
        initialDelaySeconds: 5
        periodSeconds: 5
`;
