import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import type { Step } from '../../../server/src/lifecycle/steps.ts';
import { getPodLanguageService } from '../../../server/src/service.ts';

const folder = path.resolve(import.meta.dirname, '../../../examples');
const service = getPodLanguageService({ loadDocs: async () => '{}' });
const settings = { version: '1.37' } as const;
const files = readdirSync(folder);
const BROKEN = '90-broken.yaml';

function read(file: string) {
  return service.parse(readFileSync(path.join(folder, file), 'utf8'));
}

/** The steps of the Pod of an example, in a sentence each. */
function story(file: string): string[] {
  const result = service.getTimeline(
    read(file),
    { line: 5, character: 0 },
    { ...settings, static: file.includes('static') },
  );
  assert.equal(result.kind, 'timeline', file);
  return result.timeline.steps.map(sentence);
}

function sentence(step: Step): string {
  if (step.kind === 'event') return `${step.reason} ${step.container ?? ''}`.trim();
  if (step.kind === 'exit') return `exit ${step.container} ${step.reason} ${step.exitCode}`;
  if (step.kind === 'start') return `start ${step.container} ${step.run}`;
  if (step.kind === 'phase') return `phase ${step.phase}`;
  return step.kind;
}

describe('examples', () => {
  for (const file of files.filter((name) => name !== BROKEN)) {
    test(`${file} says what to look at, and is valid`, () => {
      assert.match(readFileSync(path.join(folder, file), 'utf8'), /^# /);
      const errors = service.getDiagnostics(read(file), settings).filter(({ severity }) => severity === 1);
      assert.deepEqual(errors, []);
    });
  }

  test('each problem of the broken one has a fix', () => {
    const file = read(BROKEN);
    const problems = service.getDiagnostics(file, settings);
    const fixes = problems.map(({ message, range }) => [message, service.getFixes(file, range, settings).length > 0]);
    assert.ok(problems.length >= 5);
    assert.deepEqual(
      fixes.filter(([, fixed]) => !fixed),
      [],
    );
  });

  test('the failing exec probe ends in a restart after three failures', () => {
    const steps = story('12-exec-probe.yaml');
    const restart = steps.indexOf('start forgetful 1');
    assert.ok(restart > 0, steps.join('\n'));
    assert.equal(steps.slice(0, restart).filter((step) => step === 'Unhealthy forgetful').length, 3);
    assert.ok(steps.indexOf('Killing forgetful') < restart);
  });

  test('300M in a limit of 96Mi is killed, again and again', () => {
    const steps = story('06-memory-killed.yaml');
    assert.ok(steps.filter((step) => step === 'exit greedy OOMKilled 137').length >= 3, steps.join('\n'));
    assert.ok(steps.includes('BackOff greedy'), steps.join('\n'));
  });

  test('180M in a limit of 256Mi is not', () => {
    assert.ok(!story('05-memory-fits.yaml').some((step) => step.startsWith('exit')));
  });

  test('1500Gi fit on no node', () => {
    const steps = story('07-memory-pending.yaml');
    assert.ok(steps.includes('FailedScheduling'), steps.join('\n'));
    assert.ok(!steps.some((step) => step.startsWith('start')));
  });

  test('the init container ends before the web server starts', () => {
    const steps = story('09-init-container.yaml');
    const ended = steps.indexOf('exit render Completed 0');
    assert.ok(ended > 0 && ended < steps.indexOf('start web 0'), steps.join('\n'));
  });

  test('the report of the CronJob is completed', () => {
    assert.ok(story('20-cronjob.yaml').includes('phase Succeeded'));
  });
});
