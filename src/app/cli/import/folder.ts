/** The files of a folder, however deep, each read or with the reason why it is left out. Links are not followed: they may lead anywhere. */
import { createHash } from 'node:crypto';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { codeOf } from '../export-folder.ts';
import { readFile } from '../read-file.ts';
import { printable } from '../terminal.ts';

export interface FoundFile {
  /** Below the folder, with `/`. */
  readonly name: string;
  /** By which it is known again: below the root of the repository, else with the name of the folder. */
  readonly path: string;
  readonly read: ReadText | LeftOut;
}

export interface ReadText {
  readonly text: string;
  /** 16 hexadecimal digits that name it. */
  readonly hash: string;
}

export interface LeftOut {
  readonly why: string;
  /** It could be a postmortem: somebody has to look. */
  readonly isWrong: boolean;
}

const markdown = /\.(?:md|markdown|mdown|mkdn?|mdx)$/i;
/** Folders that hold nothing of people's. */
const skipped = new Set(['node_modules', 'vendor']);
const mostFiles = 5000;

/** @param root of the repository that the folder is in, if it is in one */
export async function readFolder(
  folder: string,
  root: string | undefined,
): Promise<{ readonly files: readonly FoundFile[] } | { readonly problem: string }> {
  const shown = printable(folder);
  let home: string;
  try {
    if (!(await stat(folder)).isDirectory()) return { problem: `${shown} is a file. Name the folder that it is in.` };
    home = await realpath(folder);
  } catch (error) {
    return {
      problem: `${shown} ${codeOf(error) === 'ENOENT' ? 'is not there' : `cannot be read (${codeOf(error)})`}. Check its name and the folder you are in.`,
    };
  }
  const found: FoundFile[] = [];
  const before = root === undefined ? basename(home) : relative(await realpath(root), home);
  await walk(home);
  if (found.length > mostFiles)
    return {
      problem: `${shown} holds more than ${mostFiles} files. Name the folder in it that holds the postmortems.`,
    };
  return { files: found };

  async function walk(path: string): Promise<void> {
    const entries = await readdir(path, { withFileTypes: true }).catch((error: unknown) => {
      note(path, { why: `may not be read (${codeOf(error)})`, isWrong: true });
      return [];
    });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (found.length > mostFiles) return;
      const full = join(path, entry.name);
      if (entry.isSymbolicLink()) note(full, { why: 'is a link', isWrong: markdown.test(entry.name) });
      else if (entry.isDirectory()) {
        if (!entry.name.startsWith('.') && !skipped.has(entry.name)) await walk(full);
      } else if (!markdown.test(entry.name)) note(full, { why: 'is not Markdown', isWrong: false });
      else if (!entry.isFile()) note(full, { why: 'is no file', isWrong: false });
      else note(full, await readOne(full));
    }
  }

  function note(full: string, read: FoundFile['read']): void {
    const name = relative(home, full).split(sep).join('/');
    found.push({ name, path: [before.split(sep).join('/'), name].filter(Boolean).join('/'), read });
  }
}

async function readOne(full: string): Promise<ReadText | LeftOut> {
  const read = await readFile(resolve(full), '/');
  if ('problem' in read) return { why: read.problem.replace(printable(full), '').trim(), isWrong: true };
  const text = read.text.replace(/^\ufeff/, '');
  return { text, hash: createHash('sha256').update(text).digest('hex').slice(0, 16) };
}
