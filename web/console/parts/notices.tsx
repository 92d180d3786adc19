import { useMediaQuery } from '@mantine/hooks';
import { Notifications } from '@mantine/notifications';

/** Screens on which the list and the item stand side by side. */
export const WIDE = '(min-width: 56.25em)';

/** Messages, where they cover nothing that decides: below right, on a phone above. */
export function Notices() {
  const wide = useMediaQuery(WIDE, undefined, { getInitialValueInEffect: false });
  return <Notifications position={wide ? 'bottom-right' : 'top-center'} limit={3} containerWidth={380} />;
}
