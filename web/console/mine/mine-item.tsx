import { Button } from '@mantine/core';
import type { MyDecision } from '../../../src/contract/desk-api.js';
import { FoldedText } from '../care/folded-text.js';
import { useStateName } from '../item/state-name.js';
import { isRejectReason } from '../keys/keys.js';
import { agoOf } from '../parts/ago.js';
import { UndoIcon } from '../parts/icons.js';
import { Ago } from '../parts/time.js';
import { useSpeech } from '../say.js';
import { BASE } from '../shell/pages.js';
import { queueOf } from '../state/decisions.js';
import classes from './mine.module.css';

function Deed({ decision }: { decision: MyDecision }) {
  const { say } = useSpeech();
  const { act, reason } = decision;
  const named = reason !== null && isRejectReason(reason) ? say(`reason.${reason}`) : (reason ?? '');
  return (
    <div>
      <span className={classes.act} data-act={act}>
        {say(`mine.you.${act}`, { reason: named })}
      </span>
      <span className={classes.when}>
        <Ago at={decision.at} />
      </span>
    </div>
  );
}

function StateNow({ decision: { submission, changed } }: { decision: MyDecision }) {
  const { say, locale } = useSpeech();
  const stateName = useStateName();
  const who = () => {
    if (changed === null) return null;
    const ago = agoOf(changed.at, Date.now(), locale);
    return changed.mine
      ? say('mine.changedByMe', { ago })
      : say('mine.changedBy', { name: changed.name, ago });
  };
  return (
    <div className={classes.now}>
      {[say('mine.now', { state: stateName(submission) }), who()].filter((part) => part !== null).join(' · ')}
    </div>
  );
}

interface MineItemProps {
  decision: MyDecision;
  busy: boolean;
  onTakeBack: () => void;
}

/** One own decision: what, on what, what became of it, and the way back. */
export function MineItem({ decision, busy, onTakeBack }: MineItemProps) {
  const { say } = useSpeech();
  const { submission } = decision;
  const queue = queueOf(submission);
  const query = new URLSearchParams({ ...(queue === null ? {} : { queue }), item: submission.id });
  const name = submission.author === '' ? say('item.anonymous') : submission.author;
  return (
    <li className={classes.item} data-decision={decision.id}>
      <div>
        <Deed decision={decision} />
        <FoldedText id={submission.id} severe={submission.severe}>
          <p className={classes.text} dir="auto" lang={submission.language ?? undefined}>
            {submission.text}
          </p>
        </FoldedText>
        {decision.note !== null && <p className={classes.note}>{decision.note}</p>}
        <div className={classes.about}>{say('mine.about', { name, thread: submission.thread.title })}</div>
        <StateNow decision={decision} />
      </div>
      <div className={classes.tools}>
        <a href={`${BASE}?${query.toString()}`}>{say('mine.open')}</a>
        {decision.takeBack && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<UndoIcon />}
            loading={busy}
            onClick={onTakeBack}
          >
            {say('mine.takeBack')}
          </Button>
        )}
      </div>
    </li>
  );
}
