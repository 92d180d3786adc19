import { lazy, Suspense, useEffect, useState } from 'react';
import type { StepUpWays } from '../../../src/contract/account-api.js';
import { confirmIdentityBy } from '../api/client.js';
import { fetchStepUpWays } from '../api/session.js';

const StepUpDialog = lazy(async () => ({ default: (await import('./step-up-dialog.js')).StepUpDialog }));

interface Question {
  ways: StepUpWays;
  answer: (confirmed: boolean) => void;
}

/** Asks the person to confirm who they are where the server wants that; requests that wait at once share one dialog. */
export function StepUp() {
  const [question, setQuestion] = useState<Question | null>(null);
  useEffect(() => {
    let asking: Promise<boolean> | null = null;
    const put = async (): Promise<boolean> => {
      try {
        const ways = await fetchStepUpWays();
        return await new Promise<boolean>((answer) => setQuestion({ ways, answer }));
      } catch {
        return false; // what was refused then says so itself
      } finally {
        asking = null;
        setQuestion(null);
      }
    };
    confirmIdentityBy(() => (asking ??= put()));
    return () => confirmIdentityBy(null);
  }, []);
  return (
    <Suspense>{question !== null && <StepUpDialog ways={question.ways} onEnd={question.answer} />}</Suspense>
  );
}
