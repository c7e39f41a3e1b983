/** Connections: a page of a list, found again by a cursor that holds the last item's place in the order. */
import { refuse } from '../refusal.ts';
import { type Args, optionalNumber, optionalText } from './context.ts';

/** Where an item stands: compared number by number. */
type Place = readonly number[];

const maxPage = 100;

/** `items` must stand in the order of `placeOf` (ascending, or descending if told). */
export function connection<T>(
  name: string,
  items: readonly T[],
  args: Args,
  placeOf: (item: T, index: number) => Place = (_, index) => [index],
  descending = false,
) {
  const [first, last] = [optionalNumber(args, 'first'), optionalNumber(args, 'last')];
  if (first === undefined && last === undefined) {
    refuse(422, `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`, {
      type: 'MISSING_PAGINATION_BOUNDARIES',
    });
  }
  for (const [key, count] of Object.entries({ first, last })) {
    if (count !== undefined && (count < 0 || count > maxPage)) {
      refuse(
        422,
        `Requesting ${count} records on the \`${name}\` connection exceeds the \`${key}\` limit of ${maxPage} records.`,
        {
          type: 'EXCESSIVE_PAGINATION',
        },
      );
    }
  }
  const after = optionalText(args, 'after');
  const before = optionalText(args, 'before');
  const sign = descending ? -1 : 1;
  const rows = items.map((item, index) => ({ item, place: placeOf(item, index) }));
  const [afterPlace, beforePlace] = [
    after === undefined ? undefined : decode(after),
    before === undefined ? undefined : decode(before),
  ];
  const between = rows.filter(
    ({ place }) =>
      (afterPlace === undefined || sign * compare(place, afterPlace) > 0) &&
      (beforePlace === undefined || sign * compare(place, beforePlace) < 0),
  );
  const head = first === undefined ? between : between.slice(0, first);
  const page = last === undefined ? head : head.slice(Math.max(0, head.length - last));
  const [start, end] = [page[0], page.at(-1)];
  return {
    totalCount: items.length,
    nodes: page.map(({ item }) => item),
    edges: page.map(({ item, place }) => ({ node: item, cursor: encode(place) })),
    pageInfo: {
      hasNextPage: page.length > 0 ? page.at(-1) !== rows.at(-1) : between.length > 0,
      hasPreviousPage: page.length > 0 && page[0] !== rows[0],
      startCursor: start ? encode(start.place) : null,
      endCursor: end ? encode(end.place) : null,
    },
  };
}

function encode(place: Place): string {
  return Buffer.from(`cursor:v2:${JSON.stringify(place)}`).toString('base64');
}

function decode(cursor: string): Place {
  const found = /^cursor:v2:(\[[-\d.,]+\])$/.exec(Buffer.from(cursor, 'base64').toString());
  const place: unknown = found?.[1] === undefined ? undefined : JSON.parse(found[1]);
  if (Array.isArray(place) && place.every((item) => typeof item === 'number')) return place;
  return refuse(422, `\`${cursor}\` does not appear to be a valid cursor.`, { type: 'INVALID_CURSOR_ARGUMENTS' });
}

function compare(a: Place, b: Place): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference) return difference;
  }
  return 0;
}
