import { describe, expect, it } from 'vitest';
import { formatRoute, parseRoute, type Route } from './route.ts';

describe('route', () => {
  it('survives the way to the fragment and back', () => {
    const routes: Route[] = [
      { view: 'start' },
      { view: 'report' },
      { view: 'report', doc: 3, finding: 'pickle.call.process@a b!data.pkl:5fff' },
      { view: 'opcodes', program: 0, step: 6074 },
      { view: 'bytes', artifact: 12, offset: 4294967296 },
      { view: 'compare', left: 'c1', right: 'f12', section: 'tensors' },
    ];
    for (const route of routes) expect(parseRoute(formatRoute(route))).toEqual(route);
  });

  it('answers unknown views, hostile numbers and long fragments with the start', () => {
    expect(parseRoute('#constructor')).toEqual({ view: 'start' });
    expect(parseRoute('#opcodes?step=-1&program=1e9&doc=99999999999999999')).toEqual({ view: 'opcodes' });
    expect(parseRoute('#compare?left=f-1&right=x2&section=<b>')).toEqual({ view: 'compare' });
    expect(parseRoute(`#report?finding=${'x'.repeat(3000)}`)).toEqual({ view: 'start' });
  });

  it('knows a report in a link, however long it is', () => {
    expect(parseRoute('#r=1.AAAA')).toEqual({ view: 'shared' });
    expect(parseRoute(`#r=1.${'A'.repeat(2_000_000)}`)).toEqual({ view: 'shared' });
  });

  it('keeps hostile finding ids as text', () => {
    const finding = '"><script>&=#?%';
    expect(parseRoute(formatRoute({ view: 'report', finding })).finding).toBe(finding);
  });
});
