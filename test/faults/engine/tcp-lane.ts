import type { Socket } from 'node:net';
import type { Random } from './random.js';

/** `up`: from the one who connected to the server. `down`: the answers. */
export type Direction = 'up' | 'down';

/** What is wrong with a network. All of it can change while connections are open. */
export interface Toxics {
  /** Each piece arrives so much later; `jitterMs` more, at random; order is kept. */
  latency?: { ms: number; jitterMs?: number; only?: Direction };
  bandwidth?: { bytesPerSecond: number; only?: Direction };
  /** Largest piece that arrives at once. */
  slice?: { bytes: number; only?: Direction };
  /** Nothing arrives, neither data nor an end, as when packets are lost: connections are accepted and stay silent. */
  lost?: Direction | 'both';
  /** One side is not told that the other closed or reset the connection; what it sends goes nowhere. */
  halfOpen?: boolean;
  /** Every connection is reset (RST) when so many bytes went up since; 0: at once, new ones too. */
  reset?: { afterBytes: number };
  /** All connections are cut and new ones refused. */
  refuse?: boolean;
}

/** A lane stops reading from its sender when so many bytes wait, as a full TCP window does. */
const WINDOW_BYTES = 1024 * 1024;

interface Piece {
  data: Buffer;
  /** Milliseconds (performance.now()) before which it does not arrive. */
  due: number;
}

/** One direction of one connection: takes bytes from a socket and gives them to another as the toxics of now allow. */
export class Lane {
  private pieces: Piece[] = [];
  private bytes = 0;
  private ended = false;
  private pumping = false;
  private wake: (() => void) | undefined;

  constructor(
    private readonly ends: { from: Socket; to: Socket; direction: Direction },
    private readonly network: { toxics(): Toxics; random: Random; forwarded(bytes: number): void },
  ) {
    ends.from.on('data', (data: Buffer) => this.take(data));
    ends.to.on('drain', () => this.wake?.());
    ends.to.on('close', () => this.wake?.());
  }

  /** Bytes that did not arrive yet. */
  get waiting(): number {
    return this.bytes;
  }

  /** The sender has ended: the receiver is told after what was sent before. */
  end(): void {
    this.ended = true;
    this.changed();
  }

  /** The toxics have changed. */
  changed(): void {
    this.wake?.();
    void this.pump();
  }

  private take(data: Buffer): void {
    if (this.ends.to.destroyed) return;
    const { latency } = this.network.toxics();
    const late =
      latency === undefined
        ? 0
        : latency.ms + Math.floor(this.network.random.next() * (latency.jitterMs ?? 0));
    this.pieces.push({ data, due: performance.now() + late });
    this.bytes += data.length;
    if (this.bytes > WINDOW_BYTES) this.ends.from.pause();
    void this.pump();
  }

  private async pump(): Promise<void> {
    if (this.pumping) return;
    this.pumping = true;
    const { to } = this.ends;
    while (!to.destroyed && !this.isLost()) {
      const piece = this.pieces[0];
      if (piece === undefined) {
        if (this.ended && !to.writableEnded) to.end();
        break;
      }
      const lateMs = this.isOn('latency') ? piece.due - performance.now() : 0;
      if (lateMs > 0) await this.pause(lateMs);
      else await this.pass(piece);
    }
    this.pumping = false;
  }

  /** Lets the first piece, or as much of it as may go at once, arrive. */
  private async pass(piece: Piece): Promise<void> {
    const { bandwidth, slice } = this.network.toxics();
    const perSecond = bandwidth !== undefined && this.isOn('bandwidth') ? bandwidth.bytesPerSecond : Infinity;
    const atOnce = slice !== undefined && this.isOn('slice') ? slice.bytes : Infinity;
    const size = Math.min(piece.data.length, atOnce, Math.max(1, perSecond / 20));
    const part = piece.data.subarray(0, size);
    if (part.length === piece.data.length) this.pieces.shift();
    else piece.data = piece.data.subarray(part.length);
    this.bytes -= part.length;
    const roomy = this.ends.to.write(part);
    this.network.forwarded(part.length);
    if (this.bytes <= WINDOW_BYTES) this.ends.from.resume();
    if (!roomy) await this.pause();
    if (perSecond < Infinity) await this.pause((part.length / perSecond) * 1_000);
    // Pieces that are written one after another in one turn would leave as one.
    else if (atOnce < Infinity) await new Promise((resolve) => setImmediate(resolve));
  }

  private isLost(): boolean {
    const { lost } = this.network.toxics();
    return lost === 'both' || lost === this.ends.direction;
  }

  private isOn(toxic: 'latency' | 'bandwidth' | 'slice'): boolean {
    const set = this.network.toxics()[toxic];
    return set !== undefined && (set.only === undefined || set.only === this.ends.direction);
  }

  /** Until something changes, at most `ms` milliseconds. */
  private pause(ms?: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = ms === undefined ? undefined : setTimeout(() => this.wake?.(), ms);
      this.wake = () => {
        this.wake = undefined;
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
