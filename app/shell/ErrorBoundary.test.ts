import { describe as suite, expect, it, vi } from 'vitest';
import { describe } from './ErrorBoundary.tsx';

suite('describe', () => {
  it('keeps code positions and drops the message and addresses', () => {
    vi.stubGlobal('navigator', { userAgent: 'Test' });
    const error = new TypeError('secret-file-name.bin is not a function');
    error.stack = [
      'TypeError: secret-file-name.bin is not a function',
      '    at Verdict (file:///home/me/vitrine.html:12:3456)',
      'useThing@http://localhost/index.html:7:89',
    ].join('\n');
    const text = describe(error);
    expect(text).toBe('Vitrine: TypeError\nTest\n  Verdict 12:3456\n  useThing 7:89');
  });
});
