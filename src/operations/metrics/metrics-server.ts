import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { CONFIG, type Config } from '../../config/config.js';
import { reasonOf } from '../../queue/once-a-minute.js';
import { Metrics } from './metrics.js';

/** Injection token of the name of the role. */
export const ROLE = Symbol('role');

const TIMES = { requestTimeout: 5_000, headersTimeout: 5_000, keepAliveTimeout: 5_000 };

const MOST_CONNECTIONS = 20;

/** Tells the numbers at `/metrics` on a port of their own, if METRICS_PORT is set: readers must not see them. */
@Injectable()
export class MetricsServer implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('metrics');
  private server: Server | undefined;

  constructor(
    private readonly metrics: Metrics,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(ROLE) private readonly role: 'api' | 'worker',
  ) {}

  /** A port that is taken is an error in the log, and no reason not to serve readers. */
  async onApplicationBootstrap(): Promise<void> {
    const { metrics } = this.config;
    if (metrics === undefined) return;
    this.metrics.start();
    const server = createServer(TIMES, (request, response) => void this.answer(request, response));
    server.maxConnections = MOST_CONNECTIONS;
    const port = metrics.port === 0 || this.role === 'api' ? metrics.port : metrics.port + 1;
    await new Promise<void>((resolve) => {
      server.once('listening', resolve);
      server.on('error', (error) => {
        this.logger.error(`no numbers on ${metrics.host}, port ${port}: ${reasonOf(error)}`);
        resolve();
      });
      server.listen(port, metrics.host);
    });
    this.server = server;
    if (this.port !== undefined) this.logger.log(`numbers at http://${metrics.host}:${this.port}/metrics`);
  }

  onApplicationShutdown(): void {
    this.metrics.stop();
    this.server?.close();
    this.server?.closeAllConnections();
  }

  /** The port it listens on; undefined when it does not. */
  get port(): number | undefined {
    const address = this.server?.address();
    return typeof address === 'object' ? address?.port : undefined;
  }

  private async answer({ method, url }: IncomingMessage, response: ServerResponse): Promise<void> {
    if (url !== '/metrics' || (method !== 'GET' && method !== 'HEAD')) {
      response.writeHead(404).end();
      return;
    }
    const { contentType, body } = await this.metrics.text();
    response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' }).end(body);
  }
}
