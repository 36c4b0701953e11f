import { describe, expect, it } from 'vitest';
import { readRefusal, refusedWay } from './try-all.ts';
import { WAYS } from './ways.ts';

const event = {
  effectiveDirective: 'connect-src',
  blockedURI: 'https://fetch.vitrine.invalid/',
  sample: '',
  disposition: 'enforce',
};

describe('readRefusal', () => {
  it('reads what the page and the worker are told', () => {
    expect(readRefusal(event)).toEqual({
      directive: 'connect-src',
      blocked: 'https://fetch.vitrine.invalid/',
      sample: '',
    });
  });

  it('takes a policy that only reports for none, and other messages for nothing', () => {
    expect(readRefusal({ ...event, disposition: 'report' })).toBeNull();
    expect(readRefusal('refused')).toBeNull();
  });
});

describe('refusedWay', () => {
  const way = (directive: string, blocked: string, sample = '') => refusedWay({ directive, blocked, sample }, WAYS);

  it('knows a way by its host, whatever the scheme', () => {
    expect(way('connect-src', 'https://fetch.vitrine.invalid/')).toBe('fetch');
    expect(way('connect-src', 'wss://w-socket.vitrine.invalid/')).toBe('w-socket');
    expect(way('connect-src', 'https://fetch.vitrine.invalid')).toBe('fetch');
  });

  it('finds the address in what Trusted Types report', () => {
    expect(
      way('require-trusted-types-for', 'trusted-types-sink', 'HTMLScriptElement src|https://script.vitrine.invalid/'),
    ).toBe('script');
  });

  it('knows the one that has no address by its rule', () => {
    expect(way('style-src-elem', 'inline')).toBe('import');
  });

  it('takes no report of something else for its own', () => {
    expect(way('connect-src', 'https://elsewhere.example/')).toBeNull();
    expect(way('script-src-elem', 'inline')).toBeNull();
  });
});
