/**
 * Makes a story from a seed. Within a burst nobody touches what another act of the burst has touched, so that the same comes of it in whatever order
 * the app hears; what waits for an answer of the app (a closing, a transfer) has a burst of its own.
 */
import { seededRandom } from '../../src/emulator/faults/random.ts';
import { type Act, type Deed, type Fault, requestFates, requestNames, type Saving, type Story } from './story.ts';

/** A comment that stands, with what its words are found by. */
interface Said {
  readonly name: string;
  readonly kind: 'row' | 'passage' | 'measure' | 'other';
  readonly on: string;
  readonly words: readonly string[];
  readonly since: number;
  readonly isHidden: boolean;
  /** Taken out of the page by hand. */
  readonly isCut: boolean;
}

interface Written {
  readonly words: string;
  readonly since: number;
}

const opened = ['Summary', 'Impact'] as const;
const reviewed = ['Apology', 'Resolution', 'Lessons', 'Artifacts', 'Contributing factors'] as const;

export interface MakeOptions {
  /** Of the incident, where several stories are told at once. */
  readonly letter?: string;
  /** The number of its first word. */
  readonly first?: number;
  /** In which things happen. */
  readonly hour?: string;
}

export function makeStory(seed: number, { letter = 'A', first = 1, hour = '13' }: MakeOptions = {}): Story {
  const random = seededRandom(seed * 7919 + 13);
  const below = (count: number) => Math.floor(random() * count);
  const pick = <T>(list: readonly [T, ...T[]]): T => list[below(list.length)] ?? list[0];
  const some = <T>(list: readonly T[]): T | undefined => list[below(list.length)];
  const chance = (part: number) => random() < part;

  const acts: Act[] = [];
  let words = first - 1;
  const word = () => {
    words += 1;
    return `w${words}w`;
  };
  const minutes = Array.from({ length: 58 }, (_, minute) => minute + 1).sort(() => random() - 0.5);
  const minute = () => `${hour}:${String(minutes.pop() ?? 0).padStart(2, '0')}`;
  const said = new Map<string, Said>();
  let written: Written[] = [];
  const measures: { readonly title: string; readonly since: number; isOpen: boolean }[] = [];
  const record = `${letter} record`;
  let overSince = Number.POSITIVE_INFINITY;
  let state: 'open' | 'closed' = 'open';
  let burst = 0;
  let touched = new Set<string>();
  let editor: { readonly by: string; readonly since: number } | undefined;

  let hasLeft = false;
  const who = () => (hasLeft ? pick(['ann', 'moe', 'tia']) : pick(['ann', 'moe', 'wes', 'tia']));
  const writer = () => (hasLeft ? pick(['ann', 'moe']) : pick(['ann', 'moe', 'wes']));
  const add = (by: string, deed: Deed, inBrowser = false) =>
    acts.push({ burst, by, ...deed, ...(inBrowser ? { inBrowser: true } : {}) });
  const touch = (name: string) => !touched.has(name) && touched.add(name);

  function command(): { kind: Said['kind']; text: string; words: string[] } {
    const one = word();
    const kinds = ['', '', 'deploy: ', 'comms: ', 'action: '] as const;
    const makers: readonly [() => [Said['kind'], string], ...(() => [Said['kind'], string])[]] = [
      () => ['row', `/timeline ${minute()} ${pick(kinds)}something happened ${one}`],
      () => ['row', `/timeline ${minute()} ${pick(kinds)}something else ${one}`],
      () => ['row', `/timeline ${minute()} and more ${one}`],
      () => ['passage', `/summary Nobody could pay ${one}`],
      () => ['passage', `/impact 20 people saw it ${one}`],
      () => ['passage', `/factor Two changes met ${one}`],
      () => ['passage', `/lesson It was quick ${one}`],
      () => ['measure', `/measure Refuse it ${one}`],
      () => ['other', `/timeline 25:71 no such time ${one}`],
      () => ['other', `/timelime ${hour}:00 nearly ${one}`],
      () => ['other', `Just talking ${one}`],
      () => ['other', `> /timeline ${hour}:00 quoted ${one}`],
    ];
    const [kind, text] = pick(makers)();
    return { kind, text, words: [one] };
  }

  function say(on: string): void {
    const name = `${letter}${said.size + 1}`;
    const { kind, text, words: own } = command();
    const isOutside = chance(0.08);
    add(isOutside ? 'zoe' : who(), { do: 'say', comment: name, on, text });
    touch(name);
    said.set(name, {
      name,
      kind: isOutside ? 'other' : kind,
      on,
      words: own,
      since: burst,
      isHidden: false,
      isCut: false,
    });
    const [title] = own;
    if (kind === 'measure' && !isOutside && title !== undefined) measures.push({ title, since: burst, isOpen: true });
  }

  /** Comments that the app has answered by now, and that nothing of this burst concerns. */
  const settled = (kinds: readonly Said['kind'][]) =>
    [...said.values()].filter((one) => one.since < burst && !touched.has(one.name) && kinds.includes(one.kind));

  function reword(): void {
    const one = some([...said.values()].filter((each) => !touched.has(each.name) && !each.isHidden));
    if (!one || one.kind === 'measure') return;
    touch(one.name);
    const { kind, text, words: own } = command();
    if (kind === 'measure') return;
    add('ann', { do: 'reword', comment: one.name, text });
    said.set(one.name, {
      ...one,
      kind: one.kind === 'other' && kind !== 'other' ? kind : kind,
      words: own,
      since: burst,
      isCut: false,
    });
  }

  function takeBack(): void {
    const one = some([...said.values()].filter((each) => each.kind !== 'measure' && !touched.has(each.name)));
    if (!one) return;
    touch(one.name);
    if (one.isHidden) {
      add('ann', { do: 'show', comment: one.name });
      said.set(one.name, { ...one, isHidden: false, since: burst });
    } else if (one.kind !== 'other' && chance(0.5)) {
      add('ann', { do: 'hide', comment: one.name });
      said.set(one.name, { ...one, isHidden: true, since: burst });
    } else {
      add('ann', { do: 'delete', comment: one.name });
      said.delete(one.name);
    }
  }

  function byHand(): void {
    if (editor !== undefined) return;
    const how: Saving = touched.has('stale') ? 'fresh' : pick(['fresh', 'while planned', 'in flight', 'in flight']);
    if (touched.has('stale')) return;
    touch('by hand');
    handEdit(writer(), how, burst);
  }

  /** @param since when the text was opened */
  function handEdit(by: string, how: Saving, since: number): void {
    const inBrowser = chance(0.4);
    const kinds = [
      'write',
      'write',
      'note',
      'change',
      'change row',
      'change row',
      'cut',
      'cut row',
      'cut own row',
    ] as const;
    const kind = pick(kinds);
    const one = word();
    const row = some(settled(['row', 'passage']).filter((each) => each.since < since && !each.isHidden && !each.isCut));
    const own = some(written.filter((each) => each.since < since && !touched.has(each.words)));
    if (kind === 'note') {
      add(by, { do: 'note', on: record, text: `${minute()} by hand ${one}`, how }, inBrowser);
      written.push({ words: one, since: burst });
    } else if (kind === 'change' && own && touch(own.words)) {
      add(by, { do: 'change', on: record, from: own.words, to: `${one} again`, how }, inBrowser);
      written = [...written.filter((each) => each !== own), { words: one, since: burst }];
    } else if (kind === 'change row' && row && touch(row.name)) {
      const [from = ''] = row.words;
      add(by, { do: 'change', on: record, from, to: `${from} as I saw it ${one}`, how }, inBrowser);
      said.set(row.name, { ...row, since: burst });
    } else if (kind === 'cut' && own && touch(own.words)) {
      add(by, { do: 'cut', on: record, words: own.words, how }, inBrowser);
      written = written.filter((each) => each !== own);
    } else if ((kind === 'cut row' || kind === 'cut own row') && row && touch(row.name)) {
      add(by, { do: 'cut', on: record, words: row.words[0] ?? '', how }, inBrowser);
      said.set(row.name, { ...row, since: burst, isCut: true });
    } else {
      const sections = overSince < since ? [...opened, ...reviewed] : opened;
      const section = some(sections) ?? 'Summary';
      add(by, { do: 'write', on: record, section, text: `Somebody wrote ${one}.`, how }, inBrowser);
      written.push({ words: one, since: burst });
    }
  }

  function onMeasure(): void {
    const measure = some(measures.filter((one) => one.since < burst && !touched.has(one.title)));
    if (!measure || !touch(measure.title)) return;
    const on = `measure ${measure.title}`;
    const comment = (text: string) => {
      const name = `${letter}${said.size + 1}`;
      add(who(), { do: 'say', comment: name, on, text });
      said.set(name, { name, kind: 'measure', on, words: [], since: burst, isHidden: false, isCut: false });
    };
    const one = word();
    const options: readonly [() => void, ...(() => void)[]] = [
      () => comment('/accept P2 @ann by 4 December'),
      () => comment('/accept'),
      () => {
        comment(`/decline it moves the cliff ${one}`);
        measure.isOpen = false;
      },
      () => {
        comment(`/worked it was refused ${one}`);
        measure.isOpen = false;
      },
      () => {
        comment(`/failed it came back ${one}`);
        measure.isOpen = true;
      },
      () => {
        const isOpen = measure.isOpen;
        add('moe', isOpen ? { do: 'close', on, as: pick(['completed', 'not_planned']) } : { do: 'reopen', on });
        measure.isOpen = !isOpen;
      },
      () => add('moe', { do: pick(['assign', 'assign', 'unassign']), on, who: 'wes' }),
      () => add('moe', { do: 'mark', on, label: 'P1' }),
      () => add(writer(), { do: 'write', on, section: '', text: `A thought about it ${one}.`, how: 'fresh' }),
      () => add('moe', { do: 'rename', on, title: `Refuse all of it ${measure.title}` }),
    ];
    pick(options)();
  }

  /** What the app answers and people wait for: alone in its burst. */
  function alone(): void {
    const measure = some(measures.filter((one) => one.since < burst));
    const options: readonly [() => void, ...(() => void)[]] = [
      () => {
        if (state === 'open') add('ann', { do: 'close', on: record, as: 'completed' });
        else add('ann', { do: 'reopen', on: record });
        state = state === 'open' ? 'closed' : 'open';
      },
      () => add('ann', { do: 'close', on: record, as: 'completed' }),
      () => add('ann', { do: 'rename', on: letter, title: `Checkout is slow w${first}w` }),
      () => add('ann', { do: 'delete the status comment', on: record }),
      () => {
        if (!measure) return;
        add('ann', { do: pick(['unlink', 'remove']), on: `measure ${measure.title}` });
        measures.splice(measures.indexOf(measure), 1);
      },
      () => add('ann', { do: 'unmark', on: letter, label: 'incident' }),
      () => {
        add('ann', { do: 'lose the role', who: 'wes' });
        hasLeft = true;
      },
      () => {
        add('ann', { do: 'say', comment: `${letter}${said.size + 1}`, on: letter, text: '/postmortem restore' });
        for (const one of said.values()) said.set(one.name, { ...one, isCut: false, since: burst });
      },
    ];
    pick(options)();
  }

  function ending(): void {
    const deeds: readonly [Deed, ...Deed[]] = [
      { do: 'transfer', on: letter },
      { do: 'unlink', on: record },
      { do: 'remove', on: pick([letter, record]) },
    ];
    add('ann', pick(deeds));
  }

  add('ron', { do: 'open', incident: letter, title: `Checkout fails ${word()}`, text: 'It does not work.' });
  add('tia', { do: 'mark', on: letter, label: 'incident' });
  const isKnown = chance(0.6);
  if (isKnown)
    add('tia', {
      do: 'say',
      comment: `${letter}known`,
      on: letter,
      text: `/timeline ${hour}:00 discovered: support calls`,
    });
  if (chance(0.5)) say(letter);
  if (chance(0.5)) add('tia', { do: 'mark', on: letter, label: 'severity 1' });
  const bursts = 1 + below(3);
  for (burst = 1; burst <= bursts; burst += 1) {
    touched = new Set();
    if (burst === bursts && isKnown && chance(0.2)) {
      ending();
      break;
    }
    if (editor === undefined && chance(0.2)) {
      alone();
      continue;
    }
    if (overSince > burst && chance(0.3)) {
      add('moe', { do: 'say', comment: `${letter}over${burst}`, on: letter, text: `/over ${hour}:59 all is well` });
      overSince = burst;
    }
    if (editor === undefined && chance(0.25)) {
      editor = { by: writer(), since: burst };
      add(editor.by, { do: 'open the editor', on: record });
      touch('stale');
    }
    const count = 1 + below(4);
    for (let act = 0; act < count; act += 1) {
      pick([
        () => say(pick([letter, letter, record])),
        () => say(letter),
        reword,
        takeBack,
        byHand,
        byHand,
        byHand,
        onMeasure,
        onMeasure,
      ])();
    }
    if (editor && (chance(0.6) || burst === bursts)) {
      handEdit(editor.by, 'stale', editor.since);
      editor = undefined;
    }
  }
  if (chance(0.1)) {
    burst = Math.min(burst, bursts);
    add('ann', { do: 'write', on: 'index', section: '', text: `A word above all ${word()}.`, how: 'fresh' });
  }

  return { acts, faults: makeFaults(below, chance, bursts), latencyMs: pick([20, 200, 1500]) };
}

