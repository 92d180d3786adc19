import type { EntityManager } from 'typeorm';
import { Moderator, roleIncludes } from '../domain/moderator.entity.js';
import { SYSTEM } from '../domain/policy.entity.js';
import type { CommandContext } from './command.js';

/** The account that is named, `system` without one; undefined, and said why, when it may not. */
export async function accountOf(
  context: CommandContext,
  manager: EntityManager,
  email: string | undefined,
): Promise<string | undefined> {
  if (email === undefined) return SYSTEM;
  const moderator = await manager.getRepository(Moderator).findOneBy({ email: email.toLowerCase() });
  if (moderator !== null && roleIncludes(moderator.role, 'lead')) return moderator.email;
  context.refuse(moderator === null ? 'cli.unknownModerator' : 'cli.policyRole', { email });
  return undefined;
}
