import { Controller, Get, HttpCode, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import type { DoctorView } from '../contract/desk-api.js';
import { languageOfRequest } from '../http/language.js';
import { Needs } from '../moderators/access.js';
import { signedIn } from '../moderators/access.guard.js';
import { doctorView } from './doctor.query.js';
import { wishForExamination } from './examination-wish.js';

/** What the desk found when it examined itself; workers examine, at the latest some seconds after somebody asked. */
@Controller('api/v1/doctor')
export class DoctorController {
  constructor(private readonly dataSource: DataSource) {}

  @Get()
  @Needs('lead')
  show(@Req() request: FastifyRequest): Promise<DoctorView> {
    return doctorView(this.dataSource.manager, languageOfRequest(request));
  }

  @Post()
  @Needs('admin')
  @HttpCode(202)
  async ask(@Req() request: FastifyRequest): Promise<DoctorView> {
    await wishForExamination(this.dataSource.manager, signedIn(request).moderator.email);
    return this.show(request);
  }
}
