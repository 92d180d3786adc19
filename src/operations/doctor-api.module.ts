import { Module } from '@nestjs/common';
import { ModeratorsModule } from '../moderators/moderators.module.js';
import { DoctorController } from './doctor.controller.js';

/** What admins see of the examinations; examines nothing. */
@Module({ imports: [ModeratorsModule], controllers: [DoctorController] })
export class DoctorApiModule {}
