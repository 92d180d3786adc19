import { Controller, Get, Param } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { TextViews } from '../contract/item-api.js';
import { ProblemError } from '../http/problem.js';
import { Needs } from '../moderators/access.js';
import { showViews } from '../screening/text/show-views.js';

/** A stored text as the machine reads it; here, for only this folder may look at screening. */
@Controller('api/v1/review/submissions/:id/views')
export class SubmissionViewsController {
  constructor(private readonly dataSource: DataSource) {}

  @Get()
  @Needs('viewer')
  async show(@Param('id') id: string): Promise<TextViews> {
    const rows: { body: string }[] = z.uuid().safeParse(id).success
      ? await this.dataSource.query(`select body from submission where id = $1`, [id])
      : [];
    const [row] = rows;
    if (row === undefined) throw new ProblemError(404);
    return showViews(row.body);
  }
}
