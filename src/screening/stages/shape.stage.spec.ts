import { aContext } from '../../../test/support/a.js';
import { shapeStage } from './shape.stage.js';

const evidenceOf = async (body: string) => {
  const [signal] = await shapeStage.run(aContext({ submission: { body } }));
  return signal;
};

describe('shape', () => {
  it('is harmless in ordinary texts of both languages', async () => {
    for (const body of ['The bus was late again.', 'バスがまた遅れました。']) {
      expect(await evidenceOf(body)).toMatchObject({
        kind: 'shape',
        score: 0,
        evidence: { oddities: [], spans: [] },
      });
    }
  });

  it('marks what is odd at the reader’s own characters, behind tags and entities too', async () => {
    const body = 'Fine &amp; <b>pаypal</b>'; // the first a is Cyrillic
    const signal = await evidenceOf(body);
    expect(signal).toMatchObject({ score: 1, evidence: { oddities: ['mixed-alphabets'] } });
    const start = body.indexOf('pаypal');
    expect(signal).toMatchObject({ evidence: { spans: [{ field: 'text', start, end: start + 6 }] } });
  });

  it('marks a bounded number of places, and counts every kind', async () => {
    const signal = await evidenceOf(Array.from({ length: 50 }, () => 'pаypal').join(' '));
    expect(signal?.kind === 'shape' && signal.evidence.spans).toHaveLength(20);
  });
});
