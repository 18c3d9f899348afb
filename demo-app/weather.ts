import type { RequestHandler } from 'express';

const WEATHER: ReadonlyMap<string, string> = new Map([
  ['berlin', '18 C'],
  ['florence', '40 C'],
  ['london', '15 C'],
  ['new york', '24 C'],
  ['paris', '21 C'],
  ['reykjavik', '6 C'],
  ['sydney', '22 C'],
  ['tokyo', '27 C'],
]);

/** Finds the weather in a place such as `Florence,Italy`, or says why there is none. */
export function weatherIn(
  location: unknown,
): { weather: string } | { message: string; code: number } {
  if (typeof location !== 'string' || location.trim() === '') {
    return { code: 400, message: 'Give one location, such as ?location=Florence,Italy.' };
  }
  const [city = ''] = location.split(',');
  const weather = WEATHER.get(city.trim().toLowerCase());
  if (weather !== undefined) return { weather };
  return { code: 404, message: `No weather data for ${city.trim()}.` };
}

/** `GET /api/weather?location=Florence,Italy`: what the weather tool asks. */
export const weather: RequestHandler = ({ query: { location } }, response) => {
  const found = weatherIn(location);
  if ('weather' in found) response.json({ location, ...found });
  else response.status(found.code).json({ message: found.message });
};
