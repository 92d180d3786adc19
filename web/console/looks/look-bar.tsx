import { Button } from '@mantine/core';
import type { SampleChoice } from '../../../src/contract/samples-api.js';
import { KeyHint, useAriaKey } from '../item/key-hint.js';
import { RejectMenu } from '../item/reject-menu.js';
import type { Command } from '../keys/keymap.js';
import type { MessageKey } from '../messages.js';
import { useSay, type Say } from '../say.js';
import { GOOD } from '../theme.js';
import bar from './looks.module.css';
import type { LastLook, Looks } from './use-looks.js';

function choiceText(choice: SampleChoice, say: Say): string {
  if (choice === 'approved') return say('looks.approved');
  return say('looks.rejected', { reason: say(`reason.${choice}`) });
}

/** What was compared, and what came of it. */
function statusOf(last: LastLook, say: Say): string {
  if (last === null) return '';
  if (last.kind !== 'answered') return say(last.kind === 'passed' ? 'looks.passed' : 'looks.takenBack');
  const { agreed, before, led } = last.answer;
  const compared = say(agreed ? 'looks.same' : 'looks.differs', {
    by: before.by,
    before: choiceText(before.choice, say),
  });
  return agreed ? compared : `${compared} ${say(`looks.led.${led}`)}`;
}

interface ActProps {
  command: Command;
  name: MessageKey;
  disabled: boolean;
  color?: string;
  onClick: () => void;
}

function Act({ command, name, disabled, color, onClick }: ActProps) {
  const say = useSay();
  return (
    <Button
      size="sm"
      {...(color === undefined ? { variant: 'default' } : { color })}
      rightSection={<KeyHint command={command} />}
      disabled={disabled}
      aria-keyshortcuts={useAriaKey(command)}
      onClick={onClick}
    >
      {say(name)}
    </Button>
  );
}

interface LookBarProps {
  looks: Looks;
  reasonsOpen: boolean;
  setReasonsOpen: (open: boolean) => void;
}

/** Answers what is on screen; says what stood before the last answer, and takes it back. */
export function LookBar({ looks, reasonsOpen, setReasonsOpen }: LookBarProps) {
  const say = useSay();
  const { shown, last } = looks;
  const none = shown === undefined;
  return (
    <div className={bar.bar} role="group" aria-label={say('decide.label')}>
      <Act
        command="approve"
        name="decide.approve"
        color={GOOD}
        disabled={none}
        onClick={() => looks.answer('approved')}
      />
      <RejectMenu
        opened={reasonsOpen}
        setOpened={setReasonsOpen}
        disabled={none}
        language={shown?.submission.authorLanguage ?? 'en'}
        onReason={looks.answer}
      />
      <Act command="spam" name="decide.spam" disabled={none} onClick={() => looks.answer('spam')} />
      <Act command="skip" name="looks.pass" disabled={none} onClick={looks.pass} />
      <span className={bar.status} role="status">
        {statusOf(last, say)}
      </span>
      <Act command="undo" name="decide.undo" disabled={last?.kind !== 'answered'} onClick={looks.undo} />
    </div>
  );
}
