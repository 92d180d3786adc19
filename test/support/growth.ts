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

/**
 * How many times as long something takes for a text that is 8 times as long, each the best of three: about 8 when it
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
  // Noise only adds: once it is little, it stays little.
  for (let run = 0; run < 3 && grown >= LINEAR; run++)
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
