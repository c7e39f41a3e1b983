/** The muted rules, read from a status comment of ours: for whoever may not know whose commands count. */
const folded = /^<summary>Muted: [^<\n]*<\/summary>\n\n((?:- .*\n?)*)/m;

/** Rule → why it is muted. @param status the body of a comment that the App itself wrote */
export function readMuted(status: string): ReadonlyMap<string, string> {
  const lines = folded.exec(status.replace(/\r\n?/g, '\n'))?.[1]?.split('\n') ?? [];
  return new Map(
    lines.flatMap((line) => {
      const [, rule, why] = /^- `([a-z][a-z-]*)` (.*)$/.exec(line) ?? [];
      return rule === undefined || why === undefined ? [] : [[rule, why]];
    }),
  );
}
