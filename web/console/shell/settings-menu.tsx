import {
  ActionIcon,
  Button,
  Popover,
  SegmentedControl,
  Stack,
  Switch,
  Tooltip,
  useMantineColorScheme,
  type MantineColorScheme,
} from '@mantine/core';
import { useState } from 'react';
import { SettingsIcon } from '../parts/icons.js';
import { useSay } from '../say.js';
import { LanguageChoice } from '../sign-in/entrance.js';
import classes from './shell.module.css';
import { useShell } from './use-shell.js';

const THEMES = ['auto', 'light', 'dark'] as const satisfies readonly MantineColorScheme[];

function ThemeChoice() {
  const say = useSay();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      aria-label={say('settings.theme')}
      size="xs"
      fullWidth
      value={colorScheme}
      onChange={(value) => setColorScheme(THEMES.find((known) => known === value) ?? 'auto')}
      data={THEMES.map((value) => ({ value, label: say(`settings.theme.${value}`) }))}
    />
  );
}

function SettingsPanel({ onClose }: { onClose: () => void }) {
  const say = useSay();
  const { keysOn, setKeysOn, breaksOn, setBreaksOn, setHelpOpen } = useShell();
  const showKeys = () => {
    onClose();
    setHelpOpen(true);
  };
  return (
    <Stack gap="md">
      <div className={classes.setting}>
        <span className={classes.settingName}>{say('settings.language')}</span>
        <LanguageChoice fullWidth />
      </div>
      <div className={classes.setting}>
        <span className={classes.settingName}>{say('settings.theme')}</span>
        <ThemeChoice />
      </div>
      <Switch
        label={say('settings.keys')}
        description={say('settings.keysHint')}
        checked={keysOn}
        onChange={(event) => setKeysOn(event.currentTarget.checked)}
      />
      <Switch
        label={say('care.breaks')}
        description={say('care.breaksHint')}
        checked={breaksOn}
        onChange={(event) => setBreaksOn(event.currentTarget.checked)}
      />
      <Button variant="default" size="xs" onClick={showKeys}>
        {say('settings.showKeys')}
      </Button>
    </Stack>
  );
}

/** Language, appearance and keys of this browser. */
export function SettingsMenu() {
  const say = useSay();
  const [opened, setOpened] = useState(false);
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      width={290}
      position="bottom-end"
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Tooltip label={say('desk.settings')} disabled={opened}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={say('desk.settings')}
            onClick={() => setOpened(!opened)}
          >
            <SettingsIcon />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={say('desk.settings')}>
        <SettingsPanel onClose={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}
