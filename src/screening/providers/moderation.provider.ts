import { z } from 'zod';
import type { ProviderLabel } from '../../domain/signal.js';
import { type Outlet, post, valueOf } from '../../http/outbound/post.js';
import type { ModerationProvider, ProviderAnswer } from './provider.js';

/** Where a service of the kind `/v1/moderations` is, and how to speak to it. */
export interface ModerationConfig {
  /** Up to and with the version: `https://api.openai.com/v1`. */
  url: string;
  key: string | undefined;
  model: string;
  timeoutMs: number;
}

/** Categories of OpenAI's omni-moderation-latest and text-moderation-007, by the desk's labels. */
const LABEL_OF = {
  harassment: 'abuse',
  'harassment/threatening': 'abuse',
  hate: 'hate',
  'hate/threatening': 'hate',
  illicit: 'illegal',
  'illicit/violent': 'illegal',
  'self-harm': 'self-harm',
  'self-harm/intent': 'self-harm',
  'self-harm/instructions': 'self-harm',
  sexual: 'sexual',
  'sexual/minors': 'sexual',
  violence: 'violence',
  'violence/graphic': 'violence',
} as const satisfies Record<string, ProviderLabel>;

type Category = keyof typeof LABEL_OF;
const CATEGORIES = Object.keys(LABEL_OF) as [Category, ...Category[]];

const score = z.number().min(0).max(1);

const answerSchema = z.object({
  model: z.string(),
  results: z
    .array(
      z.object({
        flagged: z.boolean(),
        category_scores: z
          .partialRecord(z.enum(CATEGORIES), score)
          .refine((scores) => Object.keys(scores).length > 0),
      }),
    )
    .length(1),
});

/** A service of the kind of OpenAI's `/v1/moderations`. It is told the text alone. */
export function moderationProvider(outlet: Outlet, config: ModerationConfig): ModerationProvider {
  const { url, key, model, timeoutMs } = config;
  return {
    id: 'moderation',
    requires: ['text'],
    uses: [],
    timeoutMs,
    async classify({ text }, signal): Promise<ProviderAnswer> {
      const answer = await post(
        outlet,
        {
          url: `${url}/moderations`,
          headers: {
            'content-type': 'application/json',
            ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
          },
          body: JSON.stringify({ model, input: text }),
        },
        signal,
      );
      const { model: used, results } = valueOf(answer, answerSchema);
      return { model: used, labels: labelsOf(results[0]?.category_scores ?? {}) };
    },
  };
}

function labelsOf(scores: Partial<Record<Category, number>>): ProviderAnswer['labels'] {
  const labels: ProviderAnswer['labels'] = {};
  for (const category of CATEGORIES) {
    const value = scores[category];
    const label = LABEL_OF[category];
    if (value !== undefined) labels[label] = Math.max(labels[label] ?? 0, value);
  }
  return labels;
}
