import { z } from 'zod';
import type { Config } from '../../config/config.js';
import { Moderator } from '../../domain/moderator.entity.js';
import { endSessions } from '../../moderators/account/session-list.js';
import { LINK_DAYS, newLink } from '../../moderators/people/invitations.js';
import { notePeopleEvent } from '../../moderators/people/note-people-event.js';
import { removeSecondFactor } from '../../moderators/second-factor/second-factors.js';
import { type CommandHandler, printJson } from '../command.js';
import { withStores } from '../stores.js';

const resetSchema = z.object({
  email: z.string(),
  secondFactor: z.boolean().default(false),
  json: z.boolean().default(false),
});

/**
 * The way back for whoever lost a password or a telephone and has no colleague to help: prints a link by which the owner
 * chooses a new password, and takes the second factor away where that is asked for.
 */
export const moderatorReset: CommandHandler = (context, options) => {
  const { email, secondFactor, json } = resetSchema.parse(options);
  return withStores(context, async ({ dataSource, config }) => {
    const wanted = email.trim().toLowerCase();
    const found = await dataSource.getRepository(Moderator).findOneBy({ email: wanted });
    if (found === null) return context.refuse('cli.unknownModerator', { email });
    if (found.switchedOffAt !== null) return context.refuse('cli.moderatorOff', { email });
    const token = await dataSource.transaction(async (manager) => {
      const event = { actorId: null, moderatorId: found.id };
      if (secondFactor && (await removeSecondFactor(manager, found.id)))
        await notePeopleEvent(manager, { ...event, kind: 'factor-reset' });
      await endSessions(manager, found.id);
      await notePeopleEvent(manager, { ...event, kind: 'link' });
      return newLink(manager, found.id);
    });
    const link = `${addressOf(config)}/console/invitation#token=${token}`;
    if (json) printJson(context, { email: found.email, link });
    else
      for (const line of [context.say('cli.moderatorReset', { email: found.email, days: LINK_DAYS }), link])
        context.terminal.out(line);
    return 0;
  });
};

function addressOf({ http }: Config): string {
  return http.publicUrl ?? `http://localhost:${http.port}`;
}
