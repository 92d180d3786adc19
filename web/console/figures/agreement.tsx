import type { AgreementFigures, AgreementPart, AgreementView } from '../../../src/contract/desk-api.js';
import { isRejectReason } from '../keys/keys.js';
import { numberOf } from '../parts/numbers.js';
import { cell, Panel, WideTable } from '../parts/panel.js';
import { useSpeech } from '../say.js';
import { RateText } from './automation.js';

function Row({ name, view, needed }: { name: string; view: AgreementView; needed: number }) {
  const { say, locale } = useSpeech();
  const { kappa, pairs, agreed } = view;
  const two = (value: number) => numberOf(value, locale, 2);
  const beyondChance = () => {
    if (kappa !== null)
      return say('measures.kappaInterval', {
        value: two(kappa.value),
        low: two(kappa.low),
        high: two(kappa.high),
      });
    return pairs < needed ? say('measures.tooFew', { needed }) : say('figures.none');
  };
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className={cell.number}>{say('measures.pairs', { agreed, pairs })}</td>
      <td className={cell.number}>
        <RateText rate={view.share} />
      </td>
      <td className={cell.number}>{beyondChance()}</td>
    </tr>
  );
}

function Part({ part, title, needed }: { part: AgreementPart; title: string; needed: number }) {
  const { say } = useSpeech();
  if (part.overall.pairs === 0) return <p className={cell.soft}>{say('measures.noPairs')}</p>;
  return (
    <WideTable label={title}>
      <thead>
        <tr>
          <th scope="col">{say('measures.column.choice')}</th>
          <th scope="col" className={cell.number}>
            {say('measures.column.agreed')}
          </th>
          <th scope="col" className={cell.number}>
            {say('measures.column.share')}
          </th>
          <th scope="col" className={cell.number}>
            {say('measures.column.kappa')}
          </th>
        </tr>
      </thead>
      <tbody>
        <Row name={say('measures.approveOrReject')} view={part.overall} needed={needed} />
        {part.reasons.map(({ reason, ...view }) => (
          <Row
            key={reason}
            name={isRejectReason(reason) ? say(`reason.${reason}`) : reason}
            view={view}
            needed={needed}
          />
        ))}
      </tbody>
    </WideTable>
  );
}

/** How often two persons decided alike, blind and otherwise; nobody is told apart. */
export function Agreement({ figures }: { figures: AgreementFigures }) {
  const { say } = useSpeech();
  const { blind, again, golden, needed, days } = figures;
  return (
    <>
      <Panel title={say('measures.agreement')} hint={say('measures.agreementHint', { days })}>
        <Part part={blind} title={say('measures.agreement')} needed={needed} />
        {golden !== null && (
          <p>
            {say('measures.golden')} <RateText rate={golden} />
          </p>
        )}
      </Panel>
      <Panel title={say('measures.again')} hint={say('measures.againHint')}>
        <Part part={again} title={say('measures.again')} needed={needed} />
      </Panel>
    </>
  );
}
