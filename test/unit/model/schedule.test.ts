import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { nextRuns, onTheWall, parseSchedule } from '../../../server/src/model/schedule.ts';

function next(schedule: string, after: string, zone = 'UTC', count = 3): string[] {
  const parsed = parseSchedule(schedule);
  assert.ok(parsed, schedule);
  return nextRuns(parsed, Date.parse(after), zone, count).map((run) => new Date(run).toISOString().slice(0, 16));
}

describe('the next runs of a schedule', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['*/20 * * * *', '2026-11-24T10:20:30Z', ['2026-11-24T10:40', '2026-11-24T11:00', '2026-11-24T11:20']],
    ['0 3 * * *', '2026-12-30T03:00:00Z', ['2026-12-31T03:00', '2027-01-01T03:00', '2027-01-02T03:00']],
    ['@weekly', '2026-11-24T10:00:00Z', ['2026-11-29T00:00', '2026-12-06T00:00', '2026-12-13T00:00']],
    ['30 8 * * MON-FRI', '2026-11-27T09:00:00Z', ['2026-11-30T08:30', '2026-12-01T08:30', '2026-12-02T08:30']],
    ['0 0 13 * fri', '2026-11-24T10:00:00Z', ['2026-11-27T00:00', '2026-12-04T00:00', '2026-12-11T00:00']],
    ['0 0 29 2 *', '2026-11-24T10:00:00Z', ['2028-02-29T00:00']],
    ['0 0 30 2 *', '2026-11-24T10:00:00Z', []],
    ['10/25 4 1 jan,jul ?', '2026-11-24T10:00:00Z', ['2027-01-01T04:10', '2027-01-01T04:35', '2027-07-01T04:10']],
  ];
  for (const [schedule, after, runs] of cases) test(schedule, () => assert.deepEqual(next(schedule, after), runs));

  test('by the clock of a time zone', () => {
    assert.deepEqual(next('0 3 * * *', '2026-11-24T10:00:00Z', 'Asia/Tokyo', 1), ['2026-11-24T18:00']);
    assert.deepEqual(next('0 3 * * *', '2026-07-01T10:00:00Z', 'Europe/Berlin', 1), ['2026-07-02T01:00']);
    assert.deepEqual(next('0 3 * * *', '2026-07-01T10:00:00Z', 'Nowhere/Land', 1), []);
  });
  test('not in the hour that is left out when clocks go forward', () => {
    assert.deepEqual(next('30 2 * * *', '2026-03-28T12:00:00Z', 'Europe/Berlin', 1), ['2026-03-30T00:30']);
  });
  test('twice in the hour that is repeated when clocks go back', () => {
    const twice = ['2026-10-25T00:30', '2026-10-25T01:30', '2026-10-26T01:30'];
    assert.deepEqual(next('30 2 * * *', '2026-10-24T12:00:00Z', 'Europe/Berlin'), twice);
  });
  test('none of what is no schedule, or has no fixed times', () => {
    for (const text of ['', '@every 5m', '@reboot', '60 * * * *', '* * * *', '5-1 * * * *', '*/0 * * * *', 'a b c d e'])
      assert.equal(parseSchedule(text), undefined, text);
  });
});

test('an instant as the clock on the wall shows it', () => {
  assert.equal(onTheWall(Date.parse('2026-11-24T18:00:00Z'), 'Asia/Tokyo'), 'Wed 25 Nov 2026 03:00');
});
