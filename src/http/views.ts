import { Eta } from 'eta';

const engines = new Map<string, Eta>();

/**
 * Renders a template to HTML. Values are escaped unless the template says `<%~`.
 * @param directory absolute directory of the templates.
 * @param name file name without `.eta`.
 * @throws when the template is missing or fails.
 */
export function renderView(directory: string, name: string, data: object): string {
  let engine = engines.get(directory);
  if (engine === undefined) {
    engine = new Eta({ views: directory, cache: true, autoEscape: true });
    engines.set(directory, engine);
  }
  return engine.render(name, data);
}
