import { useEffect, useState } from 'react';
import type { SessionView } from '../../../src/contract/review-api.js';
import { useSay } from '../say.js';
import { CodeForm } from './code-form.js';
import { Entrance } from './entrance.js';
import classes from './entrance.module.css';
import { outcomeOf } from './other-outcome.js';
import { OtherService } from './other-service.js';
import { PasswordForm } from './password-form.js';

interface SignInPageProps {
  /** A session was there and has ended. */
  expired: boolean;
  onSignedIn: (session: SessionView) => void;
}

/** E-mail and password, then a code where the account has a second factor. */
export function SignInPage({ expired, onSignedIn }: SignInPageProps) {
  const say = useSay();
  const [codeNeeded, setCodeNeeded] = useState(() => outcomeOf() === 'code');
  const title = say(codeNeeded ? 'code.title' : 'signIn.title');
  useEffect(() => {
    document.title = `${title} – Replydesk`;
  }, [title]);
  return (
    <Entrance title={title}>
      {codeNeeded ? (
        <CodeForm onSignedIn={onSignedIn} onBack={() => setCodeNeeded(false)} />
      ) : (
        <>
          {expired && <p className={classes.intro}>{say('signIn.expired')}</p>}
          <PasswordForm onSignedIn={onSignedIn} onCodeNeeded={() => setCodeNeeded(true)} />
          <OtherService />
        </>
      )}
    </Entrance>
  );
}
