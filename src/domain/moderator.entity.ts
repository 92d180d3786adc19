import { Column, CreateDateColumn, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';

/** What a moderator may do; each role includes the ones before it. */
export const ROLES = ['viewer', 'moderator', 'lead', 'admin'] as const;

/** What a moderator may do; each role includes the ones before it. */
export type Role = (typeof ROLES)[number];

/** Whether `role` includes what `needed` may do. */
export function roleIncludes(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

/** Who may decide. */
@Entity('moderator')
export class Moderator {
  @PrimaryColumn('uuid')
  id: string;

  /** Lower case; the sign-in name. */
  @Column('text', { unique: true })
  email: string;

  /** As colleagues see it. */
  @Column('text')
  name: string;

  @Column('text')
  role: Role;

  /** argon2id, PHC string; `!` for an account without password. */
  @Column('text', { name: 'password_hash' })
  passwordHash: string;

  @Column('uuid', { name: 'invited_by', nullable: true })
  invitedBy: string | null;

  @ManyToOne(() => Moderator, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'invited_by', foreignKeyConstraintName: 'moderator_inviter' })
  inviter?: Moderator;

  @Column('timestamptz', { name: 'last_seen_at', nullable: true })
  lastSeenAt: Date | null;

  /** Since when the account opens nothing; null: it does. */
  @Column('timestamptz', { name: 'switched_off_at', nullable: true })
  switchedOffAt: Date | null;

  /** Issuer and subject at another service, separated by a blank; null: never signed in there. */
  @Column('text', { name: 'oidc_subject', unique: true, nullable: true })
  oidcSubject: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
