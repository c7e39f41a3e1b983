import { expect, test } from 'vitest';
import { impersonal } from '../../src/app/impersonal.ts';

test.each([
  ['GET /repos/acme/shop/collaborators/wes/permission - 200', 'GET /repos/acme/shop/collaborators/…/permission - 200'],
  ['https://api.github.com/users/wes?per_page=1', 'https://api.github.com/users/…?per_page=1'],
  ['DELETE /repos/acme/shop/issues/7/labels/layoffs', 'DELETE /repos/acme/shop/issues/7/labels/…'],
  [
    'Validation Failed: {"value":"wes","resource":"Issue","field":"assignees","code":"invalid"}',
    'Validation Failed: {"value":"…","resource":"Issue","field":"assignees","code":"invalid"}',
  ],
  ["Could not resolve to a User with the login of 'wes'.", "Could not resolve to a User with the login of '…'."],
  ['Unexpected token \'K\', "Kunden: Meier" is not valid JSON', 'Unexpected token … is not valid JSON'],
  ['authorization: bearer abc.def', 'authorization: bearer …'],
  ['bad token ghs_16C7e42F292c6912E7710c838347Ae178B4a', 'bad token …'],
  ["Cannot read properties of undefined (reading 'number')", "Cannot read properties of undefined (reading 'number')"],
])('%s', (words, plain) => expect(impersonal(words)).toBe(plain));
