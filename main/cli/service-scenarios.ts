/** The reference services in the order of their ports. */
export const serviceNames = ['registry', 'insurance', 'card-verification', 'population-base', 'organisation'] as const
export type ServiceName = (typeof serviceNames)[number]

/**
 * What each service is to do. `SERVICE=NAME` is for one, `NAME` for every service that has a scenario of that name; the others behave
 * normally.
 */
export function scenariosFor(
  wanted: readonly string[],
  isKnown: (service: ServiceName, name: string) => boolean,
): Record<ServiceName, string> | { readonly unknown: string } {
  const chosen = Object.fromEntries(serviceNames.map(name => [name, 'normal'])) as Record<ServiceName, string>
  for (const text of wanted) {
    const [named = '', only] = text.split('=', 2).reverse()
    const able = serviceNames.filter(service => (only === undefined || only === service) && isKnown(service, named))
    if (able.length === 0) return { unknown: text }
    for (const service of able) chosen[service] = named
  }
  return chosen
}
