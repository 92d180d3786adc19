import { Button, Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { SiteSettingsView } from '../../../src/contract/desk-api.js';
import { postSettings } from '../api/desk.js';
import { Panel } from '../parts/panel.js';
import { fieldProblem, problemText } from '../parts/problem-text.js';
import { useSay } from '../say.js';
import classes from './sites.module.css';

const LANGUAGES = [
  { value: 'en', label: 'English' },
  { value: 'ja', label: '日本語' },
] as const;

type Fields = Omit<SiteSettingsView, 'key' | 'webhook'>;

function useSave(site: string) {
  const say = useSay();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ url, ...fields }: Fields) => postSettings(site, { ...fields, url: url ?? '' }),
    onSuccess: (settings) => {
      client.setQueryData(['settings', site], settings);
      void client.invalidateQueries({ queryKey: ['sites'] });
      void client.invalidateQueries({ queryKey: ['threads', site] });
      notifications.show({ message: say('sites.done.settings'), autoClose: 4000 });
    },
    onError: (error) =>
      notifications.show({ color: 'red', title: say('sites.notDone'), message: problemText(error, say) }),
  });
}

const numberIn = (value: string | number) => (value === '' ? null : Number(value));

interface PartProps {
  fields: Fields;
  set: (change: Partial<Fields>) => void;
  error: Error | null;
}

function Names({ fields, set, error }: PartProps) {
  const say = useSay();
  return (
    <>
      <TextInput
        label={say('settings.name')}
        value={fields.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        error={fieldProblem(error, 'name')}
        maxLength={200}
        required
      />
      <TextInput
        label={say('settings.url')}
        description={say('settings.urlHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        type="url"
        value={fields.url ?? ''}
        onChange={(event) => set({ url: event.currentTarget.value })}
        error={fieldProblem(error, 'url')}
      />
      <NativeSelect
        label={say('settings.siteLanguage')}
        value={fields.locale}
        data={[...LANGUAGES]}
        onChange={(event) =>
          set({ locale: LANGUAGES.find(({ value }) => value === event.currentTarget.value)?.value ?? 'en' })
        }
      />
      <Checkbox.Group
        label={say('settings.languages')}
        value={[...new Set([fields.locale, ...fields.locales])]}
        onChange={(chosen) =>
          set({ locales: LANGUAGES.map(({ value }) => value).filter((one) => chosen.includes(one)) })
        }
        error={fieldProblem(error, 'locales')}
      >
        <div className={classes.row}>
          {LANGUAGES.map(({ value, label }) => (
            <Checkbox key={value} value={value} label={label} disabled={value === fields.locale} />
          ))}
        </div>
      </Checkbox.Group>
    </>
  );
}

function Limits({ fields, set, error }: PartProps) {
  const say = useSay();
  return (
    <>
      <NumberInput
        label={say('settings.flood')}
        description={say('settings.floodHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={fields.floodSeconds}
        onChange={(value) => set({ floodSeconds: numberIn(value) ?? 0 })}
        min={0}
        max={86_400}
        allowDecimal={false}
        error={fieldProblem(error, 'floodSeconds')}
      />
      <NumberInput
        label={say('settings.closeAfter')}
        description={say('settings.closeAfterHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={fields.closeAfterDays ?? ''}
        onChange={(value) => set({ closeAfterDays: numberIn(value) })}
        min={1}
        max={36_500}
        allowDecimal={false}
        error={fieldProblem(error, 'closeAfterDays')}
      />
      <Checkbox
        label={say('settings.requireName')}
        checked={fields.requireNameEmail}
        onChange={(event) => set({ requireNameEmail: event.currentTarget.checked })}
      />
      <Checkbox
        label={say('settings.createThreads')}
        checked={fields.createThreads}
        onChange={(event) => set({ createThreads: event.currentTarget.checked })}
      />
    </>
  );
}

/** The settings of a site, as a form. */
export function SettingsForm({ settings, mayChange }: { settings: SiteSettingsView; mayChange: boolean }) {
  const say = useSay();
  const { key, webhook: _webhook, ...stored } = settings;
  const [fields, setFields] = useState<Fields>(stored);
  const save = useSave(key);
  const set = (change: Partial<Fields>) => setFields((now) => ({ ...now, ...change }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(fields);
  };
  return (
    <Panel title={say('sites.settings')} {...(mayChange ? {} : { hint: say('settings.onlyAdmins') })}>
      <form onSubmit={submit}>
        <fieldset className={classes.form} disabled={!mayChange}>
          <Names fields={fields} set={set} error={save.error} />
          <Limits fields={fields} set={set} error={save.error} />
        </fieldset>
        {mayChange && (
          <div className={classes.buttons}>
            <Button type="submit" loading={save.isPending}>
              {say('sites.save')}
            </Button>
          </div>
        )}
      </form>
    </Panel>
  );
}
