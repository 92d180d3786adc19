import { cohensKappa } from './kappa.js';

describe('kappa', () => {
  it('is the share beyond chance: 20 and 15 of 50 agreed on, 5 and 10 not', () => {
    const kappa = cohensKappa([
      [20, 5],
      [10, 15],
    ]);
    // 35/50 agree, chance gives 0.5*0.6 + 0.5*0.4 = 0.5; standard error sqrt(0.7*0.3/(50*0.25)) = 0.12961.
    expect(kappa?.value).toBeCloseTo(0.4, 6);
    expect(kappa?.low).toBeCloseTo(0.4 - 1.959_964 * 0.129_615, 4);
    expect(kappa?.high).toBeCloseTo(0.4 + 1.959_964 * 0.129_615, 4);
  });

  it.each([
    [
      [
        [5, 0],
        [0, 5],
      ],
      1,
    ],
    [
      [
        [0, 5],
        [5, 0],
      ],
      -1,
    ],
    [
      [
        [5, 5],
        [5, 5],
      ],
      0,
    ],
  ])('of %j is %d', (pairs, expected) => {
    expect(cohensKappa(pairs)?.value).toBeCloseTo(expected, 9);
  });

  it('is unknown without pairs, and where all always say the same', () => {
    expect(cohensKappa([[0]])).toBeNull();
    expect(
      cohensKappa([
        [7, 0],
        [0, 0],
      ]),
    ).toBeNull();
  });
});
