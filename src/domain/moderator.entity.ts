import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

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

  /** argon2id, PHC string. */
  @Column('text', { name: 'password_hash' })
  passwordHash: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
