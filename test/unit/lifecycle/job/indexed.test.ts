import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatIndexes, parseIndexes } from '../../../../server/src/lifecycle/job/indexes.ts';
import type { JobCourse } from '../../../../server/src/lifecycle/timeline.ts';
import { courseOf, ends, followJob, told } from './follow.ts';

/** Index, second of creation and outcome of each Pod. */
const podsOf = ({ pods }: JobCourse) =>
  pods.map(({ completionIndex, created, phase }) => `${completionIndex} ${Math.round(created)} ${phase}`);

const INDEXED = 'completionMode: Indexed\ncompletions: 3\nparallelism: 3\n';

test('Each Pod has its index in its name, and in the variable that its command reads', () => {
  const course = courseOf(followJob(INDEXED, { command: 'sleep 2; exit $((JOB_COMPLETION_INDEX % 2))', until: 16 }));
  assert.deepEqual(podsOf(course), ['0 0 Succeeded', '1 0 Failed', '2 0 Succeeded', '1 5 Failed']);
  assert.deepEqual(
    course.pods.map(({ name }) => name),
    ['job-0-xxxxx', 'job-1-xxxxx', 'job-2-xxxxx', 'job-1-xxxxx'],
  );
});

test('With backoffLimitPerIndex an index fails by itself, after a back-off of its own', () => {
  const spec = `${INDEXED}backoffLimitPerIndex: 1`;
  const course = courseOf(
    followJob(spec, { command: 'sleep $((2 + JOB_COMPLETION_INDEX)); exit $((JOB_COMPLETION_INDEX % 2))' }),
  );
  assert.deepEqual(podsOf(course), ['0 0 Succeeded', '1 0 Failed', '2 0 Succeeded', '1 13 Failed']);
  assert.deepEqual(told(course.events).at(-1), '18.3 FailedIndexes Job has failed indexes');
  assert.match(course.events.at(-1)?.why.text ?? '', /these have failed: 1\./);
});

test('When more indexes have failed than maxFailedIndexes allows, the others are stopped', () => {
  const spec = `${INDEXED}backoffLimitPerIndex: 0\nmaxFailedIndexes: 0`;
  const course = courseOf(followJob(spec, { command: '[ $JOB_COMPLETION_INDEX = 1 ] && exit 1; exec sleep 100' }));
  assert.equal(course.end?.reason, 'MaxFailedIndexesExceeded');
  assert.deepEqual(
    course.events.slice(3, 5).map(({ message }) => message),
    ['Deleted pod: job-0-xxxxx', 'Deleted pod: job-2-xxxxx'],
  );
});

test('FailIndex fails an index before its limit, and Ignore does not count', () => {
  const rule = (action: string) =>
    `${INDEXED}backoffLimitPerIndex: 1\npodFailurePolicy: { rules: [{ action: ${action}, onExitCodes: { operator: In, values: [42] } }] }`;
  const command = '[ $JOB_COMPLETION_INDEX = 0 ] && exit 42; exit 0';
  const ofFirst = (action: string) =>
    courseOf(followJob(rule(action), { command, until: 100 })).pods.filter(
      ({ completionIndex }) => completionIndex === 0,
    );
  assert.equal(ofFirst('FailIndex').length, 1);
  assert.equal(ofFirst('Count').length, 2);
  // 10, 20, 40 s: it goes on for ever.
  assert.equal(ofFirst('Ignore').length, 4);
});

test('A successPolicy that is met ends the Job, and stops who still works', () => {
  const spec = `${INDEXED}successPolicy: { rules: [{ succeededIndexes: "2" }, { succeededIndexes: "0-1", succeededCount: 1 }] }`;
  const course = courseOf(followJob(spec, { command: '[ $JOB_COMPLETION_INDEX = 1 ] || exec sleep 100; sleep 2' }));
  assert.deepEqual([course.end?.type, course.end?.message], ['Complete', 'Matched rules at index 1']);
  assert.deepEqual(
    course.events.slice(3).map(({ reason }) => reason),
    ['SuccessfulDelete', 'SuccessfulDelete', 'Completed'],
  );
});

test('Runs that are given follow on within each index', () => {
  const course = courseOf(followJob(INDEXED, { assumptions: ends(1, 0) }));
  assert.deepEqual(
    course.pods.map(({ completionIndex, phase }) => `${completionIndex} ${phase}`),
    ['0 Failed', '1 Failed', '2 Failed', '0 Succeeded', '1 Succeeded', '2 Succeeded'],
  );
});

test('Indexes are read and written as the API has them', () => {
  assert.deepEqual(parseIndexes('1,3-5,9', 5), [1, 3, 4]);
  assert.deepEqual(parseIndexes('x,2-1,', 5), []);
  assert.equal(formatIndexes(new Set([4, 0, 1, 2, 6, 7])), '0-2,4,6,7');
});

test('Commands of very many indexes are followed up to a bound, which is told', () => {
  const spec = 'completionMode: Indexed\ncompletions: 60\nparallelism: 60';
  const command = 'i=0; while [ $i -lt 2000 ]; do i=$((i+1)); done; echo $JOB_COMPLETION_INDEX';
  const life = followJob(spec, { command, until: 10 });
  assert.equal(courseOf(life).pods.length, 60);
  assert.match(life.assumed.map(({ text }) => text).join('\n'), /followed for the first \d+ completion indexes/);
});
