/** Deliveries on their way to the app, some of which are lost, doubled, late or overtaken. */
import { seededRandom } from '../../src/emulator/faults/random.ts';
import type { Fault } from './story.ts';
import type { VirtualTime } from './virtual-time.ts';

export type Arrive = (event: string, body: string) => void;

const lateMs = 4 * 60_000;
const shuffleMs = 20_000;
const againMs = 3000;

/** @returns what takes each delivery as GitHub sends it */
export function deliveries(time: VirtualTime, faultsNow: () => readonly Fault[], receive: Arrive): Arrive {
  const random = seededRandom(7);
  let count = 0;
  return (event, body) => {
    const faults = faultsNow();
    count += 1;
    const nth = count;
    const all = faults.find((one) => one.hits === 'deliveries');
    const one = faults.find((fault) => fault.hits === 'delivery' && fault.nth === nth);
    const goes = all?.hits === 'deliveries' && all.goes === 'lost' ? 'lost' : one && 'goes' in one ? one.goes : 'well';
    const shuffled = all?.hits === 'deliveries' && all.goes === 'shuffled' ? Math.floor(random() * shuffleMs) : 0;
    const arrive = (delayMs: number) => time.at(time.now() + delayMs, () => receive(event, body));
    if (goes !== 'lost') arrive((goes === 'late' ? lateMs : 1) + shuffled);
    if (goes === 'twice') arrive(againMs);
  };
}
