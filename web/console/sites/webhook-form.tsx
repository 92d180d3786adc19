import { Button, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { SiteSettingsView, WebhookChanged } from '../../../src/contract/desk-api.js';
import { postWebhook, postWebhookSecret } from '../api/desk.js';
import { fullTimeOf } from '../parts/ago.js';
import { Panel } from '../parts/panel.js';
import { fieldProblem, problemText } from '../parts/problem-text.js';
import { useSpeech } from '../say.js';
import classes from './sites.module.css';

/** Where a site is told of decisions, and the secret that signs it, once. */
export function WebhookForm({ settings: { key, webhook } }: { settings: SiteSettingsView }) {
  const { say, locale } = useSpeech();
  const client = useQueryClient();
  const [url, setUrl] = useState(webhook?.url ?? '');
  const [secret, setSecret] = useState<string | null>(null);
  const done = {
    onSuccess: (changed: WebhookChanged) => {
      setSecret(changed.secret);
      void client.invalidateQueries({ queryKey: ['settings', key] });
      notifications.show({ message: say('sites.done.settings'), autoClose: 4000 });
    },
    onError: (error: Error) =>
      notifications.show({ color: 'red', title: say('sites.notDone'), message: problemText(error, say) }),
  };
  const save = useMutation({ mutationFn: () => postWebhook(key, url.trim()), ...done });
  const rotate = useMutation({ mutationFn: () => postWebhookSecret(key), ...done });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const until = webhook?.previousSecretUntil ?? null;
  return (
    <Panel title={say('settings.webhook')} hint={say('settings.webhookHint')}>
      <form onSubmit={submit} className={classes.row}>
        <TextInput
          className={classes.grow}
          label={say('settings.webhookUrl')}
          type="url"
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
          error={fieldProblem(save.error, 'url')}
        />
        <Button type="submit" loading={save.isPending}>
          {say('settings.webhookSave')}
        </Button>
        {webhook !== null && (
          <Button variant="default" loading={rotate.isPending} onClick={() => rotate.mutate()}>
            {say('settings.webhookRotate')}
          </Button>
        )}
      </form>
      <div role="status">
        {secret !== null && (
          <>
            <p>{say('settings.secret')}</p>
            <code className={classes.secret}>{secret}</code>
          </>
        )}
      </div>
      {until !== null && <p>{say('settings.secretUntil', { time: fullTimeOf(until, locale) })}</p>}
    </Panel>
  );
}
