import { expect, test } from 'vitest';
import { ENGINE_VERSION } from '../../workers/report/version.ts';
import { packageVersion } from './version.ts';

test('page, engine and package are of one version', async () => {
  expect(await packageVersion()).toBe(ENGINE_VERSION);
});
