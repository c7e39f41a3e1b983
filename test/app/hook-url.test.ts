import { expect, test } from 'vitest';
import { readHookUrl } from '../../src/app/hook-url.ts';

const accepted: readonly [Record<string, string>, string][] = [
  [{ PUBLIC_URL: 'https://pm.example.com' }, 'https://pm.example.com/api/github/webhooks'],
  [{ PUBLIC_URL: ' https://pm.example.com/base/ ' }, 'https://pm.example.com/base/api/github/webhooks'],
  [{ PUBLIC_URL: 'https://pm.example.com/api/github/webhooks' }, 'https://pm.example.com/api/github/webhooks'],
  [{ WEBHOOK_PROXY_URL: 'https://smee.io/AbC' }, 'https://smee.io/AbC'],
  [{ WEBHOOK_PROXY_URL: 'https://smee.io/AbC', PUBLIC_URL: 'https://pm.example.com' }, 'https://smee.io/AbC'],
  [{ PUBLIC_URL: "https://pm.example.com/it's" }, 'https://pm.example.com/it%27s/api/github/webhooks'],
];
test.each(accepted)('%o → %s', (env, hookUrl) => {
  expect(readHookUrl(env)).toEqual({ hookUrl });
});

test.each(['pm.example.com', 'ftp://pm.example.com', 'https://pm.example.com/?a=1', 'nonsense'])(
  '%s is no plain web address',
  (url) => {
    expect(readHookUrl({ PUBLIC_URL: url })).toEqual({ problem: expect.stringMatching(/^PUBLIC_URL is .* Set it to/) });
  },
);

test.each(['http://localhost:3000', 'https://127.0.0.1', 'http://[::1]:3000'])('GitHub cannot reach %s', (url) => {
  expect(readHookUrl({ PUBLIC_URL: url })).toEqual({ problem: expect.stringContaining('that GitHub cannot reach') });
});

test('nothing set, nothing known', () => {
  expect(readHookUrl({ PUBLIC_URL: '' })).toBeUndefined();
});
