import { Controller, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CONFIG, type Config } from '../../config/config.js';
import type { InvitationLink, PeopleEventView, PersonView } from '../../contract/people-api.js';
import { ROLES } from '../../domain/moderator.entity.js';
import { languageOfRequest } from '../../http/language.js';
import { parseRequest } from '../../http/parse-request.js';
import { ProblemError } from '../../http/problem.js';
import { publicUrlOf } from '../../http/public-url.js';
import { moderatorsMessages } from '../../messages/moderators.messages.js';
import { say } from '../../messages/messages.js';
import { Needs } from '../access.js';
import { signedIn } from '../access.guard.js';
import { newModeratorSchema } from '../create-moderator.js';
import { refusal } from '../refusals.js';
import { ChangePerson, type ChangeResult } from './change-person.js';
import { Invitations } from './invitations.js';
import { listPeople, listPeopleEvents } from './people.query.js';

const personSchema = newModeratorSchema.omit({ password: true });
const roleSchema = z.strictObject({ role: z.enum(ROLES, { error: 'moderators.fault.role' }) });
const activeSchema = z.strictObject({ active: z.boolean() });

/** Who may sign in, and as what. */
@Controller('api/v1/people')
export class PeopleController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly invitations: Invitations,
    private readonly changing: ChangePerson,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @Needs('lead')
  list(): Promise<PersonView[]> {
    return listPeople(this.dataSource);
  }

  @Get('events')
  @Needs('admin')
  events(): Promise<PeopleEventView[]> {
    return listPeopleEvents(this.dataSource);
  }

  @Post()
  @Needs('admin', { sessionOnly: true, fresh: true })
  @HttpCode(201)
  async invite(@Req() request: FastifyRequest): Promise<InvitationLink> {
    const language = languageOfRequest(request);
    const person = parseRequest(personSchema, request.body, language, moderatorsMessages);
    const invited = await this.invitations.invite(signedIn(request).moderator.id, person);
    if (invited === null) {
      const message = say(language, moderatorsMessages, 'moderators.fault.taken');
      throw new ProblemError(422, { detail: message, errors: [{ field: 'email', message }] });
    }
    return { id: invited.id, link: this.linkOf(request, invited.token) };
  }

  @Post(':id/role')
  @Needs('admin', { sessionOnly: true, fresh: true })
  @HttpCode(204)
  async setRole(@Req() request: FastifyRequest, @Param('id') id: string): Promise<void> {
    const { role } = parseRequest(roleSchema, request.body, languageOfRequest(request), moderatorsMessages);
    const { moderator } = signedIn(request);
    madeBy(await this.changing.setRole(moderator, known(id), role), request);
  }

  @Post(':id/active')
  @Needs('admin', { sessionOnly: true, fresh: true })
  @HttpCode(204)
  async setActive(@Req() request: FastifyRequest, @Param('id') id: string): Promise<void> {
    const { active } = parseRequest(activeSchema, request.body, languageOfRequest(request));
    madeBy(await this.changing.setActive(signedIn(request).moderator, known(id), active), request);
  }

  @Post(':id/second-factor/reset')
  @Needs('lead', { sessionOnly: true, fresh: true })
  @HttpCode(204)
  async resetSecondFactor(@Req() request: FastifyRequest, @Param('id') id: string): Promise<void> {
    madeBy(await this.changing.resetSecondFactor(signedIn(request).moderator, known(id)), request);
  }

  @Post(':id/link')
  @Needs('admin', { sessionOnly: true, fresh: true })
  @HttpCode(201)
  async makeLink(@Req() request: FastifyRequest, @Param('id') id: string): Promise<InvitationLink> {
    const token = madeBy(await this.changing.makeLink(signedIn(request).moderator, known(id)), request);
    return { id, link: this.linkOf(request, token) };
  }

  private linkOf(request: FastifyRequest, token: string): string {
    return `${publicUrlOf(request, this.config)}/console/invitation#token=${token}`;
  }
}

function known(id: string): string {
  if (!z.uuid().safeParse(id).success) throw new ProblemError(404);
  return id;
}

const REFUSED = {
  'last-admin': 'people.lastAdmin',
  own: 'people.own',
  higher: 'people.higher',
  off: 'people.off',
} as const;

/** What a change made. @throws ProblemError where it was refused. */
function madeBy<Made>(result: ChangeResult<Made>, request: FastifyRequest): Made {
  if (result.kind === 'done') return result.made;
  if (result.kind === 'unknown') throw new ProblemError(404);
  throw refusal(request, 409, REFUSED[result.kind]);
}
