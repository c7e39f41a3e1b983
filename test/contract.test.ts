import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { Exchange } from '../src/emulator/exchange.ts';
import { schema as sdl } from '../src/emulator/schema.generated.ts';
import * as queries from '../src/github/queries.ts';
import { asRecord, hooks, strict } from './contract/slices.ts';
import { createContract } from './contract.ts';

/** By operation, as in `post /repos/{owner}/{repo}/issues`: GitHub's own examples. */
const examples: Readonly<
  Record<string, { readonly requests: readonly unknown[]; readonly responses: Readonly<Record<string, unknown[]>> }>
> = JSON.parse(readFileSync(new URL('../fixtures/github/examples.json', import.meta.url), 'utf8'));

/** GitHub's examples that do not fit GitHub's own description, and why. */
const faulty: Readonly<Record<string, string>> = {
  'get /meta': 'the fingerprints are numbers',
  'get /repos/{owner}/{repo}': 'no `language`',
  'get /repos/{owner}/{repo}/collaborators/{username}/permission': 'the user has no `role_name`',
  'post /app/hook/deliveries/{delivery_id}/attempts': 'null instead of an object',
};

describe('the slices', () => {
  const people = readFileSync(new URL('../fixtures/people.graphql', import.meta.url), 'utf8');
  const reactions = [
    { content: 'ROCKET', add: true },
    { content: 'CONFUSED', add: false },
  ];
  const operations = Object.entries(queries).map(([name, query]) => ({
    name,
    text: typeof query === 'function' ? query(reactions) : query,
  }));

  it.each([...operations, { name: 'fixtures/people.graphql', text: people }])(
    'hold what $name asks for',
    ({ text }) => {
      const problems = validate(buildSchema(sdl), parse(text)).map((error) => error.message);
      expect(problems, 'src/emulator/schema.generated.ts is out of date: npm run contract').toEqual([]);
    },
  );

  it.each(Object.entries(examples))("pass GitHub's examples of %s", (operation, { requests, responses }) => {
    const contract = createContract();
    const [method = '', template = ''] = operation.split(' ');
    const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => (/_(id|number)$/.test(name) ? '1' : name));
    for (const [status, bodies] of Object.entries(responses)) {
      for (const responseBody of bodies) {
        contract.check(
          rest({ method: method.toUpperCase(), path, status: Number(status), requestBody: requests[0], responseBody }),
        );
      }
    }
    const { problems } = contract;
    if (operation in faulty) expect(problems).not.toEqual([]);
    else expect(problems).toEqual([]);
  });

  it.each(Object.keys(hooks.webhooks))('describe the webhook %s', (name) => {
    expect(() => strict({ $ref: `hooks#/webhooks/${name}/schema` })).not.toThrow();
  });
});