const reach: Readonly<Record<(typeof requestNames)[number], number>> = {
  any: 140,
  read: 60,
  look: 9,
  'write body': 9,
  'open issue': 4,
  'write comment': 6,
  'edit comment': 7,
  react: 7,
  'other write': 12,
};

function makeFaults(below: (count: number) => number, chance: (part: number) => boolean, bursts: number): Fault[] {
  const faults: Fault[] = [];
  const count = below(7);
  for (let fault = 0; fault < count; fault += 1) {
    const hits = requestNames[below(requestNames.length)] ?? 'any';
    faults.push({ hits, nth: 1 + below(reach[hits]), goes: requestFates[below(requestFates.length)] ?? '502' });
  }
  const deliveries = chance(0.5) ? below(6) : 0;
  for (let fault = 0; fault < deliveries; fault += 1) {
    const fates = ['lost', 'twice', 'late'] as const;
    faults.push({ hits: 'delivery', nth: 1 + below(60), goes: fates[below(3)] ?? 'lost' });
  }
  if (chance(0.15)) faults.push({ hits: 'deliveries', goes: 'lost' });
  if (chance(0.15)) faults.push({ hits: 'deliveries', goes: 'shuffled' });
  if (chance(0.15)) faults.push({ hits: 'lists' });
  if (chance(0.2)) faults.push({ hits: 'processes', burst: below(bursts + 1) });
  if (chance(0.1)) faults.push({ hits: 'lines', burst: below(bursts + 1) });
  return faults;
}
