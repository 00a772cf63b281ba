import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chipsOf } from '../../../client/preview/chips/chips.ts';
import { readSeconds } from '../../../client/preview/chips/values.ts';
import { rolledOn, STORIES, successorOf, tellsRollingRestart } from '../../../client/preview/stories.ts';
import type { Assumptions } from '../../../server/src/lifecycle/assumptions/assumptions.ts';
import { readAssumptions } from '../../../server/src/lifecycle/assumptions/reader.ts';
import type { Timeline } from '../../../server/src/lifecycle/timeline.ts';
import { deleted, job, loop, oom, pending, plain } from './timelines.ts';

/** A Timeline that says what it went by, as the server's do. */
const told: Timeline = {
  ...loop,
  assumptions: {
    containers: {
      main: {
        runs: [{ exitAfter: 630, exitCode: 0 }],
        term: { ignore: true },
        exec: {
          'cat /tmp/healthy': [
            { from: 0, exit: 0 },
            { from: 30, exit: 1 },
          ],
        },
      },
    },
  },
};

const timelines = { plain, loop, job, oom, pending, deleted, told };

/** A Timeline of which the user said nothing. */
const asShown = (timeline: Timeline) => ({ timeline, inferred: timeline.assumptions ?? {}, assumptions: {} });

test('what is legal is kept, the rest is dropped', () => {
  assert.deepEqual(
    readAssumptions({
      images: { web: { pull: 3, error: 4 }, bad: 7 },
      containers: {
        main: { runs: [{ exitAfter: 2, exitCode: 1 }, 'no'], term: { ignore: 'yes' }, memory: { after: 1 } },
      },
      nodes: [{ name: 'a', allocatable: { cpu: 1, memory: '1Gi' } }, { labels: {} }],
      deleteAt: Number.NaN,
      grace: -1,
      more: true,
    }),
    {
      images: { web: { pull: 3 } },
      containers: { main: { runs: [{ exitAfter: 2, exitCode: 1 }], term: {} } },
      nodes: [{ name: 'a', allocatable: { cpu: 1, memory: '1Gi' } }],
    },
  );
});

for (const value of [undefined, null, 3, 'x', [], [1], { images: [], containers: 'x', nodes: {} }]) {
  test(`assumptions read from ${JSON.stringify(value)} are none`, () => {
    const { nodes: _, ...read } = readAssumptions(value);
    assert.deepEqual(read, {});
  });
}

for (const [name, timeline] of Object.entries(timelines)) {
  test(`stories told of ${name} are legal assumptions`, () => {
    for (const story of STORIES) {
      const assumed = story.assume(asShown(timeline));
      if (assumed !== undefined) assert.deepEqual(readAssumptions(assumed), assumed, story.id);
    }
  });

  test(`chips of ${name} edit into legal assumptions, and can be cleared`, () => {
    for (const chip of chipsOf(timeline, {})) {
      for (const text of ['7', '64Mi', 'never', ...(chip.choices ?? [])]) {
        const edited = chip.edit(text);
        if (edited === undefined) continue;
        assert.deepEqual(readAssumptions(edited), edited, `${chip.id} ${text}`);
        const again = chipsOf(timeline, edited).find(({ id }) => id === chip.id);
        assert.deepEqual(again?.clear(), {}, `${chip.id} ${text} cleared`);
      }
    }
  });
}

test('stories differ from each other', () => {
  const assumed = STORIES.map((story) => JSON.stringify(story.assume(asShown(told))));
  assert.equal(new Set(assumed).size, STORIES.length);
});

test('a Pod without probes cannot be seen to hang', () => {
  assert.equal(STORIES.find(({ id }) => id === 'hang')?.assume(asShown(plain)), undefined);
});

test('a hang keeps what was answered before', () => {
  assert.deepEqual(STORIES.find(({ id }) => id === 'hang')?.assume(asShown(told))?.containers?.main?.exec, {
    'cat /tmp/healthy': [
      { from: 0, exit: 0 },
      { from: 30, exit: 1 },
      { from: 60, delay: 3600 },
    ],
  });
});

test('a probe’s chip says from when on it fails, and changes that', () => {
  const chip = chipsOf(told, {}).find(({ label }) => label === 'exec cat /tmp/healthy fails from');
  assert.equal(chip?.value, '30 s');
  assert.deepEqual(chip.edit('50 s'), {
    containers: {
      main: {
        exec: {
          'cat /tmp/healthy': [
            { from: 0, exit: 0 },
            { from: 50, exit: 1 },
          ],
        },
      },
    },
  });
  assert.deepEqual(chip.edit('never'), {
    containers: { main: { exec: { 'cat /tmp/healthy': [{ from: 0, exit: 0 }] } } },
  });
});

