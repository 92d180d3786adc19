import { Button, Kbd, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Language, RejectReason } from '../../../src/contract/review-api.js';
import { fetchReasons } from '../api/item.js';
import { REJECT_REASONS } from '../keys/keys.js';
import { CrossIcon } from '../parts/icons.js';
import { keepLastReason, lastReason } from '../preferences.js';
import { useSay } from '../say.js';
import { useShell } from '../shell/use-shell.js';
import { KeyHint, useAriaKey, useWide } from './key-hint.js';
import own from './reject-menu.module.css';

/** Not `keydown`: the menu would close on the number that follows R before the focus has reached it. */
const CLOSE_ON = ['mousedown', 'touchstart'];

/** What the author would be told of a reason, in the author's language. */
function Preview({ reason, language }: { reason: RejectReason; language: Language }) {
  const say = useSay();
  const { data } = useQuery({
    queryKey: ['reasons'],
    queryFn: ({ signal }) => fetchReasons(signal),
    staleTime: Infinity,
  });
  const text = data?.reasons.find((one) => one.reason === reason)?.text[language];
  return (
    <div className={own.preview}>
      {say('reject.authorReads')}
      {text === null ? <p>{say('reject.nothing')}</p> : <p lang={language}>{text}</p>}
    </div>
  );
}

/** The reasons; the last one that was used has the focus. Below them, what the author reads. */
function Reasons({ language, onReason }: Pick<RejectMenuProps, 'language' | 'onReason'>) {
  const say = useSay();
  const { keysOn } = useShell();
  const last = lastReason();
  const [looked, setLooked] = useState<RejectReason>(last ?? REJECT_REASONS[0]);
  return (
    <>
      <Menu.Label>{say('decide.reasons')}</Menu.Label>
      {REJECT_REASONS.map((reason, index) => (
        <Menu.Item
          key={reason}
          data-autofocus={reason === last ? true : undefined}
          leftSection={keysOn && <Kbd size="xs">{index + 1}</Kbd>}
          rightSection={reason === last && <span className={own.last}>{say('reject.last')}</span>}
          onFocus={() => setLooked(reason)}
          onMouseEnter={() => setLooked(reason)}
          onClick={() => {
            keepLastReason(reason);
            onReason(reason);
          }}
        >
          {say(`reason.${reason}`)}
        </Menu.Item>
      ))}
      <Preview reason={looked} language={language} />
    </>
  );
}

interface RejectMenuProps {
  opened: boolean;
  setOpened: (opened: boolean) => void;
  disabled: boolean;
  /** Of the author. */
  language: Language;
  onReason: (reason: RejectReason) => void;
}

/** Rejects with a reason; a number chooses it. */
export function RejectMenu({ opened, setOpened, disabled, language, onReason }: RejectMenuProps) {
  const say = useSay();
  const wide = useWide();
  const ariaKey = useAriaKey('reject');
  return (
    <Menu
      opened={opened}
      onChange={setOpened}
      position="bottom-start"
      shadow="md"
      width={320}
      returnFocus
      withinPortal={false}
      clickOutsideEvents={CLOSE_ON}
      withInitialFocusPlaceholder={false}
      transitionProps={{ duration: 0 }}
    >
      <Menu.Target>
        <Button
          size="sm"
          variant="default"
          leftSection={wide && <CrossIcon />}
          rightSection={<KeyHint command="reject" />}
          disabled={disabled}
          aria-keyshortcuts={ariaKey}
        >
          {say('decide.reject')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label={say('decide.reasons')}>
        <Reasons language={language} onReason={onReason} />
      </Menu.Dropdown>
    </Menu>
  );
}
