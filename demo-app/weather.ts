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

/** `GET /api/weather?location=Florence,Italy`: what the weather tool asks. */
export const weather: RequestHandler = (request, response) => {
  const { location } = request.query;
  if (typeof location !== 'string' || location.trim() === '') {
    response.status(400).json({ message: 'Give one location, such as ?location=Florence,Italy.' });
    return;
  }
  const [city = ''] = location.split(',');
  const found = WEATHER.get(city.trim().toLowerCase());
  if (found === undefined) {
    response.status(404).json({ message: `There is no weather for ${city.trim()}.` });
    return;
  }
  response.json({ location, weather: found });
};
