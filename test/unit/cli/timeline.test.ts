import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timelineCommand } from '../../../server/src/cli/timeline.ts';
import { memoryIo } from '../../support/memory-io.ts';

/** What the command prints of a manifest at noon on 25 November 2026, from the line that begins so. */
async function printed(manifest: string, from: string, ...options: string[]): Promise<string> {
  const io = memoryIo({ 'web.yaml': manifest });
  assert.equal(await timelineCommand(['web.yaml', ...options], io), 0, io.stderr());
  return io.stdout().slice(io.stdout().indexOf(from));
}

const template = (command: string, indent: string): string =>
  `
template:
  spec:
    restartPolicy: Never
    containers:
      - { name: main, image: busybox, command: [sh, -c, "${command}"] }`.replaceAll('\n', `\n${indent}`);

test('Of a Job its Pods and its own Events are listed', async () => {
  const job = `
apiVersion: batch/v1
kind: Job
metadata: { name: report }
spec:
  completionMode: Indexed
  completions: 2
  parallelism: 2
  backoffLimitPerIndex: 0${template('sleep 2; exit $JOB_COMPLETION_INDEX', '  ')}`;
  assert.equal(
    await printed(job, 'Job:'),
    `Job: Failed at 4.7s (Job has failed indexes)
  Pod              Index   Created   Ended   Phase       Restarts   Exit codes
  report-0-xxxxx   0       0s        3.7s    Succeeded   0          0
  report-1-xxxxx   1       0s        3.7s    Failed      0          1

  Time   Type      Reason             From             Message
  0s     Normal    SuccessfulCreate   job-controller   Created pod: report-0-xxxxx
  0s     Normal    SuccessfulCreate   job-controller   Created pod: report-1-xxxxx
  4.7s   Warning   FailedIndexes      job-controller   Job has failed indexes
`,
  );
});

test('Of a CronJob its Jobs are listed, and when it is due', async () => {
  const cronJob = `
apiVersion: batch/v1
kind: CronJob
metadata: { name: hello }
spec:
  schedule: "*/5 * * * *"
  jobTemplate:
    spec:${template('sleep 2', '      ')}`;
  assert.equal(
    await printed(cronJob, 'CronJob:', '--until', '302'),
    `CronJob: 0s is 2026-11-25T12:05:00Z; due again at 2026-11-25T12:15:00Z, 2026-11-25T12:20:00Z, 2026-11-25T12:25:00Z
  Job              Due    Created   Ended   Condition   Deleted
  hello-29926805   0s     0s        4.7s    Complete
  hello-29926810   300s   300s

  Time   Type     Reason             From                 Message
  0s     Normal   SuccessfulCreate   cronjob-controller   Created job hello-29926805
  4.7s   Normal   SawCompletedJob    cronjob-controller   Saw completed job: hello-29926805, condition: Complete
  300s   Normal   SuccessfulCreate   cronjob-controller   Created job hello-29926810
`,
  );
});

test('As records, the Events about a Job stand among the steps of its Pod', async () => {
  const job = `
apiVersion: batch/v1
kind: Job
metadata: { name: report }
spec:${template('sleep 2', '  ')}`;
  const records = (await printed(job, '{', '--format', 'jsonl'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(records[0], {
    t: 0,
    kind: 'event',
    about: 'Job',
    type: 'Normal',
    reason: 'SuccessfulCreate',
    from: 'job-controller',
    message: 'Created pod: report-xxxxx',
    why: { text: 'The Job begins.', fields: ['spec.backoffLimit'] },
  });
  assert.deepEqual(records.at(-1)?.reason, 'Completed');
});

test('The Pod of a StatefulSet has its number in its name, which scripts ask for', async () => {
  const set = `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  serviceName: db
  ordinals: { start: 3 }
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec:
      containers:
        - { name: main, image: bash, command: [bash, -c, '[[ $HOSTNAME =~ -([0-9]+)$ ]] && sleep \${BASH_REMATCH[1]}m'] }`;
  assert.match(
    await printed(set, 'NAME', '--until', '60'),
    /^NAME +READY +STATUS +RESTARTS +AGE\ndb-3 +1\/1 +Running +0 /,
  );
});
