import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { meaningsOf, namedBy } from '../../../src/postmortem/document/meaning.ts';
import { sectionByHeading, sections } from '../../../src/postmortem/document/sections.ts';

function meant(heading: string): string {
  return meaningsOf(heading)
    .map(({ id, certainty }) => (certainty === 'hint' || certainty === 'loose' ? `${id}?` : id))
    .join(' ');
}

describe('a heading that means no section', () => {
  test.each([
    '',
    '###',
    '(((((',
    'Incident report',
    'Post-incident review',
    'Status',
    'Authors',
    'Contents',
    'Background',
    'How to resolve an incident',
    'Fix the parser of dates',
    'Impact of the new prices on sales of shoes',
    'API gateway time-outs',
    'Why we chose Postgres',
    'Open questions',
    '2026-03-01',
    '報告書',
    'x'.repeat(100_000),
  ])('%.40s', (heading) => {
    expect(meant(heading)).toBe('');
  });
});

describe('a heading that means a section', () => {
  test.each([
    ['Executive summary', 'summary'],
    ['TL;DR', 'summary'],
    ['Overview of the incident', 'summary'],
    ['What happened?', 'summary?'],
    ['The problem', 'summary?'],
    ['We are sorry', 'apology'],
    ['Customer impact', 'impact'],
    ['Who was affected, and how?', 'impact'],
    ['Blast radius', 'impact'],
    ['Impact & severity', 'impact'],
    ['Timeline (all times in CET)', 'timeline'],
    ['Sequence of events', 'timeline'],
    ['Timeline: 3 March', 'timeline'],
    ['Appendix B: Timeline', 'timeline'],
    ['A short, strange timeline', 'timeline?'],
    ['Root cause(s)', 'factors'],
    ['Root Cause Analysis (5 Whys)', 'factors'],
    ['Contributing factors', 'factors'],
    ['What were the underlying reasons?', 'factors'],
    ['Why did it happen', 'factors'],
    ['5 Whys', 'factors?'],
    ['Trigger', 'factors?'],
    ['Fault', 'factors?'],
    ['Our theory (root cause)', 'factors'],
    ['Mitigation and resolution', 'resolution'],
    ['How we fixed it', 'resolution'],
    ['Actions taken', 'resolution'],
    ['Recovery', 'resolution'],
    ['Response', 'resolution?'],
    ['Action items', 'measures'],
    ['Follow-up issues', 'measures'],
    ['Corrective and preventive actions', 'measures'],
    ['Detection improvements', 'measures'],
    ['How will we prevent this from happening again?', 'measures'],
    ['What are we doing differently', 'measures'],
    ['Long-term fix', 'measures'],
    ['Next steps', 'measures'],
    ['Lessons learnt', 'lessons'],
    ['What did we learn?', 'lessons'],
    ['What went well', 'lessons?'],
    ['Where we got lucky', 'lessons?'],
    ['Detection', 'detection'],
    ['How was it noticed?', 'detection'],
    ['Status page', 'communications'],
    ['Internal communication', 'communications'],
    ['Supporting documents', 'artifacts'],
    ['Related issues', 'artifacts'],
    ['Root cause and resolution', 'factors resolution'],
    ['Fix & prevention', 'resolution measures'],
    ['Detection and process improvements', 'measures'],
    ['Plain language summary', 'summary'],
  ])('%s', (heading, ids) => {
    expect(meant(heading)).toBe(ids);
  });
});

describe('in other languages', () => {
  test.each([
    ['障害の概要', 'summary'],
    ['影響範囲', 'impact'],
    ['発生原因', 'factors'],
    ['対応内容', 'resolution'],
    ['再発防止策', 'measures'],
    ['タイムライン', 'timeline'],
    ['事件经过', 'timeline'],
    ['根本原因', 'factors'],
    ['改进措施', 'measures'],
    ['경과', 'timeline'],
    ['재발 방지 대책', 'measures'],
    ['Resumen ejecutivo', 'summary'],
    ['Was ist passiert?', 'summary?'],
    ['¿Qué pasó?', 'summary?'],
    ['何が起こったか', 'summary?'],
    ["Plan d'actions", 'measures'],
    ['原因（Root Cause）', 'factors'],
    ['Cronología', 'timeline'],
    ['Causa raíz', 'factors'],
    ['Acciones correctivas', 'measures'],
    ['Lições aprendidas', 'lessons'],
    ['Impacto nos usuários', 'impact'],
    ['Próximos passos', 'measures'],
    ['Résumé', 'summary'],
    ['Cause racine', 'factors'],
    ['Zusammenfassung', 'summary'],
    ['Zeitlicher Ablauf', 'timeline'],
    ['Maßnahmen', 'measures'],
    ['Auswirkungen auf Kunden', 'impact'],
    ['Хронология событий', 'timeline'],
    ['Причины сбоя', 'factors'],
  ])('%s', (heading, id) => {
    expect(meant(heading)).toBe(id);
  });
});

test('a configured name comes first', () => {
  const named = namedBy({ impact: ['Who hurt', 'Summary of pain'], measures: ['Homework:'] });
  expect(meaningsOf('## 2. WHO HURT', named)).toEqual([{ id: 'impact', certainty: 'own' }]);
  expect(meaningsOf('Homework', named)).toEqual([{ id: 'measures', certainty: 'own' }]);
  expect(meaningsOf('Hurt who', named)).toEqual([]);
});

test('every section is meant by its own heading', () => {
  for (const { id, heading } of sections) expect(sectionByHeading(heading)).toBe(id);
});

test('what decorates a heading does not change what it means', () => {
  const before = [
    (text: string) => text,
    (text: string) => `1. ${text}`,
    (text: string) => `2.3) ${text}`,
    (text: string) => `IV. ${text}`,
    (text: string) => `📅 ${text}`,
    (text: string) => `:warning: ${text}`,
  ];
  const around = [
    (text: string) => text,
    (text: string) => `${text}:`,
    (text: string) => `**${text}**`,
    (text: string) => `__${text}__:`,
    (text: string) => `[${text}](#there)`,
    (text: string) => `${text} (UTC)`,
    (text: string) => text.toUpperCase(),
    (text: string) => `<a name="x"></a>${text}`,
    (text: string) => `【${text}】`,
    (text: string) => `${text}?`,
  ];
  const headings = sections.map(({ heading }) => heading);
  fc.assert(
    fc.property(
      fc.constantFrom(...headings),
      fc.constantFrom(...before),
      fc.constantFrom(...around),
      (heading, lead, mark) => {
        expect(meaningsOf(lead(mark(heading)))[0]?.id).toBe(sectionByHeading(heading));
      },
    ),
  );
});
