import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Moderator } from './moderator.entity.js';

/** A link by which somebody who was invited chooses a password. Gone once used; at most one for each account. */
@Entity('invitation')
export class Invitation {
  /** Hex SHA-256 of the token in the link. */
  @PrimaryColumn('text', { name: 'token_hash' })
  tokenHash: string;

  @Column('uuid', { name: 'moderator_id' })
  moderatorId: string;

  @ManyToOne(() => Moderator, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'moderator_id', foreignKeyConstraintName: 'invitation_moderator' })
  moderator?: Moderator;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;
}

/** What is done to accounts. */
export const PEOPLE_EVENTS = [
  'invited',
  'link',
  'joined',
  'created',
  'role',
  'switched-off',
  'switched-on',
  'factor-on',
  'factor-off',
  'factor-reset',
  'recovery-codes',
  'recovery-used',
  'password',
  'other-service',
] as const;

/** What was done to an account. */
export type PeopleEventKind = (typeof PEOPLE_EVENTS)[number];

/** What somebody did to an account, the own one or another's; append-only, by trigger. */
@Entity('people_event')
@Index('people_event_newest', ['createdAt'])
export class PeopleEvent {
  @PrimaryColumn('uuid')
  id: string;

  /** Null: the desk itself, or its command line. */
  @Column('uuid', { name: 'actor_id', nullable: true })
  actorId: string | null;

  @ManyToOne(() => Moderator, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'actor_id', foreignKeyConstraintName: 'people_event_actor' })
  actor?: Moderator;

  /** Whose account it is. */
  @Column('uuid', { name: 'moderator_id' })
  moderatorId: string;

  @ManyToOne(() => Moderator, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'moderator_id', foreignKeyConstraintName: 'people_event_moderator' })
  moderator?: Moderator;

  @Column('text')
  kind: PeopleEventKind;

  /** Of a role: the new one; else empty. */
  @Column('text', { default: '' })
  detail: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
