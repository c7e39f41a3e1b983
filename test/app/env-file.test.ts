import { parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { mergeEnv } from '../../src/app/env-file.ts';
import { privateKey } from './real-server.ts';

test('what is written is read back by Node as it was', () => {
  const values = { APP_ID: '1', PRIVATE_KEY: privateKey.trim(), WEBHOOK_SECRET: 'with space # and "quotes"' };
  expect(parseEnv(mergeEnv('', values))).toEqual(values);
});

test('other lines stay, earlier values go', () => {
  const before = '# mine\nPORT=8080\n\nAPP_ID=1\nAPP_ID_OTHER=2\n\n';
  expect(mergeEnv(before, { APP_ID: '3' })).toBe('# mine\nPORT=8080\n\nAPP_ID_OTHER=2\nAPP_ID=3\n');
});
