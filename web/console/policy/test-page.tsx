import { Alert, Button, Group, SegmentedControl, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { PolicyTestRequest } from '../../../src/contract/policy-api.js';
import { testText } from '../api/policy.js';
import { problemText } from '../parts/problem-text.js';
import { useSay } from '../say.js';
import { Card } from './parts.js';
import classes from './policy.module.css';
import { TestResult } from './test-result.js';
import { usePolicy } from './use-policy-desk.js';

type Test = Omit<PolicyTestRequest, 'document' | 'version' | 'draft'>;

/** Under what is in force, and beside it under the draft or one's own edits where they differ. */
function useTest() {
  const { site, document, changes, check } = usePolicy();
  const differs = changes.length > 0 && check?.ok === true;
  return useMutation({
    mutationFn: async (test: Test) => {
      const [inForce, draft] = await Promise.all([
        testText(site, test),
        differs ? testText(site, { ...test, document }) : Promise.resolve(null),
      ]);
      return { text: test.text, inForce, draft };
    },
  });
}

function Choices({ test, onChange }: { test: Test; onChange: (test: Test) => void }) {
  const say = useSay();
  return (
    <Group gap="md">
      <SegmentedControl
        size="xs"
        aria-label={say('policy.test.author')}
        value={test.author ?? 'known'}
        onChange={(value) => onChange({ ...test, author: value === 'new' ? 'new' : 'known' })}
        data={[
          { value: 'known', label: say('policy.test.known') },
          { value: 'new', label: say('policy.test.new') },
        ]}
      />
      <SegmentedControl
        size="xs"
        aria-label={say('policy.test.language')}
        value={test.language ?? ''}
        onChange={(value) => {
          const { language: _language, ...rest } = test;
          onChange(value === 'en' || value === 'ja' ? { ...rest, language: value } : rest);
        }}
        data={[
          { value: '', label: say('policy.test.fits') },
          { value: 'en', label: say('policy.test.onEnglish') },
          { value: 'ja', label: say('policy.test.onJapanese') },
        ]}
      />
    </Group>
  );
}

/** A text, tried under the policy in force and under the draft, side by side. */
export function TestPage() {
  const say = useSay();
  const { canEdit, check } = usePolicy();
  const [test, setTest] = useState<Test>({ text: '' });
  const run = useTest();
  const canRun = test.text.trim() !== '' && canEdit;
  return (
    <div className={classes.stack}>
      <Card title={say('policy.part.test')} hint={say(canEdit ? 'policy.test.hint' : 'policy.bar.viewer')}>
        <div className={classes.stack}>
          <Textarea
            aria-label={say('policy.test.text')}
            placeholder={say('policy.test.text')}
            autosize
            minRows={3}
            maxRows={14}
            maxLength={65_525}
            value={test.text}
            onChange={({ currentTarget: { value } }) => setTest({ ...test, text: value })}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && canRun) run.mutate(test);
            }}
          />
          <Choices test={test} onChange={setTest} />
          <Group>
            <Button disabled={!canRun} loading={run.isPending} onClick={() => run.mutate(test)}>
              {say('policy.test.run')}
            </Button>
          </Group>
          {check?.ok === false && <Alert color="yellow">{say('policy.test.invalid')}</Alert>}
          {run.isError && (
            <Alert color="red" role="alert">
              {problemText(run.error, say)}
            </Alert>
          )}
        </div>
      </Card>
      {run.data !== undefined && (
        <div className={classes.columns} aria-live="polite">
          <TestResult title={say('policy.test.inForce')} text={run.data.text} result={run.data.inForce} />
          {run.data.draft !== null && (
            <TestResult title={say('policy.test.draft')} text={run.data.text} result={run.data.draft} />
          )}
        </div>
      )}
    </div>
  );
}
