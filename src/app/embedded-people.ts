/** Who can be chosen on the embedded GitHub's page. */
export const people = [
  { login: 'ann', role: 'admin' },
  { login: 'moe', role: 'maintain' },
  { login: 'wes', role: 'write' },
  { login: 'tia', role: 'triage' },
  { login: 'ron', role: 'read' },
  { login: 'zoe', role: 'visitor' },
];
