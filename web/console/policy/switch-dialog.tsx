import { Button, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { SwitchNameView } from '../../../src/contract/policy-api.js';
import { setBrake, throwSwitch } from '../api/policy.js';
import { useSay } from '../say.js';
import { BAD } from '../theme.js';
import { Dialog } from './dialog.js';
import { DialogEnd } from './dialog-end.js';
import type { PolicyDocument } from './document.js';
import { focusHeading } from './parts.js';
import { nameOf } from './switch-name.js';
import { usePolicy } from './use-policy-desk.js';

/** What somebody is about to switch; an empty thread or rule is still to be chosen. */
export type Deed =
  | { kind: 'switch'; name: SwitchNameView; thread?: string; on: boolean }
  | { kind: 'brake'; rule: string; on: boolean };

/** For how long, in minutes; 0: until somebody ends it. */
const MINUTES = ['60', '240', '1440', '10080', '0'] as const;

function Target({ deed, onTarget }: { deed: Deed; onTarget: (deed: Deed) => void }) {
  const say = useSay();
  const { inForce } = usePolicy();
  if (!deed.on) return null;
  if (deed.kind === 'brake') {
    const rules = (inForce.document as PolicyDocument).rules ?? [];
    return (
      <NativeSelect
        label={say('policy.switch.whichRule')}
        value={deed.rule}
        data={[{ value: '', label: '–' }, ...rules.map(({ id }) => ({ value: id, label: id }))]}
        onChange={(event) => onTarget({ ...deed, rule: event.currentTarget.value })}
      />
    );
  }
  if (deed.thread === undefined) return null;
  return (
    <TextInput
      label={say('policy.switch.whichThread')}
      value={deed.thread}
      maxLength={200}
      onChange={(event) => onTarget({ ...deed, thread: event.currentTarget.value })}
    />
  );
}

interface Wish {
  deed: Deed;
  reason: string;
  minutes: string;
}

function useSwitch(onDone: () => void) {
  const { site, refresh } = usePolicy();
  return useMutation({
    mutationFn: ({ deed, reason, minutes }: Wish): Promise<unknown> => {
      const { on } = deed;
      const more = { on, reason: reason.trim(), ...(on && minutes !== '0' && { minutes: Number(minutes) }) };
      if (deed.kind === 'brake') return setBrake(site, { rule: deed.rule, ...more });
      const { name, thread } = deed;
      return throwSwitch(site, { switch: name, ...(thread !== undefined && { thread }), ...more });
    },
    onSuccess: async () => {
      await refresh();
      onDone();
      focusHeading();
    },
  });
}

/** Asks why, and for how long, before something is switched. */
export function SwitchDialog({ deed: given, onClose }: { deed: Deed; onClose: () => void }) {
  const say = useSay();
  const [deed, setDeed] = useState(given);
  const [reason, setReason] = useState('');
  const [minutes, setMinutes] = useState<string>('60');
  const act = useSwitch(onClose);
  const isNamed = deed.kind === 'brake' ? deed.rule !== '' : deed.thread !== '';
  const title =
    deed.kind === 'brake'
      ? say('policy.switch.one.rule')
      : nameOf({ name: deed.name, thread: deed.thread === '' ? '…' : (deed.thread ?? null) }, say);
  return (
    <Dialog
      onClose={onClose}
      title={say(deed.on ? 'policy.switch.startOne' : 'policy.switch.endOne', { name: title })}
    >
      <Stack gap="md">
        <Target deed={deed} onTarget={setDeed} />
        <Textarea
          label={say('policy.switch.reason')}
          required
          autosize
          minRows={2}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {deed.on && (
          <NativeSelect
            label={say('policy.switch.howLong')}
            value={minutes}
            data={MINUTES.map((value) => ({ value, label: say(`policy.switch.minutes.${value}`) }))}
            onChange={(event) => setMinutes(event.currentTarget.value)}
          />
        )}
        <DialogEnd error={act.error} onCancel={onClose}>
          <Button
            {...(deed.on && { color: BAD })}
            disabled={reason.trim() === '' || !isNamed}
            loading={act.isPending}
            onClick={() => act.mutate({ deed, reason, minutes })}
          >
            {say(deed.on ? 'policy.switch.start' : 'policy.switch.end')}
          </Button>
        </DialogEnd>
      </Stack>
    </Dialog>
  );
}
