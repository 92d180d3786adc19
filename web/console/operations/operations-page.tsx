import { SegmentedControl } from '@mantine/core';
import { useSay } from '../say.js';
import { PageFrame } from '../shell/page-frame.js';
import { roleIncludes } from '../shell/pages.js';
import { useShell } from '../shell/use-shell.js';
import { useParameter } from '../state/use-parameter.js';
import { Doctor } from './doctor.js';
import { Letters } from './letters.js';

/** Whether nothing is lost, and whether everything was told. */
export function OperationsPage() {
  const say = useSay();
  const { session } = useShell();
  const [tab, setTab] = useParameter('tab');
  const seesLetters = roleIncludes(session.moderator.role, 'admin');
  const letters = tab === 'messages' && seesLetters;
  const tools = seesLetters && (
    <SegmentedControl
      size="xs"
      aria-label={say('page.operations')}
      value={letters ? 'messages' : ''}
      onChange={setTab}
      data={[
        { value: '', label: say('operations.doctor') },
        { value: 'messages', label: say('operations.letters') },
      ]}
    />
  );
  return (
    <PageFrame title={say('page.operations')} tools={tools}>
      {letters ? <Letters /> : <Doctor />}
    </PageFrame>
  );
}
