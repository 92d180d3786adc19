/** Processor time of this process in milliseconds: other programs of the machine do not count. */
function spent(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Lengths that are compared, in UTF-16 units; the longer one is half of the longest comment that is taken in. */
const SHORT = 4_000;
const TIMES = 8;

/** What is faster for the longer text counts as this much, in milliseconds: a pause of the garbage collector is no growth. */
const GRAIN_MS = 32;

/** Noise only adds: once the longer text took little, it stays little. What grows too much does so each time. */
const MOST_RUNS = 10;

/**
 * How many times as long something takes for a text that is 8 times as long, each at its best: about 8 when it
 * is linear, 64 when it is quadratic.
 */
export function growth(work: (text: string) => unknown, part: string): number {
  const long = part.repeat(Math.ceil((SHORT * TIMES) / part.length)).slice(0, SHORT * TIMES);
  const short = long.slice(0, SHORT);
  work(short);
  const least = Math.max(
    best(() => work(short)),
    GRAIN_MS / TIMES,
  );
  let grown = Infinity;
  for (let run = 0; run < MOST_RUNS && grown >= LINEAR; run++)
    grown = Math.min(
      grown,
      Math.max(
        once(() => work(long)),
        GRAIN_MS,
      ) / least,
    );
  return grown;
}

/** The most that counts as linear: half of what quadratic work grows by. */
export const LINEAR = 32;

/** Least processor time of three runs, in milliseconds. */
export function best(work: () => unknown): number {
  return Math.min(once(work), once(work), once(work));
}

function once(work: () => unknown): number {
  const before = spent();
  work();
  return spent() - before;
}
