/** Reads the text of a file or of standard input, or says in one line why that cannot be. */
import { type FileHandle, open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { printable } from './terminal.ts';

export type ReadText = { readonly text: string } | { readonly problem: string };

/** GitHub takes 65,536 characters; a file may be longer, but no postmortem is this long. */
export const longestBytes = 524_288;

export async function readFile(path: string, folder: string): Promise<ReadText> {
  const name = path === '' ? '""' : printable(path);
  let file: FileHandle | undefined;
  try {
    if (path === '') return { problem: `${name} ${reasons.ENOENT}` };
    file = await open(resolve(folder, path));
    if ((await file.stat()).isDirectory())
      return { problem: `${name} is a folder. Name the files in it: ${name.replace(/\/*$/, '')}/*.md` };
    return await readStream(file.createReadStream({ end: longestBytes }), name);
  } catch (error) {
    return { problem: `${name} ${whyUnreadable(error)}` };
  } finally {
    await file?.close().catch(() => {});
  }
}

/** @param name as what is read is called */
export async function readStream(stream: AsyncIterable<Uint8Array | string>, name: string): Promise<ReadText> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of stream) {
      const bytes = Buffer.from(part);
      parts.push(bytes);
      length += bytes.length;
      if (length > longestBytes)
        return { problem: `${name} is longer than 512 KB, which no postmortem is. Check a part of it.` };
    }
  } catch (error) {
    return { problem: `${name} ${whyUnreadable(error)}` };
  }
  const bytes = Buffer.concat(parts);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return { text };
  } catch {
    // Neither is text in UTF-8, whatever else it is.
  }
  return { problem: `${name} is not text in UTF-8. Save it as UTF-8, or name another file.` };
}

const reasons: { readonly [code: string]: string } = {
  ENOENT: 'is not there. Check its name and the folder you are in.',
  ENOTDIR: 'is not there. Check its name and the folder you are in.',
  EACCES: 'may not be read. Check who may: ls -l shows it.',
  EPERM: 'may not be read. Check who may: ls -l shows it.',
  ENAMETOOLONG: 'is too long for the name of a file. Check it.',
  EISDIR: 'is a folder. Name the files in it.',
};

function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  return reasons[code] ?? `cannot be read (${code}). Check its name and who may read it.`;
}
