/**
 * The folder that an export writes into. Each file appears whole or not at all. `export.json` keeps which file was written from which state, so that the
 * next run writes only what has changed; a file that it does not name is nobody's business here, and is never removed.
 */
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isFileName } from '../../postmortem/export/file-name.ts';
import { printable } from './terminal.ts';

const list = 'export.json';

const written = z.object({
  number: z.int(),
  file: z.string().refine(isFileName),
  revision: z.string(),
});
const kept = z.object({ version: z.literal(1), repository: z.string(), files: z.array(written) });

export type WrittenFile = z.infer<typeof written>;

export interface ExportFolder {
  /** Of this kind of files. */
  readonly files: readonly WrittenFile[];
  /** Whether it was written from this state and is still there. */
  has(file: WrittenFile): Promise<boolean>;
  write(file: WrittenFile, text: string): Promise<void>;
  /** A file that goes with the others and is not listed. */
  writeBeside(name: string, text: string): Promise<void>;
  remove(file: WrittenFile): Promise<void>;
  /** Notes in `export.json` what is there now. */
  save(): Promise<void>;
}

/** A run that is stopped hard writes at most these again. */
const mostUnsaved = 25;

/** @param extension of the files that this run writes; others stay as they are */
export async function openExportFolder(
  path: string,
  repository: string,
  extension: string,
): Promise<ExportFolder | { readonly problem: string }> {
  const shown = printable(path);
  const isMine = ({ file }: WrittenFile) => file.endsWith(`.${extension}`);
  let all: WrittenFile[];
  try {
    await mkdir(path, { recursive: true });
    const known = await readList(join(path, list));
    if (known === 'strange')
      return { problem: `${join(shown, list)} is not of an export. Choose another folder, or move that file away.` };
    if (known && known.repository.toLowerCase() !== repository.toLowerCase())
      return { problem: `${shown} holds an export of ${printable(known.repository)}. Choose another folder.` };
    all = known?.files ?? [];
  } catch (error) {
    return { problem: `${shown} cannot be written to (${codeOf(error)}). Choose another folder with --out.` };
  }
  let unsaved = 0;

  async function save(): Promise<void> {
    const files = [...all].sort((a, b) => a.number - b.number || (a.file < b.file ? -1 : 1));
    await writeWhole(list, `${JSON.stringify({ version: 1, repository, files }, undefined, 2)}\n`);
    unsaved = 0;
  }

  async function note(change: (files: readonly WrittenFile[]) => WrittenFile[]): Promise<void> {
    all = change(all);
    unsaved += 1;
    if (unsaved >= mostUnsaved) await save();
  }

  /** A link that lies in its place is replaced, and never followed. */
  async function writeWhole(name: string, text: string): Promise<void> {
    const draft = join(path, `.${name}.part`);
    await rm(draft, { force: true });
    await writeFile(draft, text, { flag: 'wx' });
    await rename(draft, join(path, name));
  }

  return {
    get files() {
      return all.filter(isMine);
    },
    has: async ({ file, revision }) =>
      all.some((one) => one.file === file && one.revision === revision) && (await isThere(join(path, file))),
    write: async (file, text) => {
      await writeWhole(file.file, text);
      await note((files) => [...files.filter((one) => one.file !== file.file), file]);
    },
    writeBeside: writeWhole,
    remove: async (file) => {
      await rm(join(path, file.file), { force: true });
      await note((files) => files.filter((one) => one.file !== file.file));
    },
    save,
  };
}

async function readList(path: string): Promise<z.infer<typeof kept> | 'strange' | undefined> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    return kept.parse(JSON.parse(text));
  } catch {
    return 'strange';
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