describe('the contract with REST', () => {
  const path = '/repos/acme/shop/issues/7';
  const issue = example('get /repos/{owner}/{repo}/issues/{issue_number}');
  const rows: readonly (readonly [string, Partial<Exchange>, string[]])[] = [
    ['passes what GitHub does', { path, responseBody: issue }, []],
    ['passes a prefix as on GitHub Enterprise', { path: `/api/v3${path}`, responseBody: issue }, []],
    ['passes a parameter of the query', { path: `${path}/comments?per_page=100`, responseBody: [] }, []],
    ['passes an answer that says why', { path, status: 404, responseBody: { message: 'Not Found' } }, []],
    ['passes a proxy that says nothing', { path, status: 502, responseBody: 'Bad Gateway' }, []],
    [
      'reports a value of another type',
      { path, responseBody: { ...issue, labels: [{ name: 'incident', color: 7 }] } },
      ['GET /repos/{owner}/{repo}/issues/{issue_number} response 200: /labels/0/color must be string,null'],
    ],
    [
      'reports a property that is missing',
      { path, responseBody: { ...issue, user: undefined } },
      ['GET /repos/{owner}/{repo}/issues/{issue_number} response 200: /user is missing'],
    ],
    [
      'reports a made-up property of an answer',
      { path, responseBody: { ...issue, is_incident: true } },
      ['GET /repos/{owner}/{repo}/issues/{issue_number} response 200: /is_incident is unknown to GitHub'],
    ],
    [
      'reports an unknown property of a request',
      { method: 'PATCH', path, requestBody: { stat: 'closed' }, responseBody: issue },
      ['PATCH /repos/{owner}/{repo}/issues/{issue_number} request: /stat is unknown to GitHub'],
    ],
    [
      'reports a value that GitHub would refuse',
      { method: 'PATCH', path, requestBody: { state: 'done' }, responseBody: issue },
      ['PATCH /repos/{owner}/{repo}/issues/{issue_number} request: /state must be one of ["open","closed"]'],
    ],
    [
      'reports a request without its body',
      { method: 'POST', path: `${path}/comments`, status: 422, responseBody: { message: 'No', documentation_url: '' } },
      ['POST /repos/{owner}/{repo}/issues/{issue_number}/comments request: must have a body'],
    ],
    [
      'reports an unknown parameter',
      { path: `${path}/comments?perpage=100`, responseBody: [] },
      ['GET /repos/{owner}/{repo}/issues/{issue_number}/comments request: /query/perpage is unknown to GitHub'],
    ],
    [
      'reports a parameter that is no number',
      { path: '/repos/acme/shop/issues/seven', responseBody: issue },
      ['GET /repos/{owner}/{repo}/issues/{issue_number} request: /path/issue_number must be integer'],
    ],
    [
      'reports a status that GitHub does not answer',
      { path: `${path}/comments`, status: 201, responseBody: [] },
      ['GET /repos/{owner}/{repo}/issues/{issue_number}/comments response 201: GitHub answers 200, 404, 410'],
    ],
    [
      'reports a body where there is none',
      { method: 'DELETE', path: '/repos/acme/shop/labels/x', status: 204, responseBody: issue },
      ['DELETE /repos/{owner}/{repo}/labels/{name} response 204: must not have a body'],
    ],
    [
      'reports an error that does not say why',
      { path, status: 404, responseBody: {} },
      ['GET /repos/{owner}/{repo}/issues/{issue_number} response 404: /message is missing'],
    ],
    ['reports an unknown path', { path: '/gists' }, ['GET /gists: not among the operations of fixtures/slice.mjs']],
    [
      'reports what the app asks and nobody emulates',
      { path: `${path}/timeline`, status: 501, responseBody: { message: 'Not emulated' } },
      [`GET ${path}/timeline: the embedded GitHub does not emulate it`],
    ],
    ['lets a person ask for what is not emulated', { actor: 'person', path: '/gists', status: 501 }, []],
    [
      'lets a person be refused',
      {
        actor: 'person',
        method: 'PATCH',
        path,
        status: 422,
        requestBody: { stat: 1 },
        responseBody: { message: '', documentation_url: '' },
      },
      [],
    ],
  ];

  it.each(rows)('%s', (_, exchange, problems) => expect(problemsOf(rest(exchange))).toEqual(problems));
});

describe('the contract with GraphQL', () => {
  const query = 'query Number($n: Int!) { repository(owner: "a", name: "b") { issue(number: $n) { fullDatabaseId } } }';
  const data = { repository: { issue: { fullDatabaseId: '7' } } };
  const rows: readonly (readonly [string, unknown, unknown, string[]])[] = [
    ['passes what GitHub does', { query, variables: { n: 7 } }, { data }, []],
    ['passes an error of GitHub', { query, variables: { n: 7 } }, { data: null, errors: [{ message: 'no' }] }, []],
    [
      'reports a field that does not exist',
      { query: 'query Cause { viewer { rootCause } }' },
      { data: {} },
      ['GraphQL query Cause request: Cannot query field "rootCause" on type "User".'],
    ],
    [
      'reports a variable of another type',
      { query, variables: { n: '7' } },
      { data },
      [
        'GraphQL query Number request: Variable "$n" got invalid value "7"; Int cannot represent non-integer value: "7"',
      ],
    ],
    [
      'reports a number where GitHub writes text',
      { query, variables: { n: 7 } },
      { data: { repository: { issue: { fullDatabaseId: 7 } } } },
      ['GraphQL query Number response: repository/issue/fullDatabaseId: BigInt cannot be 7'],
    ],
    [
      'reports an answer without anything',
      { query, variables: { n: 7 } },
      {},
      ['GraphQL query Number response: must have data or errors'],
    ],
    ['reports what cannot be read', { query: '{' }, {}, ['GraphQL request: Syntax Error: Expected Name, found <EOF>.']],
  ];

  it.each(rows)('%s', (_, requestBody, responseBody, problems) => {
    const exchange = rest({ kind: 'graphql', method: 'POST', path: '/graphql', requestBody, responseBody });
    expect(problemsOf(exchange)).toEqual(problems);
  });
});

