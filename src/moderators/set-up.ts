import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { createModerator, type CreateModeratorResult, type NewModerator } from './create-moderator.js';
import { hasAdmin } from './issue-setup-link.js';
import { hashToken } from './secret-token.js';

/** `unknown-link`: the token is unknown or used, or there is an admin already. */
export type SetUpResult = CreateModeratorResult | { kind: 'unknown-link' };

class Refused extends Error {
  constructor(readonly result: SetUpResult) {
    super(result.kind);
  }
}

/** Creates the first admin with the token of the one-time link. */
@Injectable()
export class SetUp {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Uses the link and creates the admin in one transaction: of several at once one succeeds, and an account that cannot
   * be made leaves the link as it was.
   */
  async run(token: string, admin: Omit<NewModerator, 'role'>): Promise<SetUpResult> {
    try {
      return await this.dataSource.transaction(async (manager) => {
        const [used]: [unknown[], number] = await manager.query(
          'delete from setup_link where token_hash = $1 returning 1',
          [hashToken(token)],
        );
        if (used.length === 0 || (await hasAdmin(manager))) throw new Refused({ kind: 'unknown-link' });
        const result = await createModerator(manager, { ...admin, role: 'admin' });
        if (result.kind !== 'created') throw new Refused(result);
        return result;
      });
    } catch (error) {
      if (error instanceof Refused) return error.result;
      throw error;
    }
  }
}
