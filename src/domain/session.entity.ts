import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Moderator } from './moderator.entity.js';

/** A signed-in browser of a moderator. The cookie holds the token, this row its hash. */
@Entity('session')
@Index('session_moderator', ['moderatorId'])
export class Session {
  /** Hex SHA-256 of the cookie's token. */
  @PrimaryColumn('text', { name: 'token_hash' })
  tokenHash: string;

  @Column('uuid', { name: 'moderator_id' })
  moderatorId: string;

  @ManyToOne(() => Moderator, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'moderator_id' })
  moderator?: Moderator;

  /** What the session is called in lists; it opens nothing. */
  @Column('uuid', { unique: true })
  id: string;

  @Column('text', { name: 'csrf_token' })
  csrfToken: string;

  /** As the browser called itself at sign-in; shortened. */
  @Column('text', { name: 'user_agent', default: '' })
  userAgent: string;

  /** Network of the browser at sign-in (http/client-address.ts, wideNetwork). */
  @Column('text', { default: '' })
  network: string;

  /** When the moderator last showed who they are, by password, code or another service. */
  @Column('timestamptz', { name: 'confirmed_at', default: () => 'now()' })
  confirmedAt: Date;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column('timestamptz', { name: 'last_seen_at', default: () => 'now()' })
  lastSeenAt: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;
}

/** Somebody who gave the right password and has not given a code yet. It opens nothing but the next step. */
@Entity('sign_in_step')
export class SignInStep {
  /** Hex SHA-256 of the cookie's token. */
  @PrimaryColumn('text', { name: 'token_hash' })
  tokenHash: string;

  @Column('uuid', { name: 'moderator_id' })
  moderatorId: string;

  @ManyToOne(() => Moderator, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'moderator_id', foreignKeyConstraintName: 'sign_in_step_moderator' })
  moderator?: Moderator;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;
}

/** A bearer token of a moderator, for scripts. */
@Entity('api_token')
@Index('api_token_moderator', ['moderatorId'])
export class ApiToken {
  @PrimaryColumn('uuid')
  id: string;

  /** Hex SHA-256 of the token. */
  @Column('text', { name: 'token_hash', unique: true })
  tokenHash: string;

  @Column('uuid', { name: 'moderator_id' })
  moderatorId: string;

  @ManyToOne(() => Moderator, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'moderator_id' })
  moderator?: Moderator;

  @Column('text')
  name: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt: Date | null;
}

/** The one-time link that creates the first admin. At most one row; gone once used. */
@Entity('setup_link')
export class SetupLink {
  /** Hex SHA-256 of the token in the link. */
  @PrimaryColumn('text', { name: 'token_hash' })
  tokenHash: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
