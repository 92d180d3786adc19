import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useSay } from '../say.js';
import classes from './account.module.css';

/** The recovery codes, this once. */
export function RecoveryCodeList({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const say = useSay();
  const clipboard = useClipboard();
  return (
    <div className={classes.enrol} role="group" aria-label={say('codes.title')}>
      <strong>{say('codes.title')}</strong>
      <p>{say('codes.hint')}</p>
      <ul className={classes.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={classes.buttons}>
        <Button onClick={onKept}>{say('codes.kept')}</Button>
        <Button variant="default" onClick={() => clipboard.copy(codes.join('\n'))}>
          {say(clipboard.copied ? 'codes.copied' : 'codes.copy')}
        </Button>
      </div>
    </div>
  );
}
