import { Button } from '@mantine/core';
import { useTheDesk } from '../desk/use-desk.js';
import { BanIcon, TickIcon, UndoIcon } from '../parts/icons.js';
import { useSay, type Say } from '../say.js';
import { GOOD } from '../theme.js';
import { queueOf } from '../state/decisions.js';
import type { LastDeed } from '../state/decisions.js';
import { KeyHint, useAriaKey } from './key-hint.js';
import { PassMenu } from './pass-menu.js';
import { RejectMenu } from './reject-menu.js';
import classes from './decision-bar.module.css';

function statusOf(last: LastDeed, say: Say): string {
  if (last === null) return '';
  const { item, act, reason } = last.deed;
  const name = item.author.name === '' ? say('item.anonymous') : item.author.name;
  if (last.kind === 'undone') return say('decided.undone', { name });
  if (act === 'reject') return say('decided.reject', { name, reason: say(`reason.${reason ?? 'other'}`) });
  return say(act === 'approve' && last.deed.from === 'reported' ? 'decided.keep' : `decided.${act}`, {
    name,
  });
}

function Approve() {
  const say = useSay();
  const { decide, may, wide, shown } = useTheDesk();
  const keeps = shown !== undefined && queueOf(shown) === 'reported';
  return (
    <Button
      size="sm"
      color={GOOD}
      leftSection={wide && <TickIcon />}
      rightSection={<KeyHint command="approve" />}
      disabled={!may({ act: 'approve' })}
      aria-keyshortcuts={useAriaKey('approve')}
      onClick={() => decide({ act: 'approve' })}
    >
      {say(keeps ? 'decide.keep' : 'decide.approve')}
    </Button>
  );
}

function Reject() {
  const { decide, may, shown, detail, reasonsOpen, setReasonsOpen } = useTheDesk();
  const known = detail.data?.id === shown?.id ? detail.data?.authorLanguage : undefined;
  return (
    <RejectMenu
      opened={reasonsOpen}
      setOpened={setReasonsOpen}
      disabled={!may({ act: 'reject' })}
      language={known ?? shown?.language ?? 'en'}
      onReason={(reason) => decide({ act: 'reject', reason })}
    />
  );
}

function Spam() {
  const say = useSay();
  const { decide, may, wide } = useTheDesk();
  return (
    <Button
      size="sm"
      variant="default"
      leftSection={wide && <BanIcon />}
      rightSection={<KeyHint command="spam" />}
      disabled={!may({ act: 'spam' })}
      aria-keyshortcuts={useAriaKey('spam')}
      onClick={() => decide({ act: 'spam' })}
    >
      {say('decide.spam')}
    </Button>
  );
}

/** Decides on the open item; says what was decided last and takes it back. */
export function DecisionBar() {
  const say = useSay();
  const { view, undo, canDecide, wide, bulk } = useTheDesk();
  return (
    <div className={classes.bar} role="group" aria-label={say('decide.label')}>
      <Approve />
      <Reject />
      <Spam />
      <PassMenu />
      <span className={classes.status} role="status">
        {canDecide ? statusOf(view.last, say) : say('decide.viewer')}
      </span>
      <Button
        size="sm"
        variant="default"
        leftSection={wide && <UndoIcon />}
        rightSection={<KeyHint command="undo" />}
        disabled={view.undoable === 0 && bulk.job.job?.may.undo !== true}
        aria-keyshortcuts={useAriaKey('undo')}
        aria-label={wide ? undefined : say('decide.undo')}
        onClick={undo}
      >
        {wide ? say('decide.undo') : <UndoIcon />}
      </Button>
    </div>
  );
}
