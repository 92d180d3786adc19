import type { AgreementFigures, AgreementView } from '../../../src/contract/desk-api.js';
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

/** How often two persons decided alike; nobody is told apart. */
export function Agreement({ figures }: { figures: AgreementFigures }) {
  const { say } = useSpeech();
  const { overall, reasons, needed, days } = figures;
  return (
    <Panel title={say('measures.agreement')} hint={say('measures.agreementHint', { days })}>
      {overall.pairs === 0 ? (
        <p className={cell.soft}>{say('measures.noPairs')}</p>
      ) : (
        <WideTable label={say('measures.agreement')}>
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
            <Row name={say('measures.approveOrReject')} view={overall} needed={needed} />
            {reasons.map(({ reason, ...view }) => (
              <Row
                key={reason}
                name={isRejectReason(reason) ? say(`reason.${reason}`) : reason}
                view={view}
                needed={needed}
              />
            ))}
          </tbody>
        </WideTable>
      )}
    </Panel>
  );
}
