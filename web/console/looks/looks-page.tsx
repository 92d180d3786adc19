import { useEffect, useState } from 'react';
import { toggleText } from '../care/shown-texts.js';
import { useKeys } from '../desk/use-keys.js';
import type { KeyAct } from '../keys/keys.js';
import { Asked } from '../parts/asked.js';
import { Notice } from '../parts/notice.js';
import { useSay } from '../say.js';
import { PageFrame } from '../shell/page-frame.js';
import { useShell } from '../shell/use-shell.js';
import { LookBar } from './look-bar.js';
import { LookView } from './look-view.js';
import classes from './looks.module.css';
import { useLooks } from './use-looks.js';

/** Comments that are decided already, one at a time: somebody else says what to do without being told what was done. */
export function LooksPage() {
  const say = useSay();
  const { keysOn, keymap } = useShell();
  const looks = useLooks();
  const [reasonsOpen, setReasonsOpen] = useState(false);
  const { shown } = looks;

  const perform = (act: KeyAct): boolean => {
    if (act.kind === 'undo') looks.undo();
    else if (shown === undefined) return false;
    else if (act.kind === 'approve') looks.answer('approved');
    else if (act.kind === 'spam') looks.answer('spam');
    else if (act.kind === 'skip') looks.pass();
    else if (act.kind === 'reject') setReasonsOpen(true);
    else if (act.kind === 'reveal') toggleText(shown.submission.id);
    else if (act.kind === 'reason') {
      setReasonsOpen(false);
      looks.answer(act.reason);
    } else return false;
    return true;
  };
  useKeys({ on: keysOn, keymap, reasonsOpen, onAct: perform });
  useEffect(() => setReasonsOpen(false), [shown?.id]);

  return (
    <PageFrame title={say('page.looks')}>
      <div className={classes.page}>
        <p className={classes.hint}>{say('looks.hint')}</p>
        <LookBar looks={looks} reasonsOpen={reasonsOpen} setReasonsOpen={setReasonsOpen} />
        <Asked query={looks.query} failed={say('looks.failed')}>
          {() =>
            shown === undefined ? (
              <Notice title={say('looks.none')} hint={say('looks.noneHint')} />
            ) : (
              <LookView key={shown.id} submission={shown.submission} />
            )
          }
        </Asked>
      </div>
    </PageFrame>
  );
}
