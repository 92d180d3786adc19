import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { Moderator } from '../domain/moderator.entity.js';
import { ROLES } from '../domain/moderator.entity.js';
import type { moderatorsMessages } from '../messages/moderators.messages.js';
import { hashPassword, PASSWORD_LENGTH } from './password.js';

type FaultKey = Extract<keyof typeof moderatorsMessages, `moderators.fault.${string}`>;

const fault = (key: FaultKey) => ({ error: key });

/** A sign-in name as it is stored: trimmed, lower case. */
export const emailSchema = z
  .string(fault('moderators.fault.email'))
  .trim()
  .toLowerCase()
  .max(254, fault('moderators.fault.email'))
  .pipe(z.email(fault('moderators.fault.email')));

/** A name as people see it: one line, no control characters. */
export const nameSchema = (key: FaultKey) =>
  z
    .string(fault(key))
    .trim()
    .refine((name) => /^[^\p{Cc}]{1,100}$/u.test(name), fault(key));

/** A new password. */
export const newPasswordSchema = z.string(fault('moderators.fault.password')).refine((password) => {
  const length = Array.from(password).length;
  return length >= PASSWORD_LENGTH.min && length <= PASSWORD_LENGTH.max;
}, fault('moderators.fault.password'));

/** What an account needs. Error texts are keys of the moderators' messages. */
export const newModeratorSchema = z.strictObject({
  email: emailSchema,
  name: nameSchema('moderators.fault.name'),
  role: z.enum(ROLES, fault('moderators.fault.role')),
  password: newPasswordSchema,
});

/** What an account needs, before it is checked. */
export type NewModerator = z.input<typeof newModeratorSchema>;

/** An account as its owner sees it. */
export type Account = Pick<Moderator, 'id' | 'email' | 'name' | 'role'>;

/** `invalid`: the failed parse, for http/parse-request.ts `faultsOf`. `taken`: the e-mail has an account. */
export type CreateModeratorResult =
  { kind: 'created'; moderator: Account } | { kind: 'invalid'; error: z.ZodError } | { kind: 'taken' };

/** Creates an account. Safe against two at once with one e-mail: the second is `taken`. */
export async function createModerator(
  manager: EntityManager,
  input: NewModerator,
): Promise<CreateModeratorResult> {
  const parsed = newModeratorSchema.safeParse(input);
  if (!parsed.success) return { kind: 'invalid', error: parsed.error };
  const { email, name, role, password } = parsed.data;
  const id = randomUUID();
  const rows: unknown[] = await manager.query(
    `insert into moderator (id, email, name, role, password_hash) values ($1, $2, $3, $4, $5)
     on conflict (email) do nothing returning id`,
    [id, email, name, role, await hashPassword(password)],
  );
  return rows.length === 0 ? { kind: 'taken' } : { kind: 'created', moderator: { id, email, name, role } };
}
