/** The entry of `npm start`. */
import { begin } from './begin.ts';

const problems = await begin(process.argv.slice(2));
for (const problem of problems) process.stderr.write(`${problem}\n`);
if (problems.length > 0) process.exit(1);
