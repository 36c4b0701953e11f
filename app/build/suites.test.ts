import { describe, expect, it } from 'vitest';
import { cargoTally, playwrightTally, vitestTally } from './suites.mjs';

describe('cargoTally', () => {
  it('sums over the test binaries and keeps what failed tests said', () => {
    const output = `running 3 tests
test a ... ok
test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s

running 2 tests
failures:

---- machine::stops stdout ----
thread 'machine::stops' panicked at src/x.rs:3:5:
assertion failed

failures:
    machine::stops

test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.02s
`;
    const tally = cargoTally(output);
    expect([tally.passed, tally.failed]).toEqual([3, 1]);
    expect(tally.failures).toHaveLength(1);
    expect(tally.failures[0]).toContain('src/x.rs:3:5');
  });
});

describe('vitestTally', () => {
  it('counts a file that could not be loaded', () => {
    const test = (status: string) => ({ status, fullName: 'a b', failureMessages: ['expected 1'] });
    const tally = vitestTally({
      testResults: [
        { name: 'a.test.ts', status: 'failed', message: '', assertionResults: [test('passed'), test('failed')] },
        { name: 'b.test.ts', status: 'failed', message: 'cannot import', assertionResults: [] },
        { name: 'c.test.ts', status: 'passed', message: '', assertionResults: [test('passed'), test('skipped')] },
      ],
    });
    expect([tally.passed, tally.failed]).toEqual([2, 2]);
    expect(tally.failures.join('\n')).toContain('cannot import');
  });

  it('counts nothing when there is no report', () => {
    expect(vitestTally(null)).toEqual({ passed: 0, failed: 0, failures: [] });
  });
});

describe('playwrightTally', () => {
  it('counts per project, and errors outside tests', () => {
    const run = (projectName: string, status: string) => ({
      projectName,
      status,
      results: [{ errors: status === 'unexpected' ? [{ message: 'a request was made' }] : [] }],
    });
    const spec = { title: 'is silent', file: 'a.spec.ts', tests: [run('file', 'expected'), run('http', 'unexpected')] };
    const tally = playwrightTally({ suites: [{ suites: [{ specs: [spec] }] }], errors: [{ message: 'no server' }] });
    expect([tally.passed, tally.failed]).toEqual([1, 2]);
    expect(tally.failures.join('\n')).toContain('[http] › is silent');
  });
});
