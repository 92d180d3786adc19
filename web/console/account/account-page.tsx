import { Panel } from '../parts/panel.js';
import { useSay } from '../say.js';
import { PageFrame } from '../shell/page-frame.js';
import { useShell } from '../shell/use-shell.js';
import { LanguageChoice } from '../sign-in/entrance.js';
import classes from './account.module.css';
import { PasswordPanel } from './password-panel.js';
import { SecondFactorPanel } from './second-factor-panel.js';
import { SessionsPanel } from './sessions-panel.js';

/** The own account: who one is, password, second factor, and where one is signed in. */
export function AccountPage() {
  const say = useSay();
  const { moderator } = useShell().session;
  return (
    <PageFrame title={say('page.account')}>
      <Panel title={say('account.profile')}>
        <dl className={classes.facts}>
          <dt>{say('setup.name')}</dt>
          <dd>
            <bdi>{moderator.name}</bdi>
          </dd>
          <dt>{say('signIn.email')}</dt>
          <dd>{moderator.email}</dd>
          <dt>{say('account.role')}</dt>
          <dd>{say(`role.${moderator.role}`)}</dd>
          <dt>{say('settings.language')}</dt>
          <dd>
            <LanguageChoice />
          </dd>
        </dl>
      </Panel>
      <SecondFactorPanel />
      <SessionsPanel />
      <PasswordPanel />
    </PageFrame>
  );
}
