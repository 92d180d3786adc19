import { useState } from 'react';
import { FoldedText, UnlessFolded } from '../care/folded-text.js';
import { useTheDesk } from '../desk/use-desk.js';
import { AuthorCard } from './author-card.js';
import { ClusterCard } from './cluster-card.js';
import { Above, Below } from './conversation.js';
import { ExplanationView } from './explanation-view.js';
import { ItemHead } from './item-head.js';
import { MachineView } from './machine-view.js';
import { MarkedText } from './marked-text.js';
import { Notes } from './notes.js';
import { Reports } from './reports.js';
import { SignalList } from './signal-list.js';
import { StateBanner } from './state-banner.js';
import { WaitingBanner } from './waiting-banner.js';
import { Timeline } from './timeline.js';
import { Translation } from './translation.js';
import { useSay } from '../say.js';
import classes from './item.module.css';

/** Everything about the open item; what the list knows is there at once, the rest follows below it. */
export function ItemContent() {
  const say = useSay();
  const { shown, detail, canDecide } = useTheDesk();
  const [lit, setLit] = useState<number | null>(null);
  if (shown === undefined) return null;
  const more = detail.data?.id === shown.id ? detail.data : undefined;
  const item = more ?? shown;
  const signals = more?.signals ?? [];
  return (
    <article className={classes.content} aria-labelledby="item-heading">
      <div className={classes.main}>
        <ItemHead item={item} signals={signals} lit={lit} />
        <WaitingBanner item={item} />
        <StateBanner item={item} history={more?.history ?? []} />
        <Reports item={item} reported={more?.reported ?? []} />
        <Above id={item.id} />
        <section aria-label={say('item.text')}>
          <FoldedText id={item.id} severe={item.severe} withKey>
            <p className={classes.text} dir="auto" lang={item.language ?? undefined}>
              <MarkedText text={item.text} field="text" signals={signals} lit={lit} />
            </p>
          </FoldedText>
        </section>
        <UnlessFolded {...item}>
          <Translation item={item} />
          <ClusterCard item={item} />
        </UnlessFolded>
        <SignalList because={item.because} signals={signals} onLight={setLit} />
        {more?.explanation != null && (
          <ExplanationView explanation={more.explanation} policyVersion={more.policyVersion} />
        )}
        <UnlessFolded {...item}>
          <MachineView id={item.id} text={item.text} lang={item.language ?? undefined} />
        </UnlessFolded>
        <Below id={item.id} />
      </div>
      {more !== undefined && (
        <div className={classes.aside}>
          <AuthorCard item={more} />
          {canDecide && <Notes id={item.id} known={item.author.name !== '' || item.author.email !== ''} />}
          <Timeline id={item.id} />
        </div>
      )}
    </article>
  );
}