test('what was told wins over what was seen', () => {
  assert.equal(chipsOf(told, {}).find(({ id }) => id === 'exit-main')?.value, '630 s');
});

test('a chip shows what happened, and the user’s value once it is set', () => {
  const value = (own: Assumptions, id: string) => chipsOf(loop, own).find((chip) => chip.id === id)?.value;
  assert.equal(value({}, 'pull'), '0.5 s');
  assert.equal(value({}, 'term-main'), 'ignored');
  assert.equal(value({}, 'exit-main'), 'never');
  assert.equal(value({ containers: { main: { term: { exitAfter: 10 } } } }, 'term-main'), 'exits after 10 s');
  assert.equal(value({ deleteAt: 90 }, 'delete'), '90 s');
});

test('editing one chip leaves the others of its container alone', () => {
  const own: Assumptions = { containers: { main: { term: { ignore: true } } } };
  const exit = chipsOf(loop, own).find(({ id }) => id === 'exit-main');
  assert.deepEqual(exit?.edit('2 s'), {
    containers: { main: { term: { ignore: true }, runs: [{ exitAfter: 2, exitCode: 0 }] } },
  });
});

for (const [text, seconds] of [
  ['2', 2],
  ['0.5 s', 0.5],
  ['1m30s', 90],
  ['1 min 30 s', 90],
  ['500ms', 0.5],
  ['2 h', 7200],
  ['', undefined],
  ['soon', undefined],
  ['2 parsecs', undefined],
  ['-1', undefined],
] as const) {
  test(`“${text}” is ${seconds} seconds`, () => assert.equal(readSeconds(text), seconds));
}

test('a rolling restart deletes the Pod when its successor is ready', () => {
  const assumptions = STORIES.find(({ id }) => id === 'roll')?.assume(asShown(plain)) ?? {};
  assert.deepEqual(assumptions, { deleteAt: 61 });
  assert.deepEqual(successorOf({ ...asShown(plain), assumptions }), { from: 60, ready: 61 });
  assert.ok(tellsRollingRestart({ ...asShown(plain), assumptions }));
  assert.ok(!tellsRollingRestart({ ...asShown(plain), assumptions: { deleteAt: 90 } }));
  assert.equal(STORIES.find(({ id }) => id === 'roll')?.assume(asShown(pending)), undefined);
});

test('the command of a hook is no probe’s, although the container has an exec probe', () => {
  const exec = { ...told.assumptions?.containers?.main?.exec, 'sleep 3': [{ from: 0, delay: 3 }] };
  const hooked = { ...told, assumptions: { containers: { main: { exec } } } };
  const labels = chipsOf(hooked, {}).map(({ label, value }) => `${label} ${value}`);
  assert.ok(labels.includes('hook sleep 3 takes 3 s'), labels.join());
  assert.ok(labels.includes('exec cat /tmp/healthy fails from 30 s'), labels.join());
});

test('the successor in a rolling restart starts as slowly as this Pod is told to', () => {
  const slow = { ...asShown(plain), assumptions: { images: { web: { pull: 30 } } } };
  const assumptions = STORIES.find(({ id }) => id === 'roll')?.assume(slow) ?? {};
  assert.deepEqual(assumptions, { images: { web: { pull: 30 } }, deleteAt: 61 });
  assert.deepEqual(successorOf({ ...slow, assumptions }), { from: 60, ready: 61 });
});

test('a rolling restart waits for the next Pod, however its start changes', () => {
  const others = { images: { web: { pull: 30 } } };
  assert.equal(rolledOn({ ...asShown(plain), assumptions: { deleteAt: 61 } }), undefined);
  assert.deepEqual(rolledOn({ ...asShown(plain), assumptions: { ...others, deleteAt: 90 } }), {
    ...others,
    deleteAt: 61,
  });
  // Deleted too early to become ready: without the deletion it will tell when it is.
  assert.deepEqual(rolledOn({ ...asShown(pending), assumptions: { ...others, deleteAt: 61 } }), others);
  assert.equal(rolledOn({ ...asShown(pending), assumptions: others }), undefined);
});
