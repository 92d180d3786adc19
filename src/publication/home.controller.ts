import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../config/config.js';
import { publicUrlOf } from '../http/public-url.js';
import { basePathOf } from './page.js';

/** The bare address of the desk leads to what there is to see: the example site, else the console. */
@Controller()
export class HomeController {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  @Get()
  home(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const basePath = basePathOf(publicUrlOf(request, this.config));
    void reply.redirect(`${basePath}${this.config.example ? '/example/' : '/console/'}`, 302);
  }
}
