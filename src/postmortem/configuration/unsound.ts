/** What no type can say: values that name something which does not exist, or that get in each other's way. */

import { isSameRepository, sharedRepository } from '../home.ts';
import { findHostility } from '../markdown/hostile.ts';
import { near } from '../near.ts';
import { knowsAbbreviation, readZone } from '../timeline/zones.ts';
import type { Configuration } from './schema.ts';
import type { Path } from './yaml.ts';

export interface Unsound {
  readonly path: Path;
  /** Whether the key is wrong, and not its value. */
  readonly isKey?: true;
  readonly expected: string;
  /** What was meant, perhaps. */
  readonly instead?: string | undefined;
}

/**
 * @param given whether a path stands in the file; what does not is never at fault
 * @param rules ids of all rules that there are, where that is known
 * @param repo where the file is, where that is known
 */
export function findUnsound(
  configuration: Configuration,
  given: (path: Path) => boolean,
  rules: readonly string[] | undefined,
  repo: string | undefined,
): Unsound[] {
  return [
    ...(repo === undefined ? [] : strangeHome(configuration, repo)),
    ...zones(configuration),
    ...(rules ? unknownRules(configuration, rules) : []),
    ...labelTwins(configuration, given),
    ...headingTwins(configuration),
    ...oddTemplates(configuration),
  ];
}

/** Whoever may write to one repository must not have the app write to another one: that is the owner's to say. */
function strangeHome({ home }: Configuration, repo: string): Unsound[] {
  if (home === undefined || home === false) return [];
  const shared = sharedRepository(repo);
  if (!isSameRepository(shared, repo))
    return [
      {
        path: ['home'],
        expected: `\`false\` or nothing here, because only the file in ${shared} names a home`,
      },
    ];
  const [owner = ''] = shared.split('/');
  const [, name = ''] = home.split('/');
  return isSameRepository(home, `${owner}/${name}`)
    ? []
    : [
        {
          path: ['home'],
          expected: `a repository of ${owner}`,
          instead: `${owner}/${name}`,
        },
      ];
}

function zones({ zone, abbreviations }: Configuration): Unsound[] {
  const entries = Object.entries(abbreviations);
  return [
    ...(zoneId(zone) === undefined
      ? [{ path: ['zone'], expected: 'a time zone, such as `Europe/Berlin`', instead: nearZone(zone) }]
      : []),
    ...entries
      .filter(([typed]) => !knowsAbbreviation(typed))
      .map(
        ([typed]): Unsound => ({
          path: ['abbreviations', typed],
          isKey: true,
          expected: 'an abbreviation of a time zone that is in use, such as `IST`',
        }),
      ),
    ...entries
      .filter(([, meant]) => zoneId(meant) === undefined)
      .map(([typed, meant]) => ({
        path: ['abbreviations', typed],
        expected: 'a time zone, such as `Asia/Kolkata`',
        instead: nearZone(meant),
      })),
  ];
}

/** A zone by its full name or its offset, as Temporal writes it; an abbreviation would mean half of the year only. */
export function zoneId(typed: string): string | undefined {
  const read = /[/+-]|^UTC$/i.test(typed) ? readZone(typed) : undefined;
  return read && 'id' in read ? read.id : undefined;
}

function nearZone(typed: string): string | undefined {
  const all = Intl.supportedValuesOf('timeZone');
  const city = typed.trim().replace(/\s+/g, '_').toLowerCase();
  return all.find((zone) => zone.toLowerCase().endsWith(`/${city}`)) ?? near(typed, all);
}

function unknownRules({ findings, words }: Configuration, rules: readonly string[]): Unsound[] {
  return [...Object.keys(findings).map((id) => ['findings', id]), ...Object.keys(words).map((id) => ['words', id])]
    .filter(([, id = '']) => !rules.includes(id))
    .map((path) => ({
      path,
      isKey: true,
      expected: 'the id of a rule',
      instead: near(path[1] ?? '', rules),
    }));
}

/** One label that means two things would make a postmortem of every incident, or worse. */
function labelTwins({ labels }: Configuration, given: (path: Path) => boolean): Unsound[] {
  const names = Object.entries(labels).flatMap(([what, name]) =>
    [name].flat().map((one) => ({ what, name: one.toLowerCase() })),
  );
  // What the file gives yields to what it does not mention.
  const inTurn = [...names].sort((a, b) => Number(given(['labels', a.what])) - Number(given(['labels', b.what])));
  const owners = new Map<string, string>();
  const unsound = new Map<string, Unsound>();
  for (const { what, name } of inTurn) {
    const owner = owners.get(name);
    if (owner === undefined) owners.set(name, what);
    else if (owner !== what)
      unsound.set(what, { path: ['labels', what], expected: `another name than that of \`labels.${owner}\`` });
  }
  return [...unsound.values()];
}

function headingTwins({ sections }: Configuration): Unsound[] {
  const owners = new Map<string, string>();
  const unsound: Unsound[] = [];
  for (const [id, section] of Object.entries(sections)) {
    const named: [Path, string | undefined][] = [
      [['sections', id, 'heading'], section?.heading],
      ...(section?.aliases ?? []).map((alias, index): [Path, string] => [['sections', id, 'aliases', index], alias]),
    ];
    for (const [path, heading] of named) {
      if (heading === undefined) continue;
      const owner = owners.get(heading.toLowerCase());
      if (owner === undefined) owners.set(heading.toLowerCase(), id);
      else if (owner !== id) unsound.push({ path, expected: `a heading that does not name \`${owner}\` as well` });
    }
  }
  return unsound;
}

function oddTemplates({ templates }: Configuration): Unsound[] {
  return Object.entries(templates).flatMap(([name, text]) => {
    const reason = findHostility(text ?? '');
    const path = ['templates', name];
    if (reason !== undefined) return [{ path, expected: `Markdown without ${reason}` }];
    if (/^\S+\.(?:md|markdown|txt)$/i.test((text ?? '').trim()))
      return [
        { path, expected: 'the Markdown itself, as a text block: `|` and the lines below it, not the path of a file' },
      ];
    if (/<!-- *(?:\/?postmortems:|[cs]\d+\.)/.test(text ?? ''))
      return [{ path, expected: 'Markdown without marks of this app; they come by themselves' }];
    return [];
  });
}
