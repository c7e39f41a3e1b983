/**
 * Reads YAML into plain values, and knows where each of them stands. Anybody may send anything: nothing is thrown, nothing is expanded without end,
 * and no key is more than a word. The parser recurses, so what is nested too deeply never reaches it: near the end of its stack even
 * the process would die.
 */
import { isAlias, isMap, isScalar, isSeq, Lexer, LineCounter, type Node, parseDocument } from 'yaml';
import { code } from '../markdown/inline.ts';

export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };
export type Path = readonly (string | number)[];

/** Both from 1, as editors count. */
export interface Spot {
  readonly line: number;
  readonly column: number;
}

export interface YamlProblem extends Spot {
  readonly path: Path;
  /** What is wrong and what is expected there. */
  readonly message: string;
}

export interface Yaml {
  /** Undefined where the text as a whole is no YAML. */
  readonly value: Plain | undefined;
  readonly problems: readonly YamlProblem[];
  /** Where a value, or the key before it, begins; of what does not stand in the text, whatever it would stand in. */
  readonly find: (path: Path, what: 'key' | 'value') => Spot;
}

const deepest = 12;
const mostAliases = 50;
const mostNodes = 10_000;
const mostProblems = 20;
const knownTag = /^tag:yaml\.org,2002:(?:str|int|float|bool|null|map|seq)$/;

export function readYaml(typed: string): Yaml {
  const text = typed.replace(/^\ufeff/, '');
  const top: Spot = { line: 1, column: 1 };
  const refuse = (message: string, spot = top): Yaml => ({
    value: undefined,
    problems: [{ ...spot, path: [], message }],
    find: () => top,
  });
  const lines = new LineCounter();
  const spotAt = (offset: number): Spot => {
    const { line, col } = lines.linePos(Math.min(offset, text.length));
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const isDeep = isNestedTooDeeply(text);
  if (isDeep) return refuse('is nested too deeply. No option needs more than four levels');
  const document = parseDocument(text, {
    lineCounter: lines,
    logLevel: 'error',
    merge: false,
    prettyErrors: false,
    resolveKnownTags: false,
    schema: 'core',
    uniqueKeys: false,
  });
  const [error] = document.errors;
  if (error) return refuse(explain(error.code, error.message), spotAt(error.pos[0]));

  const problems: YamlProblem[] = [];
  const places = new Map<string, { key: number; value: number }>();
  let nodes = 0;
  let aliases = 0;

  function note(path: Path, offset: number, message: string): undefined {
    if (problems.length < mostProblems) problems.push({ ...spotAt(offset), path, message });
    return undefined;
  }

  function read(node: Node | null, path: Path, offset: number): Plain | undefined {
    nodes += 1;
    if (node === null) return null;
    const at = node.range?.[0] ?? offset;
    if (nodes > mostNodes || path.length > deepest) return note(path, at, 'grows too large. Write it out, without `*`');
    if (isAlias(node)) {
      aliases += 1;
      const meant = aliases > mostAliases ? undefined : node.resolve(document);
      if (aliases > mostAliases)
        return note(path, at, `has more than ${mostAliases} references. Write it out, without \`*\``);
      return meant === undefined
        ? note(path, at, `refers to ${code(`*${node.source}`)}, and there is no ${code(`&${node.source}`)} above it`)
        : read(meant, path, at);
    }
    if (node.tag !== undefined && !knownTag.test(node.tag))
      return note(path, at, 'has a tag that begins with `!`. Leave the tag out, or put the value in quotes');
    if (isScalar(node)) return readScalar(node.value);
    if (isSeq<Node | null>(node))
      return node.items.map((item, index) => {
        const from = item?.range?.[0] ?? at;
        places.set(placeOf([...path, index]), { key: from, value: from });
        return read(item, [...path, index], from) ?? null;
      });
    if (!isMap<Node | null, Node | null>(node)) return null;
    const entries = new Map<string, Plain>();
    for (const { key, value } of node.items) {
      const from = key?.range?.[0] ?? at;
      if (!isScalar(key) || key.value === null || (key.tag !== undefined && !knownTag.test(key.tag))) {
        note(path, from, 'has a key that is no plain word');
        continue;
      }
      const name = String(key.source ?? key.value);
      const inside = [...path, name];
      if (name === '__proto__') {
        note(inside, from, 'is no name of anything');
        continue;
      }
      if (entries.has(name)) {
        const { line } = spotAt(places.get(placeOf(inside))?.key ?? from);
        note(
          inside,
          from,
          `stands here for the second time; the first one, in line ${line}, counts. Delete one of them`,
        );
        continue;
      }
      places.set(placeOf(inside), { key: from, value: value?.range?.[0] ?? from });
      const plain = read(value, inside, from);
      if (plain !== undefined) entries.set(name, plain);
    }
    return Object.fromEntries(entries);
  }

  const value = read(document.contents, [], 0);
  return {
    value,
    problems,
    find: (path, what) => {
      for (let length = path.length; length > 0; length -= 1) {
        const place = places.get(placeOf(path.slice(0, length)));
        if (place) return spotAt(length === path.length ? place[what] : place.value);
      }
      return document.contents?.range ? spotAt(document.contents.range[0]) : top;
    },
  };
}

function placeOf(path: Path): string {
  return JSON.stringify(path.map(String));
}

function readScalar(value: unknown): Plain {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  return typeof value === 'number' && Number.isFinite(value) ? value : value === null ? null : String(value);
}

/** Brackets within brackets, or `- - - -`; indented lines cannot go deep enough within the size of a file. */
function isNestedTooDeeply(text: string): boolean {
  if (/(?:[-?:][ \t]+){20}/.test(text)) return true;
  let depth = 0;
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') depth += 1;
    else if (token === ']' || token === '}') depth = Math.max(0, depth - 1);
    else if (token === flowBroken) depth = 0;
    if (depth > deepest) return true;
  }
  return false;
}

/** What the lexer says where a bracket is never closed. */
const flowBroken = '\u0018';

const explanations: { readonly [code: string]: string } = {
  BAD_ALIAS: 'has a name behind `*` or `&` that YAML does not take. Put the value in quotes if it is meant as a word',
  BAD_DQ_ESCAPE: 'has a `\\` that means nothing within double quotes. Use single quotes',
  BAD_INDENT:
    'is not indented as the lines above it, or a bracket is not closed. Begin lines of one mapping in the same column',
  BAD_SCALAR_START: 'begins with a sign that YAML keeps for itself. Put the value in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'has a second `: ` in one line, or is indented too far. Put a value that holds `: ` in quotes',
  KEY_OVER_1024_CHARS: 'has a key of more than 1,024 characters',
  MISSING_CHAR: 'lacks a closing quote, a bracket, or `:` behind a key',
  MULTILINE_IMPLICIT_KEY: 'has a key that goes over two lines; perhaps a `:` is missing, or a line is indented too far',
  MULTIPLE_DOCS: 'begins a second document with `---`. Keep one',
  RESOURCE_EXHAUSTION: 'is nested too deeply. No option needs more than four levels',
  TAB_AS_INDENT: 'is indented with a tab. YAML takes spaces only',
  UNEXPECTED_TOKEN: 'has something that does not belong there; perhaps quotes or a line break are missing',
};

function explain(kind: string, message: string): string {
  return explanations[kind] ?? `is no YAML: ${code(message.slice(0, 100))}`;
}