describe('the contract with webhooks', () => {
  const issue = example('get /repos/{owner}/{repo}/issues/{issue_number}');
  const payload = {
    action: 'sub_issue_added',
    sub_issue_id: 1,
    sub_issue: issue,
    sub_issue_repo: { ...example('get /repos/{owner}/{repo}'), language: null, source: undefined },
    parent_issue_id: 2,
    parent_issue: issue,
    installation: { id: 1, node_id: 'x' },
  };
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/1234567',
    'x-github-delivery': '0b989ba4-242f-11e5-81e1-c7b6966d2516',
    'x-github-event': 'sub_issues',
    'x-github-hook-id': '1',
    'x-github-hook-installation-target-id': '1',
    'x-github-hook-installation-target-type': 'integration',
    'x-hub-signature-256': `sha256=${'0'.repeat(64)}`,
  };
  const rows: readonly (readonly [string, Partial<Exchange>, string[]])[] = [
    ['passes what GitHub does', {}, []],
    [
      'reports a payload of another shape',
      { requestBody: { ...payload, parent_issue_id: 'two' } },
      ['webhook sub_issues.sub_issue_added: /parent_issue_id must be number'],
    ],
    [
      'reports a made-up property',
      { requestBody: { ...payload, incident: true } },
      ['webhook sub_issues.sub_issue_added: /incident is unknown to GitHub'],
    ],
    [
      'reports an installation that is missing',
      { requestBody: { ...payload, installation: undefined } },
      ['webhook sub_issues.sub_issue_added: /installation/id must be number'],
    ],
    [
      'reports an event that it does not know',
      { requestBody: { ...payload, action: 'adopted' } },
      ['webhook sub_issues.adopted: not among the webhooks of fixtures/slice.mjs'],
    ],
    [
      'reports headers that are missing or wrong',
      {
        headers: { ...headers, 'x-hub-signature-256': 'sha1=00', 'x-github-delivery': '1', 'x-github-event': 'issues' },
      },
      [
        'webhook sub_issues.sub_issue_added: header x-github-event cannot be "issues"',
        'webhook sub_issues.sub_issue_added: header x-github-delivery cannot be "1"',
        'webhook sub_issues.sub_issue_added: header x-hub-signature-256 cannot be "sha1=00"',
      ],
    ],
  ];

  it.each(rows)('%s', (_, exchange, problems) => {
    const delivery = { kind: 'webhook', method: 'POST', event: 'sub_issues', headers, requestBody: payload } as const;
    expect(problemsOf(rest({ ...delivery, ...exchange }))).toEqual(problems);
  });
});

function rest(exchange: Partial<Exchange>): Exchange {
  return {
    kind: 'rest',
    actor: 'app',
    method: 'GET',
    path: '/',
    status: 200,
    requestBody: undefined,
    responseBody: undefined,
    ...exchange,
  };
}

function problemsOf(exchange: Exchange): readonly string[] {
  const contract = createContract();
  contract.check(exchange);
  return contract.problems;
}

/** GitHub's first example of what an operation answers. */
function example(operation: string): Record<string, unknown> {
  return asRecord(examples[operation]?.responses[200]?.[0]);
}
