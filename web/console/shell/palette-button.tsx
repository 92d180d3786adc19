import { ActionIcon, Tooltip } from '@mantine/core';
import { SearchIcon } from '../parts/icons.js';
import { useSay } from '../say.js';
import { useShell } from './use-shell.js';

/** Opens the palette without a key. */
export function PaletteButton() {
  const say = useSay();
  const { palette } = useShell();
  return (
    <Tooltip label={say('palette.title')}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={say('palette.title')}
        onClick={palette.open}
      >
        <SearchIcon />
      </ActionIcon>
    </Tooltip>
  );
}
