import { afterDecision, afterSevere, breakDue, NO_EXPOSURE, type Exposure } from './break-hint-due.js';

const MINUTE = 60_000;

function deciding(from: number, to: number, every: number, start: Exposure = NO_EXPOSURE): Exposure {
  let now = start;
  for (let minute = from; minute <= to; minute += every) now = afterDecision(now, minute * MINUTE);
  return now;
}

describe('a break', () => {
  it('is suggested after an hour of deciding without five minutes of pause', () => {
    expect(breakDue(deciding(0, 59, 1), 59 * MINUTE)).toBeNull();
    expect(breakDue(deciding(0, 60, 4), 60 * MINUTE)).toBe('long');
    expect(breakDue(deciding(0, 60, 5), 60 * MINUTE)).toBeNull();
    expect(breakDue(deciding(0, 60, 1), 66 * MINUTE)).toBeNull();
    expect(breakDue(deciding(35, 70, 1, deciding(0, 30, 1)), 70 * MINUTE)).toBeNull();
  });

  it('is suggested after ten hard texts within an hour, each counted once', () => {
    let now = NO_EXPOSURE;
    for (let text = 0; text < 9; text++) now = afterSevere(now, String(text), text * MINUTE);
    now = afterSevere(now, '8', 9 * MINUTE);
    expect(breakDue(now, 9 * MINUTE)).toBeNull();
    now = afterSevere(now, '9', 10 * MINUTE);
    expect(breakDue(now, 10 * MINUTE)).toBe('severe');
    expect(breakDue(now, 61 * MINUTE)).toBeNull();
  });
});
