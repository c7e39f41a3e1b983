/** Milliseconds of processor that this process spends on some work: what else the machine does hardly counts. */
export async function effortOf(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The least of three tries, for work that garbage of others may have to wait for. */
export async function leastEffort(work: () => unknown): Promise<number> {
  return Math.min(await effortOf(work), await effortOf(work), await effortOf(work));
}
